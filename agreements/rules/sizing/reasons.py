"""Why does a change have its class?"""

from enum import StrEnum
from typing import Final

from agreements.choices import SizeClass


class SizeReason(StrEnum):
    """What makes a change as big as it is (methods E2)."""

    SLIP = "slip"
    CONTACTS = "contacts"
    WORDING = "wording"
    NUMBERS = "numbers"
    PROMISES = "promises"
    TOPIC = "topic"
    CURRENCY = "currency"
    MONEY = "money"
    MONEY_FROM_NOTHING = "money_from_nothing"
    DATES = "dates"
    ENDS_SOONER = "ends_sooner"
    TARGETS = "targets"
    PLACES = "places"
    ROLES = "roles"
    PURPOSE = "purpose"


Reason = tuple[SizeReason, SizeClass]

SLIP: Final = (SizeReason.SLIP, SizeClass.CORRECTION)
CONTACTS: Final = (SizeReason.CONTACTS, SizeClass.CORRECTION)
WORDING: Final = (SizeReason.WORDING, SizeClass.STANDARD)
NUMBERS: Final = (SizeReason.NUMBERS, SizeClass.STANDARD)
PROMISES: Final = (SizeReason.PROMISES, SizeClass.STANDARD)
CURRENCY: Final = (SizeReason.CURRENCY, SizeClass.STANDARD)
TARGETS: Final = (SizeReason.TARGETS, SizeClass.STANDARD)
PLACES: Final = (SizeReason.PLACES, SizeClass.MAJOR)
ROLES: Final = (SizeReason.ROLES, SizeClass.MAJOR)
ENDS_SOONER: Final = (SizeReason.ENDS_SOONER, SizeClass.MAJOR)
PURPOSE: Final = (SizeReason.PURPOSE, SizeClass.TRANSFORM)
