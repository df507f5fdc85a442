"""The gates lead to what opens them, and a partnership can be called ended well."""

import pytest
import time_machine
from django.urls import reverse

from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from partners.choices import Stage
from partners.models import AfterCheck
from tests.cast import NOW
from tests.dashboards.views.pages import client_of
from tests.lifecycle.services.test_answering import answer, said
from tests.lifecycle.world import at, function, note, open_check


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def stage_page(cast, who="brian"):
    address = reverse("lifecycle:stage", args=[cast.malawi_partnership.pk])
    return client_of(getattr(cast, who)).get(address).content.decode()


def test_what_both_sides_stated_of_their_interests_opens_the_gate(cast) -> None:
    partnership = at(cast, Stage.EXPLORING)
    words = "write which conflicts of interest there are"
    address = reverse("partners:interests", args=[partnership.pk])
    assert stage_page(cast).count(f'href="{address}"') == 2

    client_of(cast.amina).post(address, {"who": "0", "answer": "none"})
    shown = stage_page(cast)
    assert (f"Foundation: {words}" in shown, f"Partner: {words}" in shown) == (0, 1)

    partnership.interest_statements.create(
        party=cast.malawi_party, is_none=True, stated_on=NOW.date(), stated_by="link:1"
    )
    assert words not in stage_page(cast)


def test_of_a_coalition_every_partner_states_its_interests(cast) -> None:
    partnership = at(cast, Stage.EXPLORING)
    partnership.parties.create(partner=cast.kasanyi, from_on=NOW.date())
    partnership.interest_statements.create(
        party=cast.malawi_party, is_none=True, stated_on=NOW.date(), stated_by="link:1"
    )

    page = stage_page(cast)
    assert f"{cast.kasanyi.name}: write which conflicts of interest" in page
    assert f"{cast.nyali.name}: write which conflicts of interest" not in page


def test_of_a_coalition_people_to_ask_after_the_end_stand_with_their_partner(
    cast,
) -> None:
    partnership = at(cast, Stage.TRANSITION)
    address = reverse("lifecycle:close", args=[partnership.pk])
    alone = client_of(cast.dan).get(address).content.decode()
    assert ">Gift</option>" in alone

    partnership.parties.create(partner=cast.kasanyi, from_on=NOW.date())
    cast.kasanyi.contacts.create(name="Hope", email="h@x.example", time_zone="UTC")

    together = client_of(cast.dan).get(address).content.decode()
    assert f">Gift, {cast.nyali.name}</option>" in together
    assert f">Hope, {cast.kasanyi.name}</option>" in together


def test_each_open_check_of_the_gate_leads_to_its_page(cast) -> None:
    at(cast, Stage.SUSTAINING)
    found = open_check(cast)
    shown, address = stage_page(cast), reverse("lifecycle:check", args=[found.pk])

    assert f'href="{address}">The check 6 months after the end' in shown


def test_a_partnership_without_checks_gets_them_from_the_gate(cast) -> None:
    partnership = at(cast, Stage.TRANSITION)
    partnership.stage_changes.create(
        from_stage=Stage.TRANSITION,
        to_stage=Stage.SUSTAINING,
        changed_on="2026-06-30",
        changed_at=NOW,
        changed_by="system",
    )
    at(cast, Stage.SUSTAINING)
    address = reverse("lifecycle:checks_new", args=[partnership.pk])
    assert address in stage_page(cast)

    client_of(cast.brian).post(address, {"contact": cast.gift.pk})
    assert AfterCheck.objects.count() == 3
    assert client_of(cast.brian).get(address).status_code == 302


def test_three_tries_without_a_reply_are_noted_from_the_gate(cast) -> None:
    at(cast, Stage.SUSTAINING)
    address = reverse(
        "lifecycle:note", args=[cast.malawi_partnership.pk, NoteKind.NO_REPLY]
    )
    assert address in stage_page(cast)
    client = client_of(cast.amina)
    typed = {"text": "By mail and phone", "try_1": "1 10 2026", "try_2": "1 10 2026"}

    two = client.post(address, {**typed, "try_3": "2 11 2026"}).content.decode()
    assert "Three tries are on three different days" in two
    late = client.post(address, {**typed, "try_3": "24 11 2026"}).content.decode()
    assert "The days of the tries must be today or earlier" in late
    client.post(address, {**typed, "try_2": "15 10 2026", "try_3": "2 11 2026"})
    text = GateNote.objects.get().text
    assert text == "1 Oct 2026, 15 Oct 2026, 2 Nov 2026: By mail and phone"
    assert address not in stage_page(cast)


def test_what_the_partner_would_do_differently_is_its_lesson(cast) -> None:
    at(cast, Stage.SUSTAINING)
    note(cast, NoteKind.LESSON, "FOUNDATION")
    lesson = "Partner: write what this side learned."
    found = open_check(cast)
    assert lesson in stage_page(cast)

    answer(cast, found, told_by=cast.gift)
    assert lesson not in stage_page(cast)


def test_what_staff_thinks_is_no_lesson_of_the_partner(cast) -> None:
    at(cast, Stage.SUSTAINING)
    answer(cast, open_check(cast))

    assert "Partner: write what this side learned." in stage_page(cast)


def test_answered_and_waived_checks_let_it_end_well(cast) -> None:
    partnership = at(cast, Stage.SUSTAINING)
    note(cast, NoteKind.LESSON, "FOUNDATION")
    clubs = function(cast)
    answer(cast, open_check(cast), said(clubs), told_by=cast.gift)
    waived = open_check(cast, 12)
    client_of(cast.brian).post(
        reverse("lifecycle:check_waive", args=[waived.pk]),
        {"waived_reason": "Nobody is there"},
    )

    step = reverse("lifecycle:step", args=[partnership.pk, Stage.CONCLUDED])
    client_of(cast.brian).post(step, {"reason": "All was looked at"})
    partnership.refresh_from_db()
    assert partnership.stage == Stage.CONCLUDED
