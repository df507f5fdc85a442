"""Which key does a new clause, budget line or target get?

The key is made of the first words once and never again: it stays when the words
change, so that two versions can be compared and answers keep their place.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

LONGEST: Final = 40
NAMELESS: Final = "part"
_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return a name in small plain letters, numbers and hyphens; never empty."""
    return plain(name)[:LONGEST].strip("-") or NAMELESS


def plain(name: str) -> str:
    """Return a name of any length in small plain letters, numbers and hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NO_LETTERS.sub("-", bare.lower()).strip("-")


def new_keys(names: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return a key for each name: its slug, with a number when that is taken.

    Args:
        names: headings or labels, in order.
        used: keys that stand in the text or stood in the version before it; they
            are not given again, so that a new part is never taken for an old one.
    """
    taken = set(used)
    keys = []
    for name in names:
        key = base = slug(name)
        number = 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        keys.append(key)
    return keys


def kept_keys(sent: Sequence[str], known: Iterable[str]) -> list[str]:
    """Return the keys that a form may keep; "" for unknown ones and for repeats."""
    free = set(known)
    kept = []
    for key in sent:
        kept.append(key if key in free else "")
        free.discard(key)
    return kept
