"""What does one line of gate G2 say?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partners.choices import Horizon, Side
from partners.rules import gates
from partners.rules.handover import Pillar

Subject = Side | Horizon | Pillar | date | int | str | None


class Lack(StrEnum):
    """What a line of the gate misses."""

    END_NOT_AFTER_START = "end_not_after_start"
    NO_CURRENCY = "no_currency"
    NEGATIVE_AMOUNT = "negative_amount"
    NO_DATED_PROMISE = "no_dated_promise"
    NO_CLAUSE = "no_clause"
    NO_INTERVAL = "no_interval"
    INTERVAL_TOO_LONG = "interval_too_long"
    NO_FIRST_REVIEW = "no_first_review"
    FIRST_REVIEW_TOO_LATE = "first_review_too_late"
    NO_ANSWER_TIME = "no_answer_time"
    ANSWER_TIME_TOO_LONG = "answer_time_too_long"
    NO_PERSON = "no_person"
    NOBODY_ABOVE = "nobody_above"
    SAME_PERSON_ABOVE = "same_person_above"
    NO_FUNCTION = "no_function"
    PILLAR_MISSING = "pillar_missing"
    NO_OWNER = "no_owner"
    OWNER_TOO_LATE = "owner_too_late"
    NO_GOAL = "no_goal"
    EXPECTATION_MISSING = "expectation_missing"
    NO_DOUBT = "no_doubt"
    NOT_CONFIRMED = "not_confirmed"
    NO_CHECK = "no_check"
    CHECK_OVER = "check_over"
    CHECK_WEAK = "check_weak"
    INTEGRITY_OPEN = "integrity_open"
    NOT_SIGNED = "not_signed"
    SIGNATURE_INCOMPLETE = "signature_incomplete"
    OTHER_TEXT_SIGNED = "other_text_signed"
    PLAN_OPEN = "plan_open"
    NO_OVERHEAD = "no_overhead"
    OTHER_LANGUAGE = "other_language"
    IN_HARVEST = "in_harvest"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing.

    Attributes:
        lack: what is missing.
        about: of whom or what: a side, a horizon, the name of a function.
        value: the value that is wrong, such as the months; None when there is none.
    """

    lack: Lack
    about: Subject = None
    value: Subject = None


GateLine = gates.GateLine[Gap]
