"""Has somebody changed an answer since a page was opened?

A page carries the fingerprint of what was saved when it opened. When the saved answer
has another one by the time the page is sent, both are shown: nothing is overwritten
silently (screens W6).
"""

import json
from collections.abc import Mapping
from hashlib import sha256

_LENGTH = 12


def fingerprint(values: Mapping[str, object]) -> str:
    """Return 12 letters that stand for what was typed; empty answers do not count.

    Args:
        values: name of a field -> what it holds.
    """
    typed = {
        name: str(value).replace("\r\n", "\n").strip()
        for name, value in values.items()
        if value not in {None, ""}
    }
    text = json.dumps(typed, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:_LENGTH]
