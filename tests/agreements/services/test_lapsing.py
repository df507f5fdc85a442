"""A renegotiation lapses after 120 days, with audit and a mail to both."""

from datetime import date, timedelta

import pytest

from agreements.choices import ProposalState, RenegotiationState
from agreements.models import Proposal
from agreements.services.endings import park, resume
from agreements.services.lapsing import lapse_overdue, note_lapse
from agreements.tasks import lapse_overdue as task
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
)
from eclt_partners.notifications.models import Outgoing
from tests.agreements.table import gift, proposed, raised
from tests.cast import NOW


@pytest.mark.parametrize(("days", "lapsed"), [(119, 0), (120, 1)])
def test_it_lapses_on_the_120th_day(cast, days, lapsed) -> None:
    table = raised(cast)

    assert lapse_overdue(now=NOW + timedelta(days=days)) == lapsed

    table.refresh_from_db()
    assert (table.state == RenegotiationState.LAPSED) is bool(lapsed)
    assert (table.closed_at is not None) is bool(lapsed)


def test_its_proposals_end_with_it_and_the_audit_knows(cast) -> None:
    proposed(gift(cast), raised(cast))

    lapse_overdue(now=NOW + timedelta(days=120))

    assert Proposal.objects.get().state == ProposalState.WITHDRAWN
    entry = AuditEntry.objects.get(verb="agreements.renegotiation.lapsed")
    assert entry.actor_key == "system"
    told = Outgoing.objects.filter(
        letter="agreements.turn", created_at=NOW + timedelta(days=120)
    )
    assert {row.recipient_key for row in told} == {
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    }


def test_the_days_count_from_when_it_was_taken_up_again(cast) -> None:
    table = raised(cast)
    park(actor=gift(cast), now=NOW, renegotiation=table, until=date(2027, 3, 1))
    again = NOW + timedelta(days=100)
    resume(actor=gift(cast), now=again, renegotiation=table)

    assert lapse_overdue(now=NOW + timedelta(days=130)) == 0
    assert lapse_overdue(now=again + timedelta(days=120)) == 1


def test_lapsing_again_changes_nothing(cast) -> None:
    raised(cast)
    lapse_overdue(now=NOW + timedelta(days=120))

    assert lapse_overdue(now=NOW + timedelta(days=121)) == 0


def test_the_task_lets_lapse_what_is_overdue(cast) -> None:
    raised(cast)

    assert task() == 0


def lapsed(cast):
    table = raised(cast)
    lapse_overdue(now=NOW + timedelta(days=120))
    table.refresh_from_db()
    return table


def noted(cast, table, who="dan", text="Nobody had time; we talk in May"):
    return note_lapse(
        actor=cast.actor(who),
        now=NOW + timedelta(days=121),
        renegotiation=table,
        text=text,
    )


def test_every_director_is_asked_for_a_note_once(cast) -> None:
    lapsed(cast)
    lapse_overdue(now=NOW + timedelta(days=121))

    message = Outgoing.objects.get(letter="agreements.lapsed")
    assert message.recipient_key == f"user:{cast.dan.pk}"


def test_the_note_is_kept_told_and_stays(cast) -> None:
    table = noted(cast, lapsed(cast))

    assert table.close_text == "Nobody had time; we talk in May"
    assert not table.wants_note
    last = table.steps.last()
    assert (last.state, last.taken_by) == ("LAPSED", f"user:{cast.dan.pk}")
    told = Outgoing.objects.filter(facts__step=last.pk)
    assert set(told.values_list("recipient_key", flat=True)) == {
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    }
    entry = AuditEntry.objects.get(verb="agreements.renegotiation.lapse_noted")
    assert "Nobody had time" not in str(entry.facts)
    with pytest.raises(IllegalTransition):
        noted(cast, table, text="Other words")


@pytest.mark.parametrize("who", ["amina", "brian", "eve", "fay"])
def test_only_a_director_notes_it(cast, who) -> None:
    with pytest.raises(NotPermitted):
        noted(cast, lapsed(cast), who)


def test_an_empty_note_is_none(cast) -> None:
    with pytest.raises(InvalidInput):
        noted(cast, lapsed(cast), text="  ")


def test_what_goes_on_has_no_such_note(cast) -> None:
    with pytest.raises(IllegalTransition):
        noted(cast, raised(cast))
