"""Which agreements end in the next 12 months, and is the work ready?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from eclt_partners.dashboards.rules.geometry import bar_length
from eclt_partners.dashboards.rules.rows import PartnershipRow, named
from partners.choices import Fate, Stage
from partners.rules.handover import (
    FunctionReading,
    HandoverBand,
    handover_band,
)
from partners.rules.handover_steps import weakest_pillar
from partners.rules.method import METHOD
from partners.rules.rounding import half_up

WITH_WORK = (Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED)


def endings(rows: Iterable[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return the agreements that end within 12 months or ended while work goes on.

    Returns:
        `rows` by day of ending, `ready_count` (readiness 80 or more), `unready_count`
        (below 60 or never assessed, as rules R6 and A9 ask).
    """
    found = [_ending(row, as_of) for row in rows if _ends_soon(row)]
    found.sort(key=lambda line: (line["ends_on"], line["code"]))
    unready = {"", HandoverBand.NOT_READY.value, HandoverBand.PARTLY.value}
    return {
        "rows": found,
        "ready_count": sum(line["band"] == HandoverBand.READY.value for line in found),
        "unready_count": sum(line["band"] in unready for line in found),
    }


def _ends_soon(row: PartnershipRow) -> bool:
    days = row.standing.days_to_agreement_end
    return row.stage in WITH_WORK and days is not None and days <= METHOD.hri_amber_days


def _ending(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    hri = row.standing.hri
    days = row.standing.days_to_agreement_end or 0
    weakest = weakest_pillar(row.functions)
    return {
        **named(row),
        "ends_on": (as_of + timedelta(days=days)).isoformat(),
        "days": days,
        "hri": None if hri is None else int(half_up(hri)),
        "bar": None if hri is None else bar_length(hri),
        "band": "" if hri is None else handover_band(hri).value,
        "weakest": weakest.value if weakest else "",
        "function_count": len(_kept(row.functions)),
        "ownerless_count": sum(
            not each.owner_accepted for each in _kept(row.functions)
        ),
    }


def _kept(functions: Sequence[FunctionReading]) -> list[FunctionReading]:
    return [each for each in functions if each.fate != Fate.STOP]
