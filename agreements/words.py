"""How are the findings of the rules on changes said in plain words?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.rules.locked import LockReason, Refusal

LOCK_WORDS: Final[Mapping[LockReason, Promise]] = {
    LockReason.REMOVED: gettext_lazy("it may not be taken out"),
    LockReason.UNLOCKED: gettext_lazy("it stays protected"),
    LockReason.OTHER_KIND: gettext_lazy("it may not become another kind of clause"),
    LockReason.WEAKER_TEXT: gettext_lazy(
        "its words may only be made stronger: add to them, or shorten a time"
    ),
    LockReason.LONGER_INTERVAL: gettext_lazy(
        "the time between two reviews may only become shorter"
    ),
    LockReason.LATER_FIRST_REVIEW: gettext_lazy(
        "the first review may only come sooner"
    ),
    LockReason.LONGER_ANSWER: gettext_lazy(
        "the time to answer may only become shorter"
    ),
}


def newer_words(number: int) -> str:
    """Say that a paper has to start from another version now."""
    text = _(
        "Version %(number)s came after this was written. Answer with another proposal, "
        "and move it onto that version."
    )
    return text % {"number": number}


def locked_words(refusal: Refusal, heading: str) -> str:
    """Return why a change of a protected clause is refused.

    Args:
        refusal: what the rule found.
        heading: of the clause.
    """
    return _("%(clause)s is protected: %(why)s.") % {
        "clause": heading,
        "why": LOCK_WORDS[refusal.reason],
    }
