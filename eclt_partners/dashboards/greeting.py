"""Which sentence stands on Today?"""

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Due(Protocol):
    """What the sentence must know of a task."""

    @property
    def is_late(self) -> bool:
        """The day is over."""

    @property
    def waits_for_me(self) -> bool:
        """Only this person can do it."""


def today_sentence(tasks: Sequence[Due], *, is_cut: bool = False) -> str:
    """Say how much waits and how much of it is late.

    Args:
        tasks: what is shown.
        is_cut: there is more than that, so nothing is counted.
    """
    if not tasks:
        return _("Nothing is due.")
    if is_cut:
        text = _("More than %(count)d things are to be done. The first ones are here.")
        return text % {"count": len(tasks)}
    mine = sum(task.waits_for_me for task in tasks)
    late = sum(task.is_late for task in tasks)
    parts = _waiting(len(tasks), mine)
    if late:
        parts.append(
            ngettext("%(count)d is late", "%(count)d are late", late) % {"count": late}
        )
    return ", ".join(parts) + "."


def _waiting(count: int, mine: int) -> list[str]:
    """Say how much is to be done and how much of it by this person: once, if all is."""
    if mine == count:
        text = ngettext(
            "%(count)d thing waits for you", "%(count)d things wait for you", count
        )
        return [text % {"count": count}]
    text = ngettext(
        "%(count)d thing is to be done", "%(count)d things are to be done", count
    )
    own = ngettext("%(count)d waits for you", "%(count)d wait for you", mine)
    return [text % {"count": count}, *([own % {"count": mine}] if mine else [])]
