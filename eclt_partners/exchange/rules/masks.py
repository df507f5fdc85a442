"""How does a spreadsheet show a number whose format adds digits and signs to it?"""

import re
from functools import lru_cache
from typing import Final

# Spreadsheet programs allow no longer ones.
LONGEST: Final = 255
_LANGUAGE: Final = re.compile(r"\[\$-\w+\]")
# A place for a digit, a text in quotes, a sign that stands for itself.
_PIECE: Final = re.compile(r'(?P<digit>[0#])|"(?P<text>[^"]*)"|\\(.)|([-+() ])')


def masked(number: int, number_format: str) -> str | None:
    """Return a number as it is seen: `0991234567` or `+265 991234567`.

    Args:
        number: a whole one.
        number_format: as the file holds it, such as `0#" "##" "##`.

    Returns:
        None for a number that is not above 0, and for a format with anything else than
        places for digits, texts and the signs of phone numbers, or that names a unit.
    """
    mask = _mask(number_format) if number > 0 else None
    if mask is None:
        return None
    digits, places = list(str(number)), sum(not text for _sign, text in mask)
    shown, is_first = "", True
    for sign, is_text in mask:
        if is_text:
            shown += sign
            continue
        # The first place takes all digits for which there are no others.
        here = len(digits) - places + 1
        taken = max(here, 0) if is_first else int(here > 0)
        shown += "".join(digits[:taken]) or sign.replace("#", "")
        del digits[:taken]
        places, is_first = places - 1, False
    return shown


@lru_cache(maxsize=64)
def _mask(number_format: str) -> tuple[tuple[str, bool], ...] | None:
    """Return the pieces of a format, each with whether it is a text; None for others."""
    if len(number_format) > LONGEST:
        return None
    rest = _LANGUAGE.sub("", number_format, count=1)
    pieces: list[tuple[str, bool]] = []
    while rest and rest[0] != ";":
        found = _PIECE.match(rest)
        if found is None:
            return None
        if found["digit"]:
            pieces.append((found["digit"], False))
        else:
            pieces.append((found["text"] or found[3] or found[4] or "", True))
        rest = rest[found.end() :]
    return tuple(pieces) if _adds_to_digits(pieces) else None


def _adds_to_digits(pieces: list[tuple[str, bool]]) -> bool:
    """Tell whether digits stand there, and no unit such as "months" behind them."""
    digits = [place for place, (_sign, is_text) in enumerate(pieces) if not is_text]
    if not digits:
        return False
    behind = "".join(sign for sign, _is_text in pieces[digits[0] :])
    return not any(sign.isalpha() for sign in behind)
