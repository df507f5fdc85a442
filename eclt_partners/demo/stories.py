"""Which invented promises, goals and events make the demonstration speak?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from agreements.choices import Confirmation
from agreements.models import AgreementVersion, Commitment, CommitmentInstance
from agreements.rules.outcomes import REPORTED
from eclt_partners.common.actor import SYSTEM
from partners.choices import OwnerSide, Side
from partners.models import (
    CapacityGoal,
    CapacityReading,
    Event,
    Expectation,
    Partnership,
    SafeguardingCheck,
)


def create_stories(stories: Mapping[str, Any], *, today: date) -> None:
    """Write the stories of partnerships that have none yet.

    Args:
        stories: the parsed `stories.json`.
        today: the day on which readings were taken.
    """
    writers = {
        "promises": _promises,
        "capacity": _goals,
        "expectations": _expectations,
        "checks": _check,
        "events": _event,
    }
    for kind, write in writers.items():
        for code, rows in stories[kind].items():
            write(Partnership.objects.get(code=code), rows, today)


def _promises(partnership: Partnership, rows: Sequence[Any], _today: date) -> None:
    version = AgreementVersion.objects.get(agreement__partnership=partnership)
    if version.commitments.exists():
        return
    for code, side, kind, text, due_on, state in rows:
        promise = Commitment.objects.create(
            version=version, code=code, side=side, kind=kind, text=text, due_on=due_on
        )
        said = _settled(due_on) if state in REPORTED else {}
        CommitmentInstance.objects.create(
            commitment=promise, due_on=due_on, state=state, **said
        )


def _settled(due_on: str) -> dict[str, str]:
    """A report on its day that nobody objected to."""
    return {
        "reported_on": due_on,
        "reported_by": SYSTEM.key,
        "confirmation": Confirmation.NOT_OBJECTED,
        "confirmed_on": due_on,
        "confirmed_by": SYSTEM.key,
    }


def _goals(partnership: Partnership, rows: Sequence[Any], today: date) -> None:
    if partnership.capacity_goals.exists():
        return
    party = partnership.parties.get()
    start = partnership.relationship_start
    for side, domain, baseline, target, current in rows:
        goal = CapacityGoal.objects.create(
            partnership=partnership,
            party=party if side == OwnerSide.PARTNER else None,
            domain=domain,
            baseline_level=baseline,
            baseline_on=start,
            target_level=target,
            target_on=today + timedelta(days=365),
        )
        CapacityReading.objects.create(goal=goal, level=current, read_on=today)


def _expectations(partnership: Partnership, rows: Sequence[Any], _today: date) -> None:
    if partnership.expectations.exists():
        return
    party = partnership.parties.get()
    for side, horizon, text, doubt in rows:
        Expectation.objects.create(
            partnership=partnership,
            party=party if side == Side.PARTNER else None,
            horizon=horizon,
            text=text,
            doubt=doubt,
            written_on=partnership.relationship_start,
        )


def _check(partnership: Partnership, row: Sequence[str], _today: date) -> None:
    direction, checked_on, valid_until, outcome = row
    SafeguardingCheck.objects.get_or_create(
        partner=partnership.parties.get().partner,
        checked_on=checked_on,
        defaults={
            "direction": direction,
            "valid_until": valid_until,
            "outcome": outcome,
        },
    )


def _event(partnership: Partnership, row: Sequence[str], _today: date) -> None:
    kind, happened_on, side, note = row
    Event.objects.get_or_create(
        partnership=partnership,
        kind=kind,
        happened_on=happened_on,
        defaults={
            "reported_on": happened_on,
            "reported_by": SYSTEM.key,
            "side": side,
            "note": note,
            "closed_on": happened_on,
        },
    )
