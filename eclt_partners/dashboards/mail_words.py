"""How are the answers of mail servers, silence and waiting said in plain words?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.silence import Silence
from eclt_partners.notifications.services import Silent
from partners.choices import Side

# RFC 5321 4.2.3; what people need to know of it.
_REPLY_WORDS: Final[Mapping[int, Promise]] = {
    250: _("accepted"),
    421: _("the mail server is busy or closing; we try again"),
    450: _("the mailbox is busy; we try again"),
    451: _("the mail server has a problem of its own; we try again"),
    452: _("the mail server is full; we try again"),
    530: _("the mail server wants us to sign in"),
    535: _("the mail server does not accept our password"),
    550: _("there is no such mailbox, or it takes no mail from us"),
    551: _("the person's mail is somewhere else"),
    552: _("the mailbox is full, or the mail is too large"),
    553: _("the address is not written as addresses are"),
    554: _("the mail server refuses the mail"),
}
_FOR_NOW: Final = range(400, 500)
_FOR_GOOD: Final = range(500, 600)


def reply_words(code: int | None) -> str:
    """Say what the code of a mail server means; "" without one."""
    if not code:
        return ""
    if code in _REPLY_WORDS:
        return str(_REPLY_WORDS[code])
    if code in _FOR_NOW:
        return gettext("the mail server cannot take it now; we try again")
    if code in _FOR_GOOD:
        return gettext("the mail server refuses it for good")
    return gettext("accepted")


def waiting_words(waited: timedelta) -> str:
    """Say how long something took: "3 minutes"; the largest unit is enough."""
    seconds = int(waited.total_seconds())
    units = [
        (86400, ngettext("%(n)d day", "%(n)d days", seconds // 86400)),
        (3600, ngettext("%(n)d hour", "%(n)d hours", seconds // 3600)),
        (60, ngettext("%(n)d minute", "%(n)d minutes", seconds // 60)),
        (1, ngettext("%(n)d second", "%(n)d seconds", seconds)),
    ]
    for size, words in units:
        if seconds >= size:
            return words % {"n": seconds // size}
    return gettext("less than a second")


# Who ends a doubt without a person: names of notifications.services.naming.
_SETTLED_BY: Final[Mapping[str, Promise]] = {
    "journal": _("The copies of sent mails"),
    "relay": _("The mail server"),
    "waited": _("The system, after waiting long enough"),
}


def settled_by_words(name: str) -> str:
    """Say what ended a doubt when no person did; "" for a name it does not know."""
    return str(_SETTLED_BY.get(name, ""))


_SILENCE_WORDS: Final[Mapping[Silence, Promise]] = {
    Silence.NOBODY: _("nobody is named"),
    Silence.LEFT: _("has left"),
    Silence.NO_ADDRESS: _("has no e-mail address"),
    Silence.BOUNCED: _("mails to the address came back"),
    Silence.REFUSED: _("said: I am not the right person"),
    Silence.ANSWERED: _("has answered"),
    Silence.REPORTED: _("has reported; the other side is asked whether it is so"),
    Silence.MOVED: _("the review was moved to %(date)s"),
    Silence.LIMIT: _("has had four mails about this review, nobody gets more"),
    Silence.CLOSED: _("nothing is asked any more: the review waits for its talk"),
    Silence.UNWANTED: _("does not want early notices"),
    Silence.CANCELLED: _("the last reminder was taken back: %(why)s"),
    Silence.OVERTAKEN: _("the last reminder was overtaken: %(why)s"),
    Silence.NOT_IN_USE: _("the steps to come are not in use"),
    Silence.ALL_SENT: _("all reminders have gone out"),
    Silence.NO_STEP: _("no step of the ladder goes to this person"),
    Silence.PASSED: _("the days of all its reminders had passed before"),
    Silence.LATER: _("the next reminder comes later than these days"),
}
# What is due on the day beside a person.
_DAY_WORDS: Final[Mapping[ReminderKind, Promise]] = {
    ReminderKind.REVIEW: _("answers due %(date)s"),
    ReminderKind.AGREEMENT_ENDING: _("agreement ends %(date)s"),
    ReminderKind.COMMITMENT: _("promise due %(date)s"),
    ReminderKind.SAFEGUARDING_CHECK: _("safeguarding check valid until %(date)s"),
    ReminderKind.RENEGOTIATION: _("change of an agreement, answer due %(date)s"),
    ReminderKind.AFTER_CHECK: _("check after the end due %(date)s"),
}
# Why a reminder was taken back or overtaken, as the database stores it.
_WHY_WORDS: Final[Mapping[str, Promise]] = {
    "answered": _("it was answered"),
    "reported": _("it was reported"),
    "moved": _("the day was moved"),
    "left": _("the person left"),
    "somebody else leads": _("somebody else leads now"),
    "new version": _("a new version was signed"),
    "asked now": _("somebody asked by hand"),
    "missed": _("its day was missed, a later step went out"),
    "later step": _("a later step came before it left"),
    "too late": _("it was no longer worth sending"),
    "nothing to say": _("there was nothing to say any more"),
    "ladder changed": _("the ladder was changed after its day"),
    "step taken out": _("its step was taken out of the ladder"),
    "bounced": _("mails to the address came back"),
    "no address": _("the person has no address any more"),
    "not the right person": _("the person said: I am not the right person"),
    "not wanted": _("the person does not want this kind of mail"),
    "closed": _("the review was closed for answers"),
    "talk_held": _("the talk was held"),
    "completed": _("the review was completed"),
    "lapsed": _("the review lapsed"),
    "cancelled": _("the review was cancelled"),
    "ended": _("the partnership ended"),
}


def why_words(why: str) -> str:
    """Say why a reminder was taken back or overtaken."""
    return str(_WHY_WORDS.get(why, why))


def silence_words(silent: Silent) -> str:
    """Say why somebody is not reminded."""
    return str(_SILENCE_WORDS[silent.reason]) % {
        "date": plain_date(silent.due_on),
        "why": why_words(silent.why),
    }


def day_words(silent: Silent) -> str:
    """Say what it is that somebody is not reminded of, and when that is due."""
    words = _DAY_WORDS[ReminderKind(silent.kind)]
    return str(words) % {"date": plain_date(silent.due_on)}


def nobody_words(silent: Silent) -> str:
    """Name the part for which nobody is named."""
    if silent.speaks == Side.FOUNDATION:
        return gettext("Lead of the foundation")
    if silent.kind == ReminderKind.AFTER_CHECK:
        return gettext("Whom we ask after the end")
    return gettext("Lead of the partner")
