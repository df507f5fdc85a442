"""What does somebody want to do who needs a right? For the page that says no."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from eclt_partners.common.actions import Action

ACTS: Final[Mapping[str, Promise]] = {
    Action.SEE: pgettext_lazy("what was tried", "Look at this page"),
    Action.SEE_ALL_COUNTRIES: pgettext_lazy("what was tried", "Look at all countries"),
    Action.REGISTER: pgettext_lazy(
        "what was tried", "Register partners and write down what is known of them"
    ),
    Action.SCHEDULE_REVIEW: pgettext_lazy("what was tried", "Plan a review"),
    Action.ANSWER_REVIEW: pgettext_lazy("what was tried", "Answer a review"),
    Action.RECORD_TALK: pgettext_lazy("what was tried", "Write down the talk"),
    Action.CONFIRM_RECORD: pgettext_lazy(
        "what was tried", "Confirm what was written down"
    ),
    Action.CANCEL_REVIEW: pgettext_lazy("what was tried", "Cancel a review"),
    Action.SNOOZE_REVIEW: pgettext_lazy("what was tried", "Move a review"),
    Action.CHOOSE_PANEL: pgettext_lazy("what was tried", "Choose who answers a review"),
    Action.READ_RAW_ANSWERS: pgettext_lazy("what was tried", "Read single answers"),
    Action.AGREE_CORRECTION: pgettext_lazy(
        "what was tried", "Agree to the correction of an answer"
    ),
    Action.REPORT_EVENT: pgettext_lazy("what was tried", "Report an event"),
    Action.REPORT_DANGER: pgettext_lazy("what was tried", "Report a danger"),
    Action.PLAN_TOGETHER: pgettext_lazy(
        "what was tried", "Write plans, goals and expectations"
    ),
    Action.RAISE_CHANGE: pgettext_lazy(
        "what was tried", "Ask for a change of an agreement"
    ),
    Action.PROPOSE_CHANGE: pgettext_lazy(
        "what was tried", "Write or answer a proposal"
    ),
    Action.PRIVATE_NOTES: pgettext_lazy(
        "what was tried", "Read or write private notes"
    ),
    Action.RECORD_RESULT: pgettext_lazy(
        "what was tried", "Record what was reached and spent"
    ),
    Action.SETTLE_DISPUTE: pgettext_lazy(
        "what was tried", "Settle what both sides see differently"
    ),
    Action.SIGN_SMALL: pgettext_lazy("what was tried", "Sign a small change"),
    Action.SIGN_STANDARD: pgettext_lazy("what was tried", "Sign a standard change"),
    Action.SIGN_MAJOR: pgettext_lazy("what was tried", "Sign a major change"),
    Action.MOVE_STAGE: pgettext_lazy("what was tried", "Move a partnership to a stage"),
    Action.PASS_WARNING: pgettext_lazy("what was tried", "Go on in spite of a warning"),
    Action.PAUSE: pgettext_lazy("what was tried", "Pause a partnership"),
    Action.END_EARLY: pgettext_lazy("what was tried", "End a partnership"),
    Action.SEE_INCIDENTS: pgettext_lazy("what was tried", "Read reports of danger"),
    Action.SEE_LEDGER: pgettext_lazy("what was tried", "Look at the ledger of mails"),
    Action.SEE_MAIL_HEALTH: pgettext_lazy(
        "what was tried", "Look at how the mails are doing"
    ),
    Action.REPAIR_MAIL: pgettext_lazy(
        "what was tried", "Send a mail again or say what became of it"
    ),
    Action.REFRESH_DASHBOARD: pgettext_lazy("what was tried", "Refresh a dashboard"),
    Action.SET_AWAY: pgettext_lazy(
        "what was tried", "Say for somebody else who stands in"
    ),
    Action.MANAGE_PEOPLE: pgettext_lazy("what was tried", "Change accounts and roles"),
    Action.MANAGE_COUNTRIES: pgettext_lazy("what was tried", "Set up countries"),
    Action.MANAGE_INSTRUMENTS: pgettext_lazy(
        "what was tried", "Change the questions of reviews"
    ),
    Action.MANAGE_KINDS: pgettext_lazy("what was tried", "Change kinds of agreements"),
    Action.MANAGE_LADDERS: pgettext_lazy(
        "what was tried", "Change ladders of reminders"
    ),
}
