"""Whom does each ladder have to reach, by the facts alone?

Apps above this one register a surveyor for each of their ladders when they start. It
asks no planner: facts come from tables, judgement from rules in Python.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from eclt_partners.notifications.rules.rungs import Asked

Surveyor = Callable[[datetime], Iterable[Asked]]

_surveyors: dict[str, Surveyor] = {}


def register(kind: str, surveyor: Surveyor) -> None:
    """Say who knows whom the ladder of a kind has to reach at a moment."""
    _surveyors[kind] = surveyor


def surveyors() -> dict[str, Surveyor]:
    """Return the surveyor of each kind."""
    return dict(_surveyors)
