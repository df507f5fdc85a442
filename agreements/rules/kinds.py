"""Which code does a new kind of agreement get?"""

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

LONGEST: Final = 30
_OTHER: Final = re.compile(r"[^A-Z0-9]+")


def free_code(name: str, taken: Container[str]) -> str:
    """Return a code after a name: "Seed-sharing deal" becomes "SEED_SHARING_DEAL".

    Args:
        name: in the source language.
        taken: codes of other kinds; a number tells it from them.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = _OTHER.sub("_", plain.upper())[:LONGEST].strip("_")
    code = words if words[:1].isalpha() else f"KIND_{words}".rstrip("_")
    numbered = (f"{code}_{number}" for number in count(2))
    return code if code not in taken else next(c for c in numbered if c not in taken)
