"""How did an agreement become what it is: which wishes led to which version?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agreements.choices import RenegotiationState
from agreements.models import Agreement, AgreementVersion, Renegotiation
from agreements.selectors.agreements import VersionRow

NOT_AGREED = (RenegotiationState.DECLINED,)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One version, or one wish that was declined.

    Attributes:
        on: the day it was agreed, registered or declined.
        version: the version, None for a wish that was declined.
        asked: the wish; None for a registered version.
        before: number of the version to compare with; None for the first one held.
        days: of the country's calendar, from raised to agreed or declined.
    """

    on: datetime
    version: AgreementVersion | None
    asked: Renegotiation | None
    before: int | None = None
    days: int | None = None


def story_of(agreement: Agreement, rows: Sequence[VersionRow]) -> list[Chapter]:
    """Return versions and declined wishes, newest first; one query.

    Args:
        agreement: which deal, with its partnership's country.
        rows: its versions, newest first.
    """
    held = {row.version.number: row.version for row in rows}
    wishes = Renegotiation.objects.filter(version__in=list(held.values()))
    wishes |= agreement.renegotiations.filter(state__in=NOT_AGREED)
    asked = list(wishes.select_related("raised_party__partner"))
    led_to = {wish.version_id: wish for wish in asked if wish.version_id}
    chapters = [
        Chapter(
            version.created_at,
            version,
            led_to.get(version.pk),
            number - 1 if number - 1 in held else None,
            _days(agreement, led_to.get(version.pk), version.created_at),
        )
        for number, version in held.items()
    ]
    chapters += [
        Chapter(wish.closed_at, None, wish, days=_days(agreement, wish, wish.closed_at))
        for wish in asked
        if wish.closed_at and not wish.version_id
    ]
    return sorted(chapters, key=lambda each: each.on, reverse=True)


def _days(
    agreement: Agreement, asked: Renegotiation | None, until: datetime
) -> int | None:
    if asked is None:
        return None
    return agreement.partnership.country.days_between(asked.raised_at, until)
