"""What can somebody do in the product? One name per right."""

from enum import StrEnum


class Action(StrEnum):
    """A right that `require` asks for; roles map to these in accounts."""

    SEE = "see"
    SEE_ALL_COUNTRIES = "see_all_countries"
    REGISTER = "register"
    SCHEDULE_REVIEW = "schedule_review"
    ANSWER_REVIEW = "answer_review"
    RECORD_TALK = "record_talk"
    CONFIRM_RECORD = "confirm_record"
    CANCEL_REVIEW = "cancel_review"
    SNOOZE_REVIEW = "snooze_review"
    CHOOSE_PANEL = "choose_panel"
    READ_RAW_ANSWERS = "read_raw_answers"
    REPORT_EVENT = "report_event"
    REPORT_DANGER = "report_danger"
    RAISE_CHANGE = "raise_change"
    PROPOSE_CHANGE = "propose_change"
    SETTLE_DISPUTE = "settle_dispute"
    SIGN_SMALL = "sign_small"
    SIGN_STANDARD = "sign_standard"
    SIGN_MAJOR = "sign_major"
    MOVE_STAGE = "move_stage"
    PASS_WARNING = "pass_warning"  # noqa: S105 - a right, not a password
    PAUSE = "pause"
    END_EARLY = "end_early"
    SEE_INCIDENTS = "see_incidents"
    SEE_LEDGER = "see_ledger"
    REFRESH_DASHBOARD = "refresh_dashboard"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_COUNTRIES = "manage_countries"
    MANAGE_INSTRUMENTS = "manage_instruments"
    MANAGE_LADDERS = "manage_ladders"
