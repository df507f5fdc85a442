"""Which words of a clause changed?"""

from dataclasses import dataclass

from agreements.rules.comparison.changes import Change
from agreements.rules.terms import Clause
from agreements.rules.words import Span, spans


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The heading and the text of a clause, cut into kept and changed pieces."""

    heading: tuple[Span, ...]
    text: tuple[Span, ...]


def clause_words(change: Change[Clause]) -> ClauseWords:
    """Return the words of a changed, added or removed clause."""
    old, new = change.old, change.new
    return ClauseWords(
        heading=spans(old.heading if old else "", new.heading if new else ""),
        text=spans(old.text if old else "", new.text if new else ""),
    )
