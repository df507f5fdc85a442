"""With which words do we tell that a renegotiation took a step?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.choices import RenegotiationState

_R = RenegotiationState
_Table = Mapping[RenegotiationState, "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one state.

    Attributes:
        subject: may name the partnership (name), a day and a count of changes.
        opening: what happened, and what to do.
        button: where it leads.
    """

    subject: Promise
    opening: Promise
    button: Promise


_OPEN: Final = _("Open the change")
_TABLE: Final = _("Open the table")
_REASON: Final = _("Read the reason")
_PROPOSED: Final = Words(
    _("Waiting for you: a proposal with %(changes)s, %(name)s"),
    _(
        "A proposal for the agreement below is on the table. Say to each change "
        "whether you accept it or want to talk about it, or propose other words."
    ),
    _("Read the proposal"),
)
_AGREED: Final = Words(
    _("Time to sign: our agreement, %(name)s"),
    _(
        "Both sides agreed to the same words. Now both sign them; with the last "
        "signature they become our agreement."
    ),
    _("Read and sign"),
)
CHANGE: Final[_Table] = {
    _R.RAISED: Words(
        _("Waiting for you: a change was raised, %(name)s"),
        _(
            "The other side asks to change the agreement below. Read what changed and "
            "why, and say that you read it."
        ),
        _OPEN,
    ),
    _R.TALKING: Words(
        _("Time to talk: change of our agreement, %(name)s"),
        _(
            "Both sides talk now about a change of the agreement below. Talk first, "
            "then write: what changed, what each side needs, and what must not change."
        ),
        _OPEN,
    ),
    _R.PROPOSED: _PROPOSED,
    _R.COUNTERED: Words(
        _("Waiting for you: an answer with %(changes)s, %(name)s"),
        _(
            "The other side answered with its own proposal. Say to each change whether "
            "you accept it or want to talk about it, or propose other words."
        ),
        _("Read the answer"),
    ),
    _R.AGREED: _AGREED,
    _R.SIGNED: Words(
        _("Signed: new version from %(day)s, %(name)s"),
        _(
            "All have signed. The new version is valid from the day below. Tell "
            "everybody who has a promise in it."
        ),
        _("Read what was signed"),
    ),
    _R.DECLINED: Words(
        _("Declined: change of our agreement, %(name)s"),
        _(
            "The change was declined. The reason, and what would make it possible, are "
            "at the table. What is agreed goes on as it is."
        ),
        _REASON,
    ),
    _R.WITHDRAWN: Words(
        _("Taken back: change of our agreement, %(name)s"),
        _(
            "The side that raised the change took it back. What is agreed goes on as "
            "it is. You need to do nothing."
        ),
        _REASON,
    ),
    _R.PARKED: Words(
        _("Put aside until %(day)s: change of our agreement, %(name)s"),
        _(
            "The change was put aside. Nobody is reminded before the day below; either "
            "side can take it up again at any time."
        ),
        _OPEN,
    ),
    _R.LAPSED: Words(
        _("Lapsed: change of our agreement, %(name)s"),
        _(
            "The change was open for 120 days and nothing came of it, so it lapsed. "
            "What is agreed goes on as it is. Either side can raise it again."
        ),
        _OPEN,
    ),
}
# The first version of a new agreement: nothing is agreed yet that could go on.
NEW: Final[_Table] = {
    _R.TALKING: Words(
        _("Time to talk: a new agreement, %(name)s"),
        _(
            "We begin the agreement below together. Talk first, then write: what each "
            "side needs, what each side gives, and what must last."
        ),
        _TABLE,
    ),
    _R.PROPOSED: Words(
        _("Waiting for you: a proposal for a new agreement, %(name)s"),
        _(
            "A proposal for the new agreement below is on the table. Say to each part "
            "whether you accept it or want to talk about it, or propose other words."
        ),
        _("Read the proposal"),
    ),
    _R.COUNTERED: Words(
        _("Waiting for you: an answer about a new agreement, %(name)s"),
        _(
            "The other side answered with its own proposal. Say to each part whether "
            "you accept it or want to talk about it, or propose other words."
        ),
        _("Read the answer"),
    ),
    _R.SIGNED: Words(
        _("Signed: our agreement from %(day)s, %(name)s"),
        _(
            "All have signed. The agreement is valid from the day below. Tell everybody "
            "who has a promise in it."
        ),
        _("Read what was signed"),
    ),
    _R.DECLINED: Words(
        _("Declined: a new agreement, %(name)s"),
        _(
            "The new agreement was declined. The reason, and what would make it "
            "possible, are at the table. Nothing is agreed; a new one can be begun at "
            "any time."
        ),
        _REASON,
    ),
    _R.WITHDRAWN: Words(
        _("Taken back: a new agreement, %(name)s"),
        _(
            "The side that began the new agreement took it back. Nothing is agreed. "
            "You need to do nothing."
        ),
        _REASON,
    ),
    _R.PARKED: Words(
        _("Put aside until %(day)s: a new agreement, %(name)s"),
        _(
            "The new agreement was put aside. Nobody is reminded before the day below; "
            "either side can take it up again at any time."
        ),
        _TABLE,
    ),
    _R.LAPSED: Words(
        _("Lapsed: a new agreement, %(name)s"),
        _(
            "For 120 days nothing came of the new agreement, so it lapsed. Nothing is "
            "agreed; a new one can be begun at any time."
        ),
        _TABLE,
    ),
}
_SENT: Final = _(
    "Your side put a proposal on the table. The other side has to answer; you need to "
    "do nothing now."
)
_OWN_PAPER: Final = Words(
    _("Sent: a proposal of your side with %(changes)s, %(name)s"),
    _SENT,
    _("Read the proposal"),
)
_OWN_FIRST_PAPER: Final = Words(
    _("Sent: a proposal of your side for a new agreement, %(name)s"),
    _SENT,
    _("Read the proposal"),
)
# After a lapse, when a director wrote the note that it asks for (methods E3).
NOTED: Final = Words(
    _("A note on the change that lapsed, %(name)s"),
    _(
        "The change of the agreement below lapsed. A director has noted now why "
        "nothing came of it, and what follows. You need to do nothing."
    ),
    _("Read the note"),
)
# To people whom a promise of the new version names, and who heard of no turn before.
PROMISED: Final = Words(
    _("Signed: you have a promise in our agreement, %(name)s"),
    _(
        "All have signed. A promise in the agreement below names you: as the person who "
        "looks after it, or who says whether it was kept."
    ),
    _("Read what was signed"),
)
# When the partnership ended early while the change was open.
ENDED_WITH_PARTNERSHIP: Final = Words(
    _("Ended: change of our agreement, %(name)s"),
    _(
        "The partnership has ended early, and with it the change of the agreement below "
        "that was talked about. You need to do nothing."
    ),
    _("Open the table"),
)
# To people whose own side took the step, or for whom somebody entered it.
OWN: Final[_Table] = {
    _R.RAISED: Words(
        _("Noted: your side raised a change, %(name)s"),
        _(
            "A wish of your side to change the agreement below is noted. If your side "
            "does not want it, take it back at the table, or write to us."
        ),
        _OPEN,
    ),
    _R.PROPOSED: _OWN_PAPER,
    _R.COUNTERED: _OWN_PAPER,
}

OWN_NEW: Final[_Table] = {
    _R.PROPOSED: _OWN_FIRST_PAPER,
    _R.COUNTERED: _OWN_FIRST_PAPER,
}
