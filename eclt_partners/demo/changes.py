"""Which changes of agreements did both sides talk about, and what came of them?

The stories of methods H5, told step by step, each on its day (`table_steps.py`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from agreements.choices import ChangeReason, Topic, Urgency
from agreements.models import Agreement
from agreements.services.raising import ChangeWish, raise_change
from eclt_partners.demo.deeds import Deed
from eclt_partners.demo.stories import write_outcomes
from eclt_partners.demo.table_steps import STEPS, Table
from eclt_partners.demo.telling import promises_of, targets_of
from partners.models import Partnership


def changes(
    told: Mapping[str, Any], stories: Mapping[str, Any], *, today: date
) -> Iterator[Deed]:
    """Return the steps by which both sides changed agreements, as far as they are over.

    An agreement that somebody has asked to change already is left alone, and one that
    an earlier release registered in a later version.

    Args:
        told: the parsed `changes.json`.
        stories: the parsed `stories.json`: what is promised and aimed at in the end.
        today: the day of the demonstration.
    """
    promises, targets = promises_of(stories), targets_of(stories)
    for code, one in told.items():
        agreement = Agreement.objects.select_related("partnership__country").get(
            partnership__code=code
        )
        if _is_as_told(agreement, one["before"]):
            last = {"promises": promises.get(code), "targets": targets.get(code)}
            for table in one["tables"]:
                yield from _steps(agreement, table, last, today=today)


def tell_earlier_promises(told: Mapping[str, Any], *, today: date) -> None:
    """Say what became of promises that only earlier versions hold."""
    for code, one in told.items():
        rows = [row for row in one["before"].get("promises", ()) if row[-1]]
        write_outcomes(Partnership.objects.get(code=code), rows, today)


def _is_as_told(agreement: Agreement, before: Mapping[str, Any]) -> bool:
    """Tell whether the stories of an agreement can begin."""
    if agreement.renegotiations.exists():
        return False
    number = before.get("number")
    return not number or agreement.versions.filter(number=number).exists()


def _steps(
    agreement: Agreement,
    told: Mapping[str, Any],
    last: Mapping[str, Any],
    *,
    today: date,
) -> Iterator[Deed]:
    days = [told["raised_on"], *(step["on"] for step in told["steps"])]
    officer = agreement.partnership.foundation_lead
    party = agreement.partnership.parties.select_related("partner_lead").get()
    # Half of a story would be another one.
    if max(days) > today.isoformat() or officer is None or party.partner_lead is None:
        return
    table = Table(agreement, officer, party.partner_lead, last)
    yield Deed(told["raised_on"], partial(_raise, table, told))
    for step in told["steps"]:
        yield Deed(step["on"], partial(STEPS[step["do"]], table, step))


def _raise(table: Table, told: Mapping[str, Any], now: datetime) -> None:
    wish = ChangeWish(
        reason=ChangeReason(told["reason"]),
        what_changed=told["what"],
        topics=[Topic(each) for each in told["topics"]],
        worry=told.get("worry", ""),
        urgency=Urgency(told.get("urgency", Urgency.NORMAL)),
    )
    table.raised = raise_change(
        actor=table.actor(told["side"]), now=now, agreement=table.agreement, wish=wish
    ).pk
