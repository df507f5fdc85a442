"""The talk about a change, its agreed note and the notes of each side."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.choices import RenegotiationState
from agreements.models import PrivateNote
from agreements.services.endings import withdraw
from agreements.services.talking import (
    TableTalk,
    confirm_talk,
    record_talk,
    write_private_note,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from tests.agreements.table import gift, raised
from tests.cast import NOW

TALK = TableTalk(date(2026, 11, 20), "Amina, Gift", "English", "Fewer children")


def _recorded(cast, **changes):
    renegotiation = raised(cast)
    talk = record_talk(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=renegotiation,
        talk=replace(TALK, **changes),
    )
    renegotiation.refresh_from_db()
    return renegotiation, talk


def test_a_talk_is_recorded_and_both_are_talking(cast) -> None:
    renegotiation, talk = _recorded(cast)

    assert renegotiation.talk == talk
    assert talk.agreed_note == "Fewer children"
    assert renegotiation.state == RenegotiationState.TALKING


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": " "}, "people"),
        ({"agreed_note": ""}, "agreed_note"),
        ({"held_on": date(2026, 11, 24)}, "held_on"),
    ],
)
def test_a_record_without_its_parts_is_refused(cast, changes, field) -> None:
    with pytest.raises(InvalidInput) as refusal:
        _recorded(cast, **changes)

    assert set(refusal.value.problems) == {field}


def test_both_leads_confirm_the_note(cast) -> None:
    renegotiation, talk = _recorded(cast)

    confirm_talk(actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation)
    confirm_talk(actor=gift(cast), now=NOW, renegotiation=renegotiation)

    talk.refresh_from_db()
    assert talk.is_fair_record
    assert talk.partner_confirmed_by == f"contact:{cast.gift.pk}"


def test_a_new_note_takes_back_what_was_confirmed(cast) -> None:
    renegotiation, talk = _recorded(cast)
    confirm_talk(actor=gift(cast), now=NOW, renegotiation=renegotiation)

    record_talk(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=renegotiation,
        talk=replace(TALK, agreed_note="Other words"),
    )

    talk.refresh_from_db()
    assert talk.agreed_note == "Other words"
    assert talk.partner_confirmed_at is None


def test_the_note_of_every_talk_stays_with_who_confirmed_it(cast) -> None:
    renegotiation, _talk = _recorded(cast)
    confirm_talk(actor=gift(cast), now=NOW, renegotiation=renegotiation)
    second = replace(TALK, held_on=date(2026, 11, 22), agreed_note="More roofs")

    for _press in range(2):
        record_talk(
            actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation, talk=second
        )

    before = renegotiation.earlier_talks.get()
    assert (before.held_on, before.agreed_note) == (TALK.held_on, "Fewer children")
    assert before.partner_confirmed_by == f"contact:{cast.gift.pk}"
    assert before.replaced_by == f"user:{cast.amina.pk}"


def test_confirming_again_keeps_the_first_time(cast) -> None:
    renegotiation, talk = _recorded(cast)
    confirm_talk(actor=gift(cast), now=NOW, renegotiation=renegotiation)

    confirm_talk(
        actor=gift(cast), now=NOW + timedelta(days=1), renegotiation=renegotiation
    )

    talk.refresh_from_db()
    assert talk.partner_confirmed_at == NOW


def test_nobody_confirms_a_note_that_they_did_not_read(cast) -> None:
    renegotiation, talk = _recorded(cast)
    other = replace(TALK, agreed_note="Other words")
    record_talk(
        actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation, talk=other
    )

    with pytest.raises(StaleObject):
        confirm_talk(
            actor=gift(cast), now=NOW, renegotiation=renegotiation, seen=talk.mark
        )
    talk.refresh_from_db()
    confirmed = confirm_talk(
        actor=gift(cast), now=NOW, renegotiation=renegotiation, seen=talk.mark
    )
    assert confirmed.partner_confirmed_at == NOW


def test_what_the_partner_confirmed_may_be_entered_and_stays_visible(cast) -> None:
    renegotiation, talk = _recorded(cast)

    confirm_talk(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=renegotiation,
        for_party=cast.malawi_party,
    )

    talk.refresh_from_db()
    assert talk.partner_confirmed_by == f"user:{cast.amina.pk}"
    assert talk.partner_confirmed_for == f"party:{cast.malawi_party.pk}"


def test_a_person_of_the_partner_who_leads_nothing_confirms_nothing(cast) -> None:
    renegotiation, _talk = _recorded(cast)
    cast.malawi_party.partner_lead = None
    cast.malawi_party.save(update_fields=["partner_lead"])
    cast.gift.is_head = False
    cast.gift.save(update_fields=["is_head"])

    with pytest.raises(NotPermitted):
        confirm_talk(actor=gift(cast), now=NOW, renegotiation=renegotiation)


def test_nothing_is_confirmed_before_it_is_recorded(cast) -> None:
    with pytest.raises(IllegalTransition):
        confirm_talk(actor=gift(cast), now=NOW, renegotiation=raised(cast))


def test_a_talk_is_not_recorded_after_the_end(cast) -> None:
    renegotiation = raised(cast)
    withdraw(actor=gift(cast), now=NOW, renegotiation=renegotiation, text="Solved")

    with pytest.raises(IllegalTransition):
        record_talk(
            actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation, talk=TALK
        )


def test_a_private_note_belongs_to_the_side_that_writes_it(cast) -> None:
    renegotiation = raised(cast)

    ours = write_private_note(
        actor=cast.actor("amina"), now=NOW, renegotiation=renegotiation, text="Careful"
    )
    theirs = write_private_note(
        actor=gift(cast), now=NOW, renegotiation=renegotiation, text="Be firm"
    )

    assert ours.party is None
    assert theirs.party == cast.malawi_party


def test_the_audit_tells_once_that_a_note_was_written_and_not_what(cast) -> None:
    table = raised(cast)
    for _press in range(2):
        write_private_note(
            actor=cast.actor("amina"), now=NOW, renegotiation=table, text="Careful"
        )

    entry = AuditEntry.objects.get(verb="agreements.note.written")
    assert "Careful" not in str(entry.facts) + entry.subject_text


@pytest.mark.parametrize("who", ["dan", "eve", "fay", "ada"])
def test_who_sits_at_no_side_writes_no_private_note(cast, who) -> None:
    renegotiation = raised(cast)

    with pytest.raises(NotPermitted):
        write_private_note(
            actor=cast.actor(who), now=NOW, renegotiation=renegotiation, text="Hm"
        )
    assert PrivateNote.objects.count() == 0


def test_an_empty_note_is_refused(cast) -> None:
    with pytest.raises(InvalidInput):
        write_private_note(
            actor=gift(cast), now=NOW, renegotiation=raised(cast), text="  "
        )
