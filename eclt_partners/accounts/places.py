"""Which partnerships may a facilitator be assigned to?

Partnerships lie above this app, so it cannot ask them; the app that owns them
registers here when Django starts.
"""

from collections.abc import Callable, Sequence

PartnershipChoices = Callable[[], Sequence[tuple[int, str]]]
_registered: list[PartnershipChoices] = []


def register_partnerships(choices: PartnershipChoices) -> None:
    """Tell how all partnerships are listed, as id and code."""
    _registered[:] = [choices]


def partnership_choices() -> list[tuple[int, str]]:
    """Return id and code of every partnership; codes are no content."""
    return [pair for choices in _registered for pair in choices()]
