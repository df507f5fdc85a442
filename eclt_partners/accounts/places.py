"""Which partnerships may a facilitator be assigned to, and which go on in a country?

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


class CodesOfCountry(Protocol):
    """How the codes of partnerships that go on in a country are found."""

    def __call__(self, country: str) -> Sequence[str]:
        """Return the codes, in order."""


_registered: list[PartnershipChoices] = []
_going_on: list[CodesOfCountry] = []


def register_partnerships(
    choices: PartnershipChoices, going_on: CodesOfCountry
) -> None:
    """Tell how partnerships are listed, as id and code, and which go on."""
    _registered[:], _going_on[:] = [choices], [going_on]


def codes_going_on(country: str) -> list[str]:
    """Return the codes of the partnerships that go on in a country. One query."""
    return [code for codes in _going_on for code in codes(country)]


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
