"""Who may sign for an organisation today, who did, and who will?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from partners.models import AuthorisedOfficer


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One authority to sign.

    Attributes:
        row: what was noted.
        until: its last day, or None.
        is_over: the last day has passed.
        is_coming: the first day has not come.
    """

    row: AuthorisedOfficer
    until: date | None
    is_over: bool
    is_coming: bool


def officers_of(partners: Collection[int]) -> QuerySet[AuthorisedOfficer]:
    """Return all authorities to sign for these organisations, with the people."""
    rows = AuthorisedOfficer.objects.filter(contact__partner__in=partners)
    return rows.select_related("contact__partner").order_by("contact__name", "from_on")


def officer_lines(
    rows: Iterable[AuthorisedOfficer], *, today: date
) -> list[OfficerLine]:
    """Return authorities: of today, then those to come, then the past. No query."""
    lines = [
        OfficerLine(
            row=row,
            until=row.last_day,
            is_over=row.last_day is not None and row.last_day < today,
            is_coming=row.from_on > today,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.is_over, line.is_coming))
