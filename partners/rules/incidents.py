"""How may a concern for somebody's safety go on, and by when is somebody called?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from partners.choices import IncidentState

# Methods D3: the safeguarding lead makes contact within 72 hours.
CONTACT_WITHIN: Final = timedelta(hours=72)

NEXT: Final[Mapping[IncidentState, frozenset[IncidentState]]] = {
    IncidentState.NEW: frozenset(
        {IncidentState.IN_CONTACT, IncidentState.SAFE, IncidentState.NO_DANGER}
    ),
    IncidentState.IN_CONTACT: frozenset({IncidentState.SAFE, IncidentState.NO_DANGER}),
    IncidentState.SAFE: frozenset(),
    IncidentState.NO_DANGER: frozenset(),
}
OPEN: Final = frozenset(state for state, following in NEXT.items() if following)


def contact_due_at(reported_at: datetime) -> datetime:
    """Return the moment by which the reporting person is called."""
    return reported_at + CONTACT_WITHIN
