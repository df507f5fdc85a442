"""Every number of a result tells how it came about."""

import pytest
from django.urls import reverse
from django.utils import translation

from reviews.choices import ReviewState
from reviews.selectors.results import review_result
from reviews.services.instruments import freeze_instrument
from reviews.views.explanations import explanations, weights_text
from tests.reviews.factories import make_review
from tests.reviews.versions import FROZEN_AT, draft_version

# The worked example G1 of the method: index 71.25.
PARTNER = {"D3": 3, "D9": 3, "D10": 3}


@pytest.fixture
def review(cast, now):
    return make_review(cast, state=ReviewState.CLOSED, partner=PARTNER, now=now)


def blocks(cast, review, who="amina") -> dict[str, list[str]]:
    (pair,) = review_result(cast.actor(who), review).pairs
    return {each["label"]: each["lines"] for each in explanations(pair)}


def test_the_index_is_added_up_and_spread_over_0_to_100(cast, review) -> None:
    assert blocks(cast, review)["Health index, 0 to 100"] == [
        "Add up: 4 + 4 + 3.5 + 4 + 4 + 4 + 4 + 4 + 3.5 + 3.5 = 38.5",
        "Divide by the number of questions: 38.5 / 10 = 3.85",
        "From 1 to 5 onto 0 to 100: 25 × (3.85 − 1) = 71.25",
        "Shown as a whole number: 71",
    ]


def test_differences_count_whoever_is_higher(cast, review) -> None:
    assert blocks(cast, review)["Average difference, in steps"] == [
        "The differences, whoever is higher: 0 + 0 + 1 + 0 + 0 + 0 + 0 + 0 + 1 + 1 = 3",
        "Divide by the number of questions: 3 / 10 = 0.3",
    ]


def test_a_lesson_uses_its_own_questions(cast, review) -> None:
    lines = blocks(cast, review)["Begin with the end in mind"]
    assert lines[0] == "Add up: 3.5 + 3.5 = 7"
    assert lines[2].endswith("= 62.5")


def test_what_is_hidden_is_not_explained(cast, now) -> None:
    review = make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    found = blocks(cast, review)
    assert "The partner alone" not in found
    assert "Health index, 0 to 100" not in found


def test_numbers_follow_the_language(cast, review) -> None:
    with translation.override("fr"):
        (pair,) = review_result(cast.actor("amina"), review).pairs
        texts = [line for each in explanations(pair) for line in each["lines"]]
    assert any("3,85" in text for text in texts)


def test_the_page_folds_the_steps(cast, sign_in, review) -> None:
    page = reverse("reviews:result", args=[review.pk])
    text = sign_in(cast.amina).get(page).content.decode()
    assert "How were these numbers computed?" in text
    assert "38.5 / 10 = 3.85" in text


def test_equal_weights_are_said(cast, review) -> None:
    (pair,) = review_result(cast.actor("amina"), review).pairs
    assert weights_text(pair) == "Every question counts the same."


def test_other_weights_are_printed_with_the_score(cast, now) -> None:
    draft = draft_version(cast)
    draft.dimensions.filter(code="D3").update(weight=2)
    freeze_instrument(actor=cast.actor("ada"), now=FROZEN_AT, instrument=draft)
    review = make_review(cast, state=ReviewState.CLOSED, partner=PARTNER, now=now)
    (pair,) = review_result(cast.actor("amina"), review).pairs
    assert weights_text(pair).startswith(
        "How much each question counts: Shared and realistic goals: 1; "
        "Trust and respect: 1; Open and honest talk: 2;"
    )
    assert blocks(cast, review)["Health index, 0 to 100"][:2] == [
        "Add up: 1 x 4 + 1 x 4 + 2 x 3.5 + 1 x 4 + 1 x 4 + 1 x 4 + 1 x 4 + 1 x 4"
        " + 1 x 3.5 + 1 x 3.5 = 42",
        "Divide by the sum of the weights: 42 / 11 = 3.82",
    ]
