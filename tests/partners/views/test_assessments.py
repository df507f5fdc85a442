"""The pages of assessments by others, and how the page of a partner shows them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from partners.forms.assessments import AssessmentForm
from partners.models import OutsideAssessment
from tests.cast import NOW, Cast
from tests.dashboards.views.pages import client_of
from tests.default_messages import default_messages, messages_of

TYPED = {
    "kind": "PSEA",
    "assessed_by": "UNFPA",
    "assessed_on": "3 2 2024",
    "rating": "LOW",
    "expires_on": "3 2 2026",
    "note": "Train the drivers",
}


@pytest.fixture
def assessment(cast: Cast) -> OutsideAssessment:
    return OutsideAssessment.objects.create(
        partner=cast.nyali,
        kind="MICRO",
        assessed_by="UNICEF",
        assessed_on=date(2025, 1, 2),
        rating="MODERATE",
        noted_at=NOW,
        noted_by="user:0",
    )


def new(cast: Cast) -> str:
    return reverse("partners:assessment_new", args=[cast.nyali.pk])


def edit(assessment: OutsideAssessment) -> str:
    return reverse("partners:assessment_edit", args=[assessment.pk])


def detail(cast: Cast, who: str = "amina") -> str:
    address = reverse("partners:detail", args=[cast.nyali.pk])
    return client_of(getattr(cast, who)).get(address).content.decode()


def test_what_is_typed_is_shown_and_an_end_is_said_in_words(cast: Cast) -> None:
    answer = client_of(cast.amina).post(new(cast), TYPED, follow=True)

    assert "The assessment is noted." in answer.content.decode()
    page = detail(cast, "fay")
    for words in ("UNFPA, 3 Feb 2024", "Low risk", "Train the drivers"):
        assert words in page
    assert "Expired on 3 Feb 2026" in page
    assert new(cast) not in page


def test_an_assessment_without_a_last_day_says_so(
    cast: Cast, assessment: OutsideAssessment
) -> None:
    assert "No last day is known" in detail(cast)


def test_an_empty_assessment_is_answered_at_each_field(cast: Cast) -> None:
    page = client_of(cast.amina).post(new(cast), {"note": "Kept"}).content.decode()

    for words in (
        "Choose what was assessed",
        "Write who made the assessment",
        "Write on which day it was made",
        "Choose the rating",
        "Kept",
    ):
        assert words in page


def test_a_refusal_of_the_service_keeps_what_was_typed(cast: Cast) -> None:
    typed = {**TYPED, "kind": "OTHER"}

    page = client_of(cast.amina).post(new(cast), typed).content.decode()

    assert "Write what was assessed" in page
    assert "Train the drivers" in page


def test_one_that_was_noted_by_mistake_is_kept_apart(
    cast: Cast, assessment: OutsideAssessment
) -> None:
    client = client_of(cast.amina)
    client.post(new(cast), {**TYPED, "kind": "MICRO"})
    form = client.get(edit(assessment)).content.decode()

    client.post(edit(assessment), {**TYPED, "kind": "MICRO", "is_mistake": "on"})

    assert 'value="UNICEF"' in form
    page = detail(cast)
    assert "Noted by mistake" in page
    assert page.index("Earlier assessments") < page.index("Noted by mistake")


def test_a_new_one_is_no_mistake(cast: Cast) -> None:
    assert "is_mistake" not in AssessmentForm().fields


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
@pytest.mark.parametrize("value", ["", "x" * 2000])
def test_wrong_values_are_answered_in_our_own_words(
    cast: Cast, language: str, value: str
) -> None:
    with translation.override(language):
        form = AssessmentForm(dict.fromkeys(AssessmentForm.Meta.fields, value))

        assert {"kind", "assessed_by", "assessed_on", "rating"} <= set(form.errors)
        assert not default_messages() & messages_of(form)
