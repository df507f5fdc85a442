"""Which partnerships may a facilitator be assigned to?

Partnerships lie above this app, so it cannot ask them; the app that owns them
registers here when Django starts.
"""

from collections.abc import Collection, Sequence
from typing import Protocol


class PartnershipChoices(Protocol):
    """How partnerships are found: some first, those of codes, no more than `most`."""

    def __call__(
        self,
        *,
        first: Collection[int] = (),
        codes: Collection[str] | None = None,
        most: int | None = None,
    ) -> Sequence[tuple[int, str]]:
        """Return id and code of each, by code."""


_registered: list[PartnershipChoices] = []


def register_partnerships(choices: PartnershipChoices) -> None:
    """Tell how partnerships are listed, as id and code."""
    _registered[:] = [choices]


def partnership_choices(
    *,
    first: Collection[int] = (),
    codes: Collection[str] | None = None,
    most: int | None = None,
) -> list[tuple[int, str]]:
    """Return id and code of partnerships, by code; codes are no content. One query.

    Args:
        first: ids of those that stand before all others.
        codes: only these; None = all.
        most: the first so many; None = all.
    """
    return [
        pair
        for choices in _registered
        for pair in choices(first=first, codes=codes, most=most)
    ]
