"""Which letters do agreements write? Each is registered under its name."""

from agreements.emails.anchors import anchor
from agreements.emails.endings import ending, row
from agreements.emails.lapsing import lapsed
from agreements.emails.links import table_link
from agreements.emails.promises import (
    CONFIRM,
    DUE,
    confirm_promise,
    promise_due,
    promise_row,
)
from agreements.emails.turns import turn
from agreements.emails.waiting import waiting, waiting_row
from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderKind

__all__ = [
    "anchor",
    "confirm_promise",
    "ending",
    "lapsed",
    "promise_due",
    "promise_row",
    "row",
    "table_link",
    "turn",
    "waiting",
    "waiting_row",
]

letters.register("agreement.ending", ending)
letters.register("agreements.anchor", anchor)
letters.register("agreements.lapsed", lapsed)
letters.register("agreements.link", table_link)
letters.register("agreements.turn", turn)
letters.register("agreements.waiting", waiting)
letters.register(DUE, promise_due)
letters.register(CONFIRM, confirm_promise)
letters.register_line(ReminderKind.AGREEMENT_ENDING, row)
letters.register_line(ReminderKind.COMMITMENT, promise_row)
letters.register_line(ReminderKind.RENEGOTIATION, waiting_row)
