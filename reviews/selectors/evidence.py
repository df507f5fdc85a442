"""Which photos and files beside answers may somebody see?

The author sees the own ones at once; others what a comment for the same readers would
show them, and not before (`viewing.may_read`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from eclt_partners.documents.models import Document
from partners.choices import Side
from reviews.choices import AssessmentState, Audience
from reviews.models import Assessment, Evidence, Review
from reviews.selectors.panels import side_of
from reviews.selectors.viewing import Sight, may_read


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A photo or file without its author's name.

    Attributes:
        document: with its size.
        side: from which side.
        dimension: the code of the question it stands beside.
        is_late: it came after closing.
    """

    document: Document
    side: Side
    dimension: str
    is_late: bool


def own_evidence(assessment: Assessment | None, code: str = "") -> list[Evidence]:
    """Return what a person added, to one question or to all. One query at most."""
    if assessment is None:
        return []
    rows = _open_rows().filter(assessment=assessment)
    return list(rows.filter(dimension__code=code) if code else rows)


def sent_files(review: Review) -> QuerySet[Evidence]:
    """Return the files of all sent answers of a review, to be asked together."""
    return _open_rows().filter(
        assessment__panelist__review=review,
        assessment__state=AssessmentState.SUBMITTED,
    )


def shared_files(
    sights: Mapping[int, Sight], rows: Iterable[Evidence]
) -> list[SharedFile]:
    """Return the files of sent answers that a viewer may open.

    Inside a question they stand in the order of their bytes, not of their authors.

    Args:
        sights: what the viewer may see of each party, by the party's id.
        rows: from `sent_files`.
    """
    shown = [row for row in rows if _is_shown(sights, row)] if sights else []
    shown.sort(key=lambda row: (row.dimension.position, row.document.content_id))
    return [
        SharedFile(
            document=row.document,
            side=side_of(row.assessment.panelist),
            dimension=row.dimension.code,
            is_late=row.assessment.is_late,
        )
        for row in shown
    ]


def _is_shown(sights: Mapping[int, Sight], row: Evidence) -> bool:
    """Tell whether a file is for the viewer; the foundation's is so for every pair."""
    panelist = row.assessment.panelist
    if panelist.party_id is None:
        sight = next(iter(sights.values()))
    elif panelist.party_id in sights:
        sight = sights[panelist.party_id]
    else:
        return False
    return may_read(sight, side_of(panelist), Audience(row.audience))


def _open_rows() -> QuerySet[Evidence]:
    return (
        Evidence.objects.filter(document__withdrawal=None)
        .select_related("assessment__panelist", "dimension", "document__content")
        .defer("document__content__content")
    )
