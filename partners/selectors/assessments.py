"""What did others find of an organisation, and does it still count?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from partners.models import OutsideAssessment
from partners.selectors.checks import SOON


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment by others.

    Attributes:
        row: what was noted.
        counts: it is the latest of its kind, and was not noted by mistake.
        is_over: its last day has passed.
        is_soon: its last day is near.
    """

    row: OutsideAssessment
    counts: bool
    is_over: bool
    is_soon: bool


def assessments_of(partners: Collection[int]) -> QuerySet[OutsideAssessment]:
    """Return all assessments of these organisations by others, newest first."""
    rows = OutsideAssessment.objects.filter(partner__in=partners)
    return rows.select_related("partner")


def assessment_lines(
    rows: Iterable[OutsideAssessment], *, today: date
) -> list[AssessmentLine]:
    """Return assessments, those that count first. No query.

    Args:
        rows: newest first, as `assessments_of` has them.
        today: the day in the country.
    """
    seen: set[tuple[int, str, str]] = set()
    lines = []
    for row in rows:
        kind = (row.partner_id, row.kind, row.other_kind.casefold())
        counts = not row.is_mistake and kind not in seen
        if counts:
            seen.add(kind)
        until = row.expires_on
        lines.append(
            AssessmentLine(
                row=row,
                counts=counts,
                is_over=until is not None and until < today,
                is_soon=until is not None and today <= until <= today + SOON,
            )
        )
    return sorted(lines, key=lambda line: not line.counts)
