"""What does one line of a gate say?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from partners.rules import gates


class Lack(StrEnum):
    """What a line of a gate misses."""

    NO_PARTNER_KIND = "no_partner_kind"
    NO_COUNTRY = "no_country"
    NO_FOUNDATION_LEAD = "no_foundation_lead"
    NO_PARTNER_LEAD = "no_partner_lead"
    NOTHING_BROUGHT = "nothing_brought"
    NOTHING_HOPED = "nothing_hoped"
    NO_CONFLICT_WORD = "no_conflict_word"
    NO_REGISTRATION = "no_registration"
    NO_REFERENCES = "no_references"
    NO_SAFEGUARDING_CHECK = "no_safeguarding_check"
    PLAN_NOT_CONFIRMED = "plan_not_confirmed"
    NOT_ASSESSED = "not_assessed"
    NO_FUNCTION = "no_function"
    STAFF_NOT_TOLD = "staff_not_told"
    COMMUNITY_NOT_TOLD = "community_not_told"
    GOVERNMENT_NOT_TOLD = "government_not_told"
    LATE_HANDOVER = "late_handover"
    NO_CLOSING_REVIEW = "no_closing_review"
    SIDE_NOT_INVITED = "side_not_invited"
    FOUNDATION_SILENT = "foundation_silent"
    GOAL_NOT_READ = "goal_not_read"
    OWNER_UNDECIDED = "owner_undecided"
    NO_CHECK_CONTACT = "no_check_contact"
    MONEY_UNKNOWN = "money_unknown"
    REPORT_UNKNOWN = "report_unknown"
    NOT_READY = "not_ready"
    PARTNER_SILENT = "partner_silent"
    CHECK_OPEN = "check_open"
    NO_LESSON = "no_lesson"
    NO_OUTCOME = "no_outcome"
    NO_REASON = "no_reason"
    NO_ASKER = "no_asker"
    NO_LOOK_AGAIN = "no_look_again"
    LOOK_AGAIN_PAST = "look_again_past"
    LOOK_AGAIN_LATE = "look_again_late"
    NOTHING_GOES_ON = "nothing_goes_on"
    NO_CASES_CONTACT = "no_cases_contact"
    NO_CATEGORY = "no_category"
    NO_NOTICE = "no_notice"
    NO_CHILDREN_PLAN = "no_children_plan"
    NOT_INVITED_TO_TALK = "not_invited_to_talk"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing.

    Attributes:
        lack: what.
        about: whose or of what: a side, a partner, a goal, a function; may be "".
        key: the id of a check after the end, or of a partner; 0 for everything else.
    """

    lack: Lack
    about: str = ""
    key: int = 0


GateLine = gates.GateLine[Gap]


def line(code: str, gaps: Iterable[Gap]) -> GateLine:
    """Return a line with what it misses."""
    return GateLine(code, tuple(gaps))
