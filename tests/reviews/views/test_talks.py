"""The talk is written down and confirmed by both sides."""

import re

import pytest
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.notifications.models import Outgoing
from partners.choices import OwnerSide
from reviews.choices import ReviewState
from tests.reviews.factories import fresh, make_review

SEEN = re.compile(r'name="seen" value="(\w+)"')
RECORD = {
    "held_on": "23 11 2026",
    "people": "Amina, Gift",
    "language": "English",
    "strong": "We answer within days.",
    "hurts": "Payments came late.",
    "next_steps": "Pay on time.",
    "action-1-text": "Pay within 15 working days.",
    "action-1-side": OwnerSide.FOUNDATION,
    "action-1-due_on": "23 12 2026",
}


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


@pytest.fixture
def closed(cast, now):
    return make_review(cast, state=ReviewState.CLOSED, now=now)


@pytest.fixture
def held(cast, now):
    return make_review(cast, state=ReviewState.TALK_HELD, now=now)


def url(page, review):
    return reverse(f"reviews:{page}", args=[review.pk])


def body(response):
    return response.content.decode()


def test_a_recorded_talk_leads_to_the_result(amina, closed):
    response = amina.post(url("talk", closed), RECORD)
    assert response.url == url("result", closed)
    assert fresh(closed).state == ReviewState.TALK_HELD


def test_the_action_is_stored_with_its_side_and_day(amina, closed):
    amina.post(url("talk", closed), RECORD)
    action = closed.actions.get()
    assert (action.side, str(action.due_on)) == ("FOUNDATION", "2026-12-23")


def test_the_lead_of_the_partner_is_asked_to_confirm(amina, closed):
    amina.post(url("talk", closed), RECORD)
    letter = Outgoing.objects.get(letter="review.confirm")
    assert letter.to_address == "gift@partner.example"


def test_no_action_needs_a_reason(amina, closed):
    given = {name: text for name, text in RECORD.items() if "action" not in name}
    page = body(amina.post(url("talk", closed), given))
    assert "Agree one action, or write why none is needed." in page
    given["no_action_reason"] = "Both sides are content."
    assert amina.post(url("talk", closed), given).status_code == 302


def test_half_an_action_is_asked_for(amina, closed):
    page = body(amina.post(url("talk", closed), RECORD | {"action-2-text": "Call."}))
    assert "Choose who does it" in page
    assert "Enter by when" in page


def test_what_was_typed_is_kept_when_something_is_missing(amina, closed):
    page = body(amina.post(url("talk", closed), RECORD | {"hurts": ""}))
    assert "Write what hurts" in page
    assert "We answer within days." in page
    assert "Pay within 15 working days." in page


def test_a_talk_in_the_future_is_refused(amina, closed):
    page = body(amina.post(url("talk", closed), RECORD | {"held_on": "1 12 2026"}))
    assert "The talk cannot be in the future." in page


def test_a_record_can_be_corrected_before_both_confirmed(amina, held):
    page = body(amina.get(url("talk", held)))
    assert "both sides confirm it again" in page
    assert "Payments came late." in page


def test_who_writes_a_record_meanwhile_is_not_overwritten(cast, amina, sign_in, closed):
    brian = sign_in(cast.brian)
    seen = SEEN.search(body(brian.get(url("talk", closed))))[1]
    amina.post(url("talk", closed), RECORD | {"seen": seen})
    other = RECORD | {"hurts": "Nobody called.", "seen": seen}

    refused = brian.post(url("talk", closed), other)

    page = body(refused)
    assert refused.status_code == 409
    assert "Somebody changed this while you had the page open" in page
    # What was typed, and what stands there.
    assert "Nobody called." in page
    assert "Payments came late." in page
    again = other | {"seen": SEEN.search(page)[1]}
    assert brian.post(url("talk", closed), again).status_code == 302
    assert fresh(closed).talk.hurts == "Nobody called."


def test_the_page_confirms_only_the_record_that_it_shows(cast, amina, held):
    seen = SEEN.search(body(amina.get(url("result", held))))[1]
    amina.post(url("talk", held), RECORD | {"hurts": "Nobody called."})

    assert amina.post(url("confirm", held), {"seen": seen}).status_code == 409
    given = {"for_key": f"contact:{cast.gift.pk}", "seen": seen}
    assert amina.post(url("confirm_for_partner", held), given).status_code == 409
    seen = SEEN.search(body(amina.get(url("result", held))))[1]
    assert amina.post(url("confirm", held), {"seen": seen}).status_code == 302


def test_a_talk_before_closing_has_no_page(amina, review):
    assert amina.get(url("talk", review)).status_code == 409


def test_an_auditor_may_not_record(cast, sign_in, closed):
    assert sign_in(cast.fay).get(url("talk", closed)).status_code == 403


def test_the_foundation_confirms_with_one_press(amina, held):
    amina.post(url("confirm", held))
    held.talk.refresh_from_db()
    assert held.talk.foundation_confirmed_at is not None


def test_confirming_needs_a_press(amina, held):
    assert amina.get(url("confirm", held)).status_code == 405


def test_entering_for_the_partner_names_who_said_so(cast, amina, held):
    amina.post(url("confirm", held))
    given = {"for_key": f"contact:{cast.gift.pk}"}
    amina.post(url("confirm_for_partner", held), given)
    assert fresh(held).state == ReviewState.COMPLETED
    page = body(amina.get(url("result", held)))
    assert "Gift, entered by Amina" in page


def test_entering_it_a_second_time_leads_where_the_first_led(cast, amina, held):
    amina.post(url("confirm", held))
    given = {"for_key": f"contact:{cast.gift.pk}"}
    first, second = (
        amina.post(url("confirm_for_partner", held), given) for _press in range(2)
    )

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert amina.get(url("confirm_for_partner", held)).status_code == 409


def test_entering_for_the_partner_needs_a_person(amina, held):
    page = body(amina.post(url("confirm_for_partner", held), {"for_key": ""}))
    assert "Choose the person of the partner who said so" in page


def test_a_stranger_finds_no_talk(cast, sign_in, held):
    assert sign_in(cast.chloe).post(url("confirm", held)).status_code == 404


def test_a_talk_is_led_to_what_both_sides_expected(
    cast, amina, link_for, enter, closed
):
    at = [cast.malawi_partnership.pk]
    for page in ("talk", "result"):
        text = body(amina.get(url(page, closed)))
        for plan in ("expectations", "capacity", "plan"):
            assert f'href="{reverse(f"partners:{plan}", args=at)}"' in text
    theirs = body(enter(link_for(cast.gift, closed)).get(url("partner_result", closed)))
    assert "look again at what both sides expect" in theirs


def test_who_reads_a_record_and_cannot_confirm_it_reads_how_it_is_confirmed(
    cast, link_for, enter, held
):
    hint = "The lead of your side confirms it with the link in our mail"
    own = enter(link_for(cast.gift, held))
    assert hint in body(own.get(url("partner_result", held)))
    confirming = enter(link_for(cast.gift, held, LinkPurpose.CONFIRM))
    assert hint not in body(confirming.get(url("partner_result", held)))
