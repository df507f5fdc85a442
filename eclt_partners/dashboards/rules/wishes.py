"""What became of one wish to change an agreement, as the figures need it?"""

from dataclasses import dataclass
from datetime import date

from agreements.choices import RenegotiationState
from partners.choices import Side


@dataclass(frozen=True, slots=True)
class WishRow:
    """One wish to change an agreement, and what became of it.

    Attributes:
        party: the partner that raised it; "" when the foundation did.
        days: of the country's calendar, from raising to the signed version, or to the end without one.
        version: number of the version that came of it, or None.
        is_first: it led to a first version and changed nothing.
        answer_by: by when the foundation says that it read the wish, or answers the
            proposal on the table; None when neither waits for the foundation.
    """

    id: int
    state: RenegotiationState
    side: Side
    party: str
    raised_on: date
    days: int | None = None
    version: int | None = None
    is_first: bool = False
    answer_by: date | None = None
