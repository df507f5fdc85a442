"""How are the steps of a ladder and their changes said on a page?"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from eclt_partners.dashboards.ladder_words import (
    LETTER_WORDS,
    audience_words,
    step_words,
)
from eclt_partners.dashboards.selectors.ladders import LadderChange
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.models import LadderStep


def step_line(step: LadderStep) -> dict[str, Any]:
    """Return one step in words: when, to whom, which mail."""
    return {
        "when": step_words(step.kind, step.code),
        "to": audience_words(step.letter, step.audience),
        "mail": str(LETTER_WORDS.get(step.letter, "")),
        "is_active": step.is_active,
        "counts": step.counts_for_cap,
    }


def change_lines(kind: ReminderKind, change: LadderChange) -> list[str]:
    """Return what one change of a ladder did, a sentence for each step."""
    return list(_changes(kind, change))


def _changes(kind: ReminderKind, change: LadderChange) -> Iterator[str]:
    old, new = change.before, change.after
    for code, step in new.items():
        said = {"step": step_words(kind, code), "to": Audience(step["audience"]).label}
        if code not in old:
            yield _("Added: %(step)s, to: %(to)s") % said
        elif old[code]["audience"] != step["audience"]:
            yield _("Goes to others now: %(step)s, to: %(to)s") % said
        if code in old:
            yield from _switches(said, old[code], step)
    for code in old:
        if code not in new:
            yield _("Taken out: %(step)s") % {"step": step_words(kind, code)}


def _switches(
    said: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[str]:
    if old["in_use"] != new["in_use"]:
        on, off = _("In use again: %(step)s"), _("No longer in use: %(step)s")
        yield (on if new["in_use"] else off) % said
    if old["counts"] != new["counts"]:
        on = _("Counts among the four mails now: %(step)s")
        off = _("No longer counts among the four mails: %(step)s")
        yield (on if new["counts"] else off) % said
