"""Which invented promises, goals and events make the demonstration speak?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from agreements.choices import Confirmation, InstanceState
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import REPORTED
from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.after_checks import write_report
from eclt_partners.demo.results import serves_no_children, write_results
from partners.choices import OwnerSide, Side
from partners.models import (
    AuthorisedOfficer,
    CapacityGoal,
    CapacityReading,
    Expectation,
    OutsideAssessment,
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
        "promises": write_outcomes,
        "capacity": _goals,
        "expectations": _expectations,
        "checks": _check,
        "after": write_report,
        "assessments": _assessments,
        "officers": _officer,
        "results": write_results,
        "no_children": serves_no_children,
    }
    for kind, write in writers.items():
        for code, rows in stories[kind].items():
            write(Partnership.objects.get(code=code), rows, today)


def write_outcomes(partnership: Partnership, rows: Sequence[Any], _today: date) -> None:
    """Say what became of the promises so far; what somebody noted is left alone."""
    for code, _side, _kind, _text, due_on, state in rows:
        said = _settled(due_on) if state in REPORTED else {}
        CommitmentInstance.objects.filter(
            commitment__version__agreement__partnership=partnership,
            commitment__code=code,
            due_on=due_on,
            state=InstanceState.NOT_DUE,
        ).update(state=state, **said)


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


def _assessments(
    partnership: Partnership, rows: Sequence[Sequence[str]], today: date
) -> None:
    for kind, other_kind, by, on, until, rating, note in rows:
        OutsideAssessment.objects.get_or_create(
            partner=partnership.parties.get().partner,
            kind=kind,
            other_kind=other_kind,
            assessed_by=by,
            assessed_on=on,
            defaults={
                "expires_on": until,
                "rating": rating,
                "note": note,
                **_noted(today),
            },
        )


def _officer(partnership: Partnership, row: Sequence[str], today: date) -> None:
    """Let the lead of the partner sign for it."""
    title, limits, from_on = row
    AuthorisedOfficer.objects.get_or_create(
        contact=partnership.parties.get().partner_lead,
        from_on=from_on,
        defaults={"title": title, "limits": limits, **_noted(today)},
    )


def _noted(today: date) -> dict[str, object]:
    moment = datetime.combine(today, time(), tzinfo=UTC)
    return {"noted_at": moment, "noted_by": SYSTEM.key}
