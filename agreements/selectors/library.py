"""Which ready clauses can be added to a text?"""

from agreements.rules.terms import Clause


def library_clauses(language: str) -> tuple[Clause, ...]:
    """Return the ready clauses in a language; none where no library is installed.

    Args:
        language: code of the language of the text.
    """
    return _LIBRARY.get(language, ())


_LIBRARY: dict[str, tuple[Clause, ...]] = {}
