"""Which words does a reader get of a step, by who took it?

The partners of a coalition are one side, but each wishes, writes and signs for itself.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from django.utils.translation import gettext_lazy as _

from agreements.choices import RenegotiationState
from agreements.emails.turn_words import CHANGE, NEW, OWN, OWN_NEW, Words

_R = RenegotiationState
_Table = Mapping[RenegotiationState, Words]


class Whose(Enum):
    """Who took a step, as the reader of a mail sees it."""

    OTHER_SIDE = auto()
    OTHER_PARTNER = auto()
    OWN = auto()


# Where more than two sign.
AGREED_BY_ALL: Final = Words(
    _("Time to sign: our agreement, %(name)s"),
    _(
        "All of us agreed to the same words. Now each organisation signs them; with the "
        "last signature they become our agreement."
    ),
    _("Read and sign"),
)
# To the other partners of a coalition, when one of them took the step.
OTHERS: Final[_Table] = {
    _R.RAISED: Words(
        _("For you to know: a partner raised a change, %(name)s"),
        _(
            "Another partner asks to change the agreement below. The foundation reads "
            "the wish first; then all of us talk. You need to do nothing now."
        ),
        _("Open the change"),
    ),
    _R.COUNTERED: Words(
        _("Waiting for you: an answer with %(changes)s, %(name)s"),
        _(
            "Another partner answered with its own proposal. Say to each change whether "
            "you accept it or want to talk about it, or propose other words."
        ),
        _("Read the answer"),
    ),
}
OTHERS_NEW: Final[_Table] = {
    _R.COUNTERED: Words(
        _("Waiting for you: an answer about a new agreement, %(name)s"),
        _(
            "Another partner answered with its own proposal. Say to each part whether "
            "you accept it or want to talk about it, or propose other words."
        ),
        _("Read the answer"),
    ),
}


def words_of(state: RenegotiationState, *, is_new: bool, whose: Whose) -> Words:
    """Return the words of a step.

    Args:
        state: that the step led to.
        is_new: the first version of a new agreement is written.
        whose: step it was, as the reader sees it.
    """
    tables = [NEW, CHANGE] if is_new else [CHANGE]
    if whose is Whose.OWN:
        tables[:0] = [OWN_NEW, OWN] if is_new else [OWN]
    elif whose is Whose.OTHER_PARTNER:
        tables[:0] = [OTHERS_NEW, OTHERS] if is_new else [OTHERS]
    return next(table[state] for table in tables if state in table)
