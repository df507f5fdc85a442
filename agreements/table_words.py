"""How are the steps and the waiting of a renegotiation said in plain words?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from agreements.rules.clocks import Clock, Wait
from agreements.rules.size import PartnerCapacity, SizeReason
from eclt_partners.common.actions import Action
from eclt_partners.common.words import plain_date, with_colon
from partners.choices import OwnerSide, Side
from partners.models import PartnershipParty

_R = RenegotiationState

WAITING: Final[Mapping[OwnerSide, Promise]] = {
    OwnerSide.FOUNDATION: gettext_lazy("Waiting for the foundation"),
    OwnerSide.PARTNER: gettext_lazy("Waiting for the partner"),
    OwnerSide.JOINT: gettext_lazy("Waiting for both sides"),
}
TO_DO: Final[Mapping[Wait, Promise]] = {
    Wait.ACKNOWLEDGE: gettext_lazy("say that you read the wish by %(day)s"),
    Wait.TALK: gettext_lazy("talk by %(day)s"),
    Wait.PROPOSE: gettext_lazy("write a proposal by %(day)s"),
    Wait.ANSWER: gettext_lazy("answer by %(day)s"),
    Wait.SIGN: gettext_lazy("sign by %(day)s"),
    Wait.LOOK_AGAIN: gettext_lazy("look at it again on %(day)s"),
}
ENDED: Final[Mapping[RenegotiationState, Promise]] = {
    _R.SIGNED: gettext_lazy("Signed on %(day)s."),
    _R.DECLINED: gettext_lazy("Declined on %(day)s."),
    _R.WITHDRAWN: gettext_lazy("Taken back on %(day)s."),
    _R.LAPSED: gettext_lazy("Lapsed on %(day)s: it was open for 120 days."),
}
ENDED_WITH_PARTNERSHIP: Final = gettext_lazy("Ended on %(day)s with the partnership.")
STEPS: Final[Mapping[RenegotiationState, Promise]] = {
    _R.RAISED: gettext_lazy("A change was raised"),
    _R.TALKING: gettext_lazy("Both sides talk"),
    _R.PROPOSED: gettext_lazy("A proposal was put on the table"),
    _R.COUNTERED: gettext_lazy("The other side answered with its own proposal"),
    _R.AGREED: gettext_lazy("Both sides agreed to the same words"),
    _R.SIGNED: gettext_lazy("All signed"),
    _R.DECLINED: gettext_lazy("The change was declined"),
    _R.WITHDRAWN: gettext_lazy("The wish was taken back"),
    _R.PARKED: gettext_lazy("It was put aside"),
    _R.LAPSED: gettext_lazy("It lapsed"),
}
SIZE_REASONS: Final[Mapping[SizeReason, Promise]] = {
    SizeReason.SLIP: gettext_lazy("it puts typing errors right"),
    SizeReason.CONTACTS: gettext_lazy("it changes whom to call"),
    SizeReason.WORDING: gettext_lazy("it changes words of the agreement"),
    SizeReason.NUMBERS: gettext_lazy("it changes numbers in the words"),
    SizeReason.PROMISES: gettext_lazy("it changes promises"),
    SizeReason.TOPIC: gettext_lazy("its topic needs this size"),
    SizeReason.CURRENCY: gettext_lazy("it changes the currency or the rate"),
    SizeReason.MONEY: gettext_lazy("it moves money in the budget"),
    SizeReason.MONEY_FROM_NOTHING: gettext_lazy("it brings money where there was none"),
    SizeReason.DATES: gettext_lazy("it changes dates"),
    SizeReason.ENDS_SOONER: gettext_lazy("it ends sooner"),
    SizeReason.TARGETS: gettext_lazy("it changes targets"),
    SizeReason.PLACES: gettext_lazy("it changes places"),
    SizeReason.ROLES: gettext_lazy("it changes who does what"),
    SizeReason.PURPOSE: gettext_lazy("it changes what we want to achieve"),
}
FOUNDATION_SIGNERS: Final[Mapping[Action, Promise]] = {
    Action.SIGN_SMALL: gettext_lazy("the lead of the partnership"),
    Action.SIGN_STANDARD: gettext_lazy("the country manager"),
    Action.SIGN_MAJOR: gettext_lazy("the director"),
}
PARTNER_SIGNERS: Final[Mapping[PartnerCapacity, Promise]] = {
    PartnerCapacity.LEAD: gettext_lazy("the lead or the head"),
    PartnerCapacity.HEAD: gettext_lazy("the head"),
}


def waiting_words(
    waiting: Clock,
    *,
    reader: Side | None = None,
    parties: Sequence[PartnershipParty] = (),
) -> str:
    """Say who is waited for, what for and until when.

    Args:
        waiting: the clock of the renegotiation.
        reader: the side of a reader who may do it; None for one who only looks.
        parties: from `parties_to_name`: partners of a coalition that are named.
    """
    is_own = reader is not None and waiting.waiting_for == reader.value
    who = _("Waiting for you") if is_own else WAITING[waiting.waiting_for]
    if parties:
        both = waiting.waiting_for == OwnerSide.JOINT
        names = [*([_("the foundation")] if both else []), *map(_name, parties)]
        who = _("Waiting for %(sides)s") % {"sides": ", ".join(names)}
    return f"{with_colon(who)} {to_do_words(waiting)}"


def _name(party: PartnershipParty) -> str:
    return party.partner.name


def to_do_words(waiting: Clock) -> str:
    """Say what is waited for and until when: "answer by 3 Dec 2026"."""
    day = plain_date(waiting.due_on) if waiting.due_on else _("the next talk")
    return str(TO_DO[waiting.wait]) % {"day": day}


def ended_words(table: Renegotiation, today: date) -> str:
    """Say how a renegotiation ended and when; nothing while it goes on."""
    words = ENDED.get(RenegotiationState(table.state))
    if table.ended_with_partnership:
        words = ENDED_WITH_PARTNERSHIP
    if words is None:
        return ""
    country = table.agreement.partnership.country
    day = country.today(now=table.closed_at) if table.closed_at else today
    return str(words) % {"day": plain_date(day)}
