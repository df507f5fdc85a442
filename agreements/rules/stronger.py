"""Does a new wording keep everything that the old one promised?"""

import re
from collections.abc import Sequence
from typing import Final

from agreements.rules.tokens import tokens

# A time is a number with its unit: shorter is stronger. Other numbers are not, such
# as the age of a child. English, French, Spanish, Portuguese.
_UNITS: Final = (
    "hours?|days?|weeks?|months?|years?|heures?|jours?|semaines?|mois|ans?|années?"
    "|horas?|d[ií]as?|semanas?|mes|meses|años?|mês|anos?"
)
_UNIT: Final = re.compile(rf"(?:{_UNITS})\Z", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,4}\Z")


def is_stronger(old: str, new: str, *, with_times: bool) -> bool:
    """Tell whether a text only gained words, or times in it became shorter.

    Args:
        old: the protected text.
        new: what is proposed instead.
        with_times: times may become shorter; otherwise every number stays.
    """
    before, after = _cores(old), _cores(new)
    place = 0
    for at, word in enumerate(before):
        while place < len(after) and not (
            after[place] == word
            or (
                with_times
                and _is_shorter(before[at : at + 2], after[place : place + 2])
            )
        ):
            place += 1
        if place == len(after):
            return False
        place += 1
    return True


def _cores(text: str) -> list[str]:
    return [token.core for token in tokens(text) if token.core]


def _is_shorter(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether a number with its unit became a smaller one, above nothing."""
    if old[1:] != new[1:] or not (old[1:] and _UNIT.match(old[1])):
        return False
    if not (_NUMBER.match(old[0]) and _NUMBER.match(new[0])):
        return False
    return 0 < int(new[0]) <= int(old[0])
