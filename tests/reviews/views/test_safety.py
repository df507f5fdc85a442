"""The question of safety leads to the safeguarding lead, and never into the review."""

import pytest
from django.urls import reverse

from eclt_partners.common.actor import SYSTEM
from partners.choices import IncidentWish, Side
from partners.models import Incident
from reviews.models import Assessment
from reviews.services.planning import cancel_review

READERS = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}


def url(page, review):
    return reverse(f"reviews:{page}", args=[review.pk])


@pytest.fixture
def gift(cast, review, link_for, enter):
    return enter(link_for(cast.gift, review))


def test_no_leaves_no_incident_and_goes_on(cast, sign_in, review) -> None:
    given = READERS | {"safety": "NO"}
    answer = sign_in(cast.amina).post(url("closing", review), given)
    assert answer.url == url("check", review)
    assert not Incident.objects.exists()


@pytest.mark.parametrize("wish", IncidentWish.values)
def test_yes_tells_the_lead_before_the_next_page_is_shown(
    cast, sign_in, review, wish
) -> None:
    given = READERS | {"safety": wish}
    answer = sign_in(cast.amina).post(url("closing", review), given)
    assert answer.url == url("safety", review)
    assert Incident.objects.get().wish == wish


def test_a_person_of_the_partner_is_heard_as_well(cast, gift, review) -> None:
    given = READERS | {"safety": "SPEAK"}
    answer = gift.post(url("partner_closing", review), given)
    assert answer.url == url("partner_safety", review)
    incident = Incident.objects.get()
    assert (incident.side, incident.reported_by) == (
        Side.PARTNER,
        f"contact:{cast.gift.pk}",
    )


def test_more_words_are_added_to_the_report(gift, review) -> None:
    gift.post(url("partner_closing", review), READERS | {"safety": "SAW"})
    answer = gift.post(url("partner_safety", review), {"note": "Call me at night"})
    assert answer.url == url("partner_check", review)
    incident = Incident.objects.get()
    assert incident.notes.get().text == "Call me at night"
    assert incident.wish == "SAW"


def test_the_answer_is_stored_nowhere_in_the_review(cast, sign_in, review) -> None:
    amina = sign_in(cast.amina)
    amina.post(url("closing", review), READERS | {"safety": "SAW", "keep": "The talks"})
    stored = Assessment.objects.values().get()
    assert "SAW" not in map(str, stored.values())
    shown = amina.get(url("closing", review)).content.decode()
    assert "The talks" in shown
    assert 'value="SAW" checked' not in shown


def test_on_one_page_the_question_works_the_same(cast, sign_in, review) -> None:
    given = {f"closing-{k}": v for k, v in READERS.items()}
    given["closing-safety"] = "SAW"
    answer = sign_in(cast.amina).post(url("answer_all", review), given)
    assert answer.url == url("safety", review)
    assert Incident.objects.count() == 1


def test_the_page_of_safety_may_be_opened_by_everybody_who_answers(
    cast, sign_in, review
) -> None:
    page = sign_in(cast.amina).get(url("safety", review))
    assert "child helpline" in page.content.decode()
    assert not Incident.objects.exists()


def test_without_a_safeguarding_lead_nobody_is_said_to_call_in_72_hours(
    cast, sign_in, review
) -> None:
    cast.sam.roles.all().delete()
    amina = sign_in(cast.amina)
    amina.post(url("closing", review), READERS | {"safety": "SAW"})
    page = amina.get(url("safety", review)).content.decode()
    assert "has no safeguarding lead at the moment" in page
    assert "72 hours" not in page


def test_a_danger_is_told_even_when_the_review_is_over(
    cast, sign_in, review, now
) -> None:
    cancel_review(actor=SYSTEM, now=now, review=review, reason="Flood.")
    given = READERS | {"safety": "SAW", "keep": "The talks"}
    page = sign_in(cast.amina).post(url("closing", review), given)
    assert page.status_code == 409
    assert "within 72 hours" in page.content.decode()
    assert "SAW" not in page.content.decode()
    assert Incident.objects.count() == 1


def test_a_danger_is_told_even_when_another_answer_has_a_gap(
    cast, sign_in, review
) -> None:
    given = {f"closing-{k}": v for k, v in READERS.items()}
    given |= {"closing-safety": "SPEAK", "D1-evidence": "A note without an answer"}
    page = sign_in(cast.amina).post(url("answer_all", review), given)
    assert "Choose the sentence that is closest" in page.content.decode()
    assert Incident.objects.count() == 1
