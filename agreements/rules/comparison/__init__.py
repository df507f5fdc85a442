"""What differs between two versions, as values that pages, answers and rules share?"""

from agreements.rules.comparison.applying import apply
from agreements.rules.comparison.changes import (
    Change,
    ChangeKind,
    Currency,
    Dates,
    Language,
)
from agreements.rules.comparison.comparing import Comparison, Counts, compare
from agreements.rules.comparison.key_changes import key_changes
from agreements.rules.comparison.key_facts import KeyChange, KeyFact, Money, Party
from agreements.rules.comparison.wording import ClauseWords, clause_words

__all__ = [
    "Change",
    "ChangeKind",
    "ClauseWords",
    "Comparison",
    "Counts",
    "Currency",
    "Dates",
    "KeyChange",
    "KeyFact",
    "Language",
    "Money",
    "Party",
    "apply",
    "clause_words",
    "compare",
    "key_changes",
]
