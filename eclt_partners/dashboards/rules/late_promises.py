"""Which promises of a partnership are late, and until when were they waited for?"""

from datetime import date

from eclt_partners.dashboards.rules.records import PromiseRow
from eclt_partners.dashboards.rules.rows import PartnershipRow
from partners.rules.stages import has_ended


def waited_until(row: PartnershipRow, as_of: date) -> date:
    """Return the day up to which promises were waited for: today, or the last one."""
    if not has_ended(row.stage):
        return as_of
    return max((check.ended_on for check in row.record.checks), default=date.min)


def late_promises(row: PartnershipRow, as_of: date) -> list[PromiseRow]:
    """Return what is late and still waited for: nothing once a partnership has ended.

    In the bars of its sides what was late on the last day goes on to count.
    """
    if has_ended(row.stage):
        return []
    return [
        each
        for each in row.record.promises
        if each.stopped_on is None and each.is_late(as_of)
    ]
