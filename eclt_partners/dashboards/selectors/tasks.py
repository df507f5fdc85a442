"""What is one row of "Do next" on Today?"""

from dataclasses import dataclass
from datetime import date
from typing import Final

# Nobody plans a day with more; the lists of reviews have them all.
MOST_TASKS: Final = 50
ENOUGH: Final = MOST_TASKS + 1


@dataclass(frozen=True, slots=True)
class Task:
    """One row of "Do next".

    Attributes:
        title: what, with the partner's name.
        text: how far it is, or why.
        due_on: when, or None.
        is_late: the day is over.
        url: the one link.
        link_label: what the link says.
        is_started: something of it is done already; these come first.
        waits_for_me: only this person can do it.
        is_urgent: it comes before the others, whatever their days.
        today: the day where it is due, or None where only a moment counts.
        red_id: the partnership whose red status asks for it; its talk, which has a
            day, says what the status alone says.
    """

    title: str
    text: str
    due_on: date | None
    is_late: bool
    url: str
    link_label: str
    is_started: bool = False
    waits_for_me: bool = False
    is_urgent: bool = False
    today: date | None = None
    red_id: int | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """The first things to do, and whether there are more."""

    tasks: list[Task]
    is_cut: bool = False
