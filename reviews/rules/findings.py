"""Which rule fired, and about what?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Self

from partners.choices import Side, Status


class Grey(StrEnum):
    """Why we do not know (methods C4); shown in words like a rule."""

    NO_REVIEW = "no_review"
    ONE_SIDE = "one_side"
    FEW_ANSWERS = "few_answers"
    STALE = "stale"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired.

    Two findings are equal when rule and subject are; side and value only help to
    say it in words.

    Attributes:
        code: the rule: "R1"-"R7", "A1"-"A10" or the info flags "I1"-"I5".
        subject: what it is about, for example "D2", "D8:P" or "".
        sides: the sides it is about, when the rule knows them.
        value: the number that crossed the line: points, steps, share or days.
    """

    code: str
    subject: str = ""
    sides: tuple[Side, ...] = field(default=(), compare=False)
    value: Fraction | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The canonical form that is stored and compared, for example "R2:D2"."""
        return f"{self.code}:{self.subject}" if self.subject else self.code

    @property
    def is_red(self) -> bool:
        """True for R1 to R7."""
        return self.code.startswith("R")

    @property
    def is_amber(self) -> bool:
        """True for A1 to A10."""
        return self.code.startswith("A")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the canonical form back."""
        code, _, subject = text.partition(":")
        return cls(code, subject)


def reds(fired: Iterable[Fired]) -> tuple[Fired, ...]:
    """Return the red rules, each once, in their first order."""
    return tuple(dict.fromkeys(each for each in fired if each.is_red))


def ambers(fired: Iterable[Fired]) -> tuple[Fired, ...]:
    """Return the amber rules, each once, in their first order."""
    return tuple(dict.fromkeys(each for each in fired if each.is_amber))


def status_of(fired: Collection[Fired], *, grey: bool) -> Status:
    """Apply the precedence RED > GREY > AMBER > GREEN (methods C4).

    Args:
        fired: the rules that fired; info flags do not change the colour.
        grey: there is a reason not to know.
    """
    if reds(fired):
        return Status.RED
    if grey:
        return Status.GREY
    return Status.AMBER if ambers(fired) else Status.GREEN


_WORST_FIRST = (Status.RED, Status.GREY, Status.AMBER, Status.GREEN)


def worst_status(statuses: Collection[Status]) -> Status:
    """Return the status of a partnership with several parties (rulings 2).

    Without any pair we do not know: GREY.
    """
    return min(statuses, key=_WORST_FIRST.index, default=Status.GREY)
