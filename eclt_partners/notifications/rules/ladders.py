"""Is a ladder of reminders sound, and how are its steps called?

A ladder is rows that people edit (methods D4). A step keeps its code for life: a step
on another day is another step, so the code always says its day, and nobody is sent a
mail again because somebody moved it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from eclt_partners.notifications.choices import Audience, ReminderKind

# Nobody is mailed more often about one review (methods D4), and nobody answers it
# after the day its window closes (rulings 8).
MOST_TO_RATERS: Final = 4
ANSWERS_END: Final = 16

RATERS: Final = frozenset(
    {Audience.RATERS, Audience.RATERS_NOT_DONE, Audience.RATERS_AND_LEADS}
)
ESCALATION: Final = frozenset(
    {Audience.MANAGER, Audience.DIRECTOR, Audience.DIRECTOR_AND_HELPER}
)
ASKED_FOR_ANSWERS: Final = RATERS | {Audience.LEADS}
_LEADS: Final = frozenset({Audience.LEADS})
_ONLY_RATERS: Final = frozenset({Audience.RATERS, Audience.RATERS_NOT_DONE})

# What each mail of a ladder may say, and for whom it is written.
LETTERS: Final[Mapping[ReminderKind, Mapping[str, Collection[Audience]]]] = {
    ReminderKind.REVIEW: {
        "review.heads_up": _LEADS,
        "review.invitation": _ONLY_RATERS,
        "review.short_reminder": _ONLY_RATERS,
        "review.due_today": ASKED_FOR_ANSWERS,
        "review.late": _ONLY_RATERS,
        "review.leads_count": _LEADS,
        "review.overdue": ESCALATION,
        "review.decide": ESCALATION,
        "review.out_of_date": ESCALATION,
    },
    ReminderKind.AGREEMENT_ENDING: {"agreement.ending": _LEADS},
    ReminderKind.COMMITMENT: {"promise.due": _LEADS, "promise.confirm": _LEADS},
    ReminderKind.SAFEGUARDING_CHECK: {"check.expiring": _LEADS},
    ReminderKind.RENEGOTIATION: {"agreements.waiting": _LEADS},
    ReminderKind.AFTER_CHECK: {"after.due": _LEADS},
}
# The first and the last day a step of a ladder may have, counted from its date.
DAYS: Final[Mapping[ReminderKind, tuple[int, int]]] = {
    ReminderKind.REVIEW: (-90, 180),
    ReminderKind.AGREEMENT_ENDING: (-730, 0),
    ReminderKind.COMMITMENT: (-90, 90),
    ReminderKind.SAFEGUARDING_CHECK: (-365, 0),
    ReminderKind.RENEGOTIATION: (1, 90),
    ReminderKind.AFTER_CHECK: (-90, 90),
}
# Steps that count from something else than the due date begin with another letter.
PREFIX: Final[Mapping[str, str]] = {"promise.confirm": "C"}
_CODE: Final = re.compile(r"^(?P<prefix>[TC])(?P<days>[+-]\d{1,3})(\.\d+)?$")


class Problem(StrEnum):
    """What is wrong with a ladder or with one of its steps."""

    NO_STEP = "no_step"
    SAME_DAY = "same_day"
    WRONG_AUDIENCE = "wrong_audience"
    TOO_MANY_TO_RATERS = "too_many_to_raters"
    ESCALATES_EARLY = "escalates_early"
    AFTER_ANSWERS_END = "after_answers_end"
    DAY_OUT_OF_RANGE = "day_out_of_range"
    COUNTS_FOR_NOBODY = "counts_for_nobody"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step as somebody wants it: which `letter` goes out on which day, to whom.

    `code` is that of the step it was, "" for a new one; `days` counts after the date of
    the ladder, negative = before.
    """

    code: str
    days: int
    audience: Audience
    letter: str
    is_active: bool = True
    counts_for_cap: bool = False


def audiences_of(kind: ReminderKind) -> frozenset[Audience]:
    """Return whom the steps of a ladder may go to."""
    return frozenset().union(*LETTERS[kind].values())


def problems(
    kind: ReminderKind, rungs: Sequence[Rung]
) -> list[tuple[int | None, Problem]]:
    """Return what is wrong, with the place of the step (None = the whole ladder)."""
    found: list[tuple[int | None, Problem]] = [
        (at, problem)
        for at, rung in enumerate(rungs)
        for problem in _of_one(kind, rung)
    ]
    times = Counter(rung.days for rung in rungs)
    found += [
        (at, Problem.SAME_DAY) for at, rung in enumerate(rungs) if times[rung.days] > 1
    ]
    in_use = [rung for rung in rungs if rung.is_active]
    if not in_use:
        found.append((None, Problem.NO_STEP))
    if sum(rung.audience in RATERS for rung in in_use) > MOST_TO_RATERS:
        found.append((None, Problem.TOO_MANY_TO_RATERS))
    return found


def _of_one(kind: ReminderKind, rung: Rung) -> Iterable[Problem]:
    first, last = DAYS[kind]
    if not first <= rung.days <= last:
        yield Problem.DAY_OUT_OF_RANGE
    if rung.audience not in LETTERS[kind].get(rung.letter, ()):
        yield Problem.WRONG_AUDIENCE
    if rung.audience in ESCALATION and rung.days < 1:
        yield Problem.ESCALATES_EARLY
    asks = kind == ReminderKind.REVIEW and rung.audience in ASKED_FOR_ANSWERS
    if asks and rung.days > ANSWERS_END:
        yield Problem.AFTER_ANSWERS_END
    if rung.counts_for_cap and rung.audience not in RATERS:
        yield Problem.COUNTS_FOR_NOBODY


def free_code(letter: str, days: int, taken: Collection[str]) -> str:
    """Return a code for a new step: its day, with a number when that was used before."""
    bare = f"{PREFIX.get(letter, 'T')}{days:+d}"
    code, number = bare, 1
    while code in taken:
        number += 1
        code = f"{bare}.{number}"
    return code


def day_of(code: str) -> tuple[str, int] | None:
    """Return the letter and the day a code names; None for a mail sent by hand."""
    found = _CODE.match(code)
    return (found["prefix"], int(found["days"])) if found else None
