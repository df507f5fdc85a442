"""Who is it that a mail is read for by somebody else?

People lie above this app; the app that knows them registers here when it starts.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody whose mail another person reads.

    Attributes:
        name: as it is shown.
        until: the last day away; None when the person is back already.
    """

    name: str
    until: date | None


Finder = Callable[[Collection[str], datetime], Mapping[str, Away]]
_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Say who finds the people behind recipient keys; the last one counts."""
    _finders[:] = [finder]


def people_away(keys: Collection[str], *, now: datetime) -> Mapping[str, Away]:
    """Return the people behind recipient keys, and until when they are away.

    Args:
        keys: for example "user:12".
        now: the present moment, aware.
    """
    return _finders[0](keys, now) if keys and _finders else {}
