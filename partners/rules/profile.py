"""Which facts about an organisation stand on which short page?"""

from collections.abc import Mapping
from typing import Final

from partners.profile_choices import ProfilePart

PART_FIELDS: Final[Mapping[ProfilePart, tuple[str, ...]]] = {
    ProfilePart.NAMES: ("former_name", "parent", "tags"),
    ProfilePart.REGISTRATION: (
        "registered_in",
        "registration_authority",
        "registered_on",
        "registration_expires_on",
    ),
    ProfilePart.REACH: ("address", "working_languages", "connectivity"),
    ProfilePart.SIZE: ("staff_band", "budget_band"),
    ProfilePart.POLICIES: (
        "board_known",
        "safeguarding_policy",
        "child_policy",
        "fraud_policy",
    ),
    ProfilePart.MONEY: ("bank_checked_on", "last_audit_on", "sanctions_checked_on"),
    ProfilePart.RISK: ("risk_rating", "risk_drivers"),
}

# Days on which something was done: they cannot lie ahead.
DONE_DAYS: Final = frozenset(
    {"registered_on", "bank_checked_on", "last_audit_on", "sanctions_checked_on"}
)


def clean_tags(typed: str) -> list[str]:
    """Return tags that were typed with commas between them: small, each once."""
    found = (" ".join(tag.split()).casefold() for tag in typed.split(","))
    return list(dict.fromkeys(tag for tag in found if tag))
