"""What differs between two versions, as values that pages, answers and rules share?"""

from agreements.rules.comparison.applying import apply
from agreements.rules.comparison.changes import (
    Change,
    ChangeKind,
    Currency,
    Dates,
    Language,
)
from agreements.rules.comparison.comparing import (
    Comparison,
    Counts,
    compare,
    counts_of,
)
from agreements.rules.comparison.key_changes import key_changes
from agreements.rules.comparison.key_facts import KeyChange, KeyFact, Money, Party

__all__ = [
    "Change",
    "ChangeKind",
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
    "compare",
    "counts_of",
    "key_changes",
]
