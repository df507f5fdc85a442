"""Which ready clauses can be added to a text?"""

from agreements.clause_library import clause_library
from agreements.rules.library import worded
from agreements.rules.terms import Clause


def library_clauses(language: str) -> tuple[Clause, ...]:
    """Return the twelve ready clauses in a language, with their usual numbers.

    Args:
        language: code of the language of the text.
    """
    return tuple(worded(ready, language) for ready in clause_library().clauses)
