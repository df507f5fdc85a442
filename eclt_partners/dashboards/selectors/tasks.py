"""What is one row of "Do next" on Today?"""

from dataclasses import dataclass
from datetime import date


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
    """

    title: str
    text: str
    due_on: date | None
    is_late: bool
    url: str
    link_label: str
    is_started: bool = False
    waits_for_me: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """The first things to do, and whether there are more."""

    tasks: list[Task]
    is_cut: bool
