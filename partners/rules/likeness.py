"""When may two partners be one and the same?"""

import re
import unicodedata
from collections.abc import Set
from typing import Final

# Names that share this much of their groups of three letters may be one name.
# "Nyota District Council" and "Mbeya District Council" share half: not enough.
NAME_LIKENESS: Final = 0.6

# What PostgreSQL and Python both take out of a number of registration.
SIGNS: Final = "[^A-Za-z0-9]"


def without_accents(words: str) -> str:
    """Return words as PostgreSQL's unaccent leaves them."""
    parts = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def likeness(one: Set[str], other: Set[str]) -> float:
    """Return how alike two names are, 0 to 1, as `similarity` of pg_trgm counts it.

    Args:
        one: the groups of three letters of a name.
        other: those of another.
    """
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def bare_number(text: str) -> str:
    """Return a number of registration without the signs between its letters."""
    return re.sub(SIGNS, "", text).upper()
