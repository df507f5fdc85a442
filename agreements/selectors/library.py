"""Which ready clauses can be added to a text?"""

from django.conf import settings
from django.utils.translation import get_language

from agreements.clause_library import clause_library
from agreements.rules.library import worded
from agreements.rules.terms import Clause


def library_clauses(language: str) -> tuple[Clause, ...]:
    """Return the twelve ready clauses in a language, with their usual numbers.

    Args:
        language: code of the language of the text.
    """
    return tuple(worded(ready, language) for ready in clause_library().clauses)


def ready_headings() -> list[tuple[str, str]]:
    """Return key and heading of the ready clauses in the language of the reader."""
    language = get_language() or settings.LANGUAGE_CODE
    return [(each.key, each.heading) for each in library_clauses(language)]


def usual_clauses() -> list[str]:
    """Return the keys of the ready clauses that are usual in every kind of agreement."""
    return [ready.key for ready in clause_library().clauses if ready.is_usual]
