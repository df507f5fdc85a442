"""How is it said how big a change is, why, and who signs it?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.rules.size import PartnerCapacity, SizeReason
from eclt_partners.common.actions import Action

REASON_WORDS: Final[Mapping[SizeReason, Promise]] = {
    SizeReason.SLIP: _("only typing errors are put right"),
    SizeReason.CONTACTS: _("only people to call change"),
    SizeReason.WORDING: _("words of clauses change"),
    SizeReason.NUMBERS: _("numbers of working together change"),
    SizeReason.PROMISES: _("promises change"),
    SizeReason.TOPIC: _("the topic that was raised needs this size"),
    SizeReason.CURRENCY: _("the currency changes"),
    SizeReason.MONEY: _("money moves in the budget"),
    SizeReason.MONEY_FROM_NOTHING: _("there was no money before"),
    SizeReason.DATES: _("dates change"),
    SizeReason.ENDS_SOONER: _("the agreement ends sooner"),
    SizeReason.TARGETS: _("targets change"),
    SizeReason.PLACES: _("places change"),
    SizeReason.ROLES: _("who does what changes"),
    SizeReason.PURPOSE: _("what we want to achieve changes"),
}

FOUNDATION_SIGNER: Final[Mapping[Action, Promise]] = {
    Action.SIGN_SMALL: _("the lead of the partnership"),
    Action.SIGN_STANDARD: _("the country manager"),
    Action.SIGN_MAJOR: _("the director"),
}

PARTNER_SIGNER: Final[Mapping[PartnerCapacity, Promise]] = {
    PartnerCapacity.LEAD: _("the lead"),
    PartnerCapacity.HEAD: _("the head of the partner"),
}
PARTNERS_SIGNER: Final[Mapping[PartnerCapacity, Promise]] = {
    PartnerCapacity.LEAD: _("the lead of each partner"),
    PartnerCapacity.HEAD: _("the head of each partner"),
}
