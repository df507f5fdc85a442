"""Which checks after the end does a portfolio hold, and what did they find?

The file says only when an agreement ended; what its notes tell of checks stands here
(methods H2, cases S1, S2 and S4 of the method).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.deeds import noon
from partners.choices import CheckState, HandoverMode, HowKnown
from partners.models import (
    AfterCheck,
    AfterCheckItem,
    AfterCheckReport,
    Function,
    Partnership,
    SustainabilityPlan,
)
from partners.rules.method import METHOD
from partners.rules.months import add_months

# What went on after the end, with its importance.
FUNCTIONS: Final = (
    ("After-school clubs", 2),
    ("Village committees", 3),
    ("Data system", 3),
    ("Savings groups", 1),
)
NOT_HELD: Final = "Held before it was registered here; the result is not held."


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the checks of one partnership.

    Attributes:
        found: months after the end -> what lasts of each function, 0 to 3.
        done: months of checks that were held, with a result that is not held.
        waived: months of checks that nobody will hold any more.
    """

    found: Mapping[int, tuple[int, ...]]
    done: tuple[int, ...] = ()
    waived: tuple[int, ...] = ()


KNOWN: Final[Mapping[str, Known]] = {
    "GT-02": Known({6: (3, 2, 1, 3)}),
    "KG-01": Known({24: (3, 3, 2, 3)}, waived=(6, 12)),
    "KG-02": Known({12: (2, 2, 0, 3)}, waived=(6,)),
    "MZ-02": Known({}, done=(6, 12)),
    "PH-01": Known({}),
}


def load_checks(partnership: Partnership, ended_on: date | None) -> int:
    """Write the checks after an end that are not there yet; return how many."""
    known = KNOWN.get(partnership.code)
    if known is None or ended_on is None:
        return 0
    there = set(partnership.after_checks.values_list("month", flat=True))
    new = [month for month in METHOD.after_months if month not in there]
    for month in new:
        _load_check(partnership, ended_on, month, known)
    return len(new)


def _load_check(
    partnership: Partnership, ended_on: date, month: int, known: Known
) -> None:
    due_on = add_months(ended_on, month)
    state = _state(month, known)
    check = AfterCheck.objects.create(
        partnership=partnership,
        ended_on=ended_on,
        month=month,
        due_on=due_on,
        state=state,
        settled_on=None if state == CheckState.SCHEDULED else due_on,
        waived_reason=NOT_HELD if state == CheckState.WAIVED else "",
    )
    values = known.found.get(month, ())
    for function, value in zip(_functions(partnership), values, strict=False):
        AfterCheckItem.objects.create(
            check_of=check, function=function, value=value, how_known=HowKnown.OWNER
        )


def _state(month: int, known: Known) -> CheckState:
    if month in known.found or month in known.done:
        return CheckState.DONE
    return CheckState.WAIVED if month in known.waived else CheckState.SCHEDULED


def _functions(partnership: Partnership) -> list[Function]:
    plan, _is_new = SustainabilityPlan.objects.get_or_create(
        partnership=partnership, defaults={"mode": HandoverMode.PHASE_OVER}
    )
    return [
        Function.objects.get_or_create(
            plan=plan, name=name, defaults={"importance": importance}
        )[0]
        for name, importance in FUNCTIONS
    ]


def write_report(partnership: Partnership, row: Sequence[Any], _today: date) -> None:
    """Write what the partner told by phone beside its functions, once.

    Args:
        partnership: with a check that is done.
        row: months after the end, and the columns of the report.
    """
    month, told = row
    check = partnership.after_checks.get(month=month)
    lead, party = partnership.foundation_lead, partnership.parties.get()
    AfterCheckReport.objects.get_or_create(
        check_of=check,
        defaults={
            "entered_at": noon(check.settled_on or check.due_on),
            "entered_by": SYSTEM.key if lead is None else f"user:{lead.pk}",
            "entered_for": f"contact:{party.partner_lead_id}"
            if party.partner_lead_id
            else "",
            **told,
        },
    )
