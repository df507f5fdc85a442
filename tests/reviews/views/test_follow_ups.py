"""The next talk asks what became of the last actions."""

import re

import pytest
from django.urls import reverse

from reviews.choices import ReviewKind, ReviewState
from reviews.models import Action, Review
from tests.cast import TODAY
from tests.reviews.factories import make_review

TALK = {
    "held_on": "23 11 2026",
    "people": "Amina, Gift",
    "language": "English",
    "strong": "We answer",
    "hurts": "Forms",
    "next_steps": "Shorter forms",
    "no_action_reason": "All is on its way",
}


@pytest.fixture
def action(cast, now) -> Action:
    review = make_review(cast, state=ReviewState.COMPLETED, now=now)
    Review.objects.exclude(pk=review.pk).update(
        state=ReviewState.CANCELLED, cancel_reason="x", closed_at=now
    )
    return Action.objects.create(
        review=review,
        text="Call each month",
        side="JOINT",
        due_on=TODAY,
        created_on=TODAY,
    )


@pytest.fixture
def talk(cast, action, now) -> Review:
    return make_review(cast, kind=ReviewKind.TALK, due_on=TODAY, now=now)


def page(review) -> str:
    return reverse("reviews:talk", args=[review.pk])


def test_the_talk_asks_about_earlier_actions(cast, sign_in, talk, action) -> None:
    text = sign_in(cast.amina).get(page(talk)).content.decode()
    assert "What became of the last actions?" in text
    assert "Call each month" in text


def test_recording_the_talk_closes_what_was_chosen(cast, sign_in, talk, action) -> None:
    sign_in(cast.amina).post(page(talk), TALK | {f"earlier-{action.pk}-outcome": "YES"})
    action.refresh_from_db()
    assert (action.state, action.helped) == ("DONE", "YES")


def test_left_alone_it_stays_open(cast, sign_in, talk, action) -> None:
    sign_in(cast.amina).post(page(talk), TALK)
    action.refresh_from_db()
    assert action.state == "OPEN"


def test_a_talk_that_is_refused_closes_nothing(cast, sign_in, talk, action) -> None:
    given = TALK | {"held_on": "", f"earlier-{action.pk}-outcome": "NO"}
    text = sign_in(cast.amina).post(page(talk), given).content.decode()
    assert re.search(r'value="NO"[^>]*checked', text)
    action.refresh_from_db()
    assert action.state == "OPEN"


def test_actions_are_closed_between_reviews_as_well(cast, sign_in, action) -> None:
    address = reverse("reviews:actions", args=[cast.malawi_partnership.pk])
    amina = sign_in(cast.amina)
    amina.post(address, {f"earlier-{action.pk}-outcome": "DROPPED"})
    text = amina.get(address).content.decode()
    over = text.split("Done or dropped")[1]
    assert "Call each month" in over
    assert "Dropped by both sides" in over


@pytest.mark.parametrize("place", ["talk", "actions"])
def test_whoever_comes_after_a_colleague_reads_what_was_noted(
    cast, sign_in, talk, action, place
) -> None:
    actions = reverse("reviews:actions", args=[cast.malawi_partnership.pk])
    outcome = f"earlier-{action.pk}-outcome"
    sign_in(cast.brian).post(actions, {outcome: "YES"})

    address = page(talk) if place == "talk" else actions
    answer = sign_in(cast.amina).post(address, TALK | {outcome: "NO"}, follow=True)

    told = "Somebody else has noted what became of “Call each month”: Done."
    assert told in answer.content.decode()
    action.refresh_from_db()
    assert action.helped == "YES"
