"""Which texts does a version of the instrument lack, and what is the next one called?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

QUESTION_WORDS: Final = (
    "question",
    "anchor_1",
    "anchor_2",
    "anchor_3",
    "anchor_4",
    "anchor_5",
    "prompt",
)
CLOSING_WORDS: Final = ("safety", "overall", "work_again", "keep", "change", "unsaid")
CLOSING: Final = "closing"

_NUMBERED = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing before a version can be frozen.

    Attributes:
        language: the language of the form.
        place: "D1" to "D10", or "closing".
        fields: the texts that are empty.
    """

    language: str
    place: str
    fields: tuple[str, ...]


def words_of(place: str) -> tuple[str, ...]:
    """Return the names of the texts of one place, in the order of the form."""
    return CLOSING_WORDS if place == CLOSING else QUESTION_WORDS


def gaps(
    texts: Mapping[tuple[str, str], Mapping[str, str]],
    *,
    languages: Sequence[str],
    places: Sequence[str],
) -> tuple[Gap, ...]:
    """Return what is missing, language by language in the order of the form.

    Args:
        texts: (language, place) -> name of a text -> text; a place may be missing.
        languages: those that are offered.
        places: those that are asked.
    """
    found = []
    for language in languages:
        for place in places:
            given = texts.get((language, place), {})
            empty = [name for name in words_of(place) if not given.get(name, "")]
            if empty:
                found.append(Gap(language, place, tuple(empty)))
    return tuple(found)


def next_code(code: str, taken: Iterable[str]) -> str:
    """Return the next free code: "RHR-2" after "RHR-1".

    Args:
        code: of the version that is copied.
        taken: all codes there are.
    """
    match = _NUMBERED.match(code)
    stem, number = (match[1], int(match[2])) if match else (f"{code}-", 1)
    used = set(taken)
    while f"{stem}{number}" in used or f"{stem}{number}" == code:
        number += 1
    return f"{stem}{number}"
