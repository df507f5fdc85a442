"""How are ladders of reminders and their steps said in plain words?"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.rules.ladders import (
    DAYS,
    MOST_TO_RATERS,
    PREFIX,
    Problem,
    day_of,
)


class _Days(NamedTuple):
    """How the days of a ladder are said: before its date, on it, after it."""

    before: object
    on: Promise
    after: object


_DAY_WORDS: Final[Mapping[tuple[str, str], _Days]] = {
    (ReminderKind.REVIEW, "T"): _Days(
        ngettext_lazy(
            "%(n)d day before answers are due", "%(n)d days before answers are due", "n"
        ),
        _("On the day answers are due"),
        ngettext_lazy(
            "%(n)d day after answers were due",
            "%(n)d days after answers were due",
            "n",
        ),
    ),
    (ReminderKind.AGREEMENT_ENDING, "T"): _Days(
        ngettext_lazy(
            "%(n)d day before the agreement ends",
            "%(n)d days before the agreement ends",
            "n",
        ),
        _("On the day the agreement ends"),
        "",
    ),
    (ReminderKind.COMMITMENT, "T"): _Days(
        ngettext_lazy(
            "%(n)d day before the promise is due",
            "%(n)d days before the promise is due",
            "n",
        ),
        _("On the day the promise is due"),
        ngettext_lazy(
            "%(n)d day after the promise was due",
            "%(n)d days after the promise was due",
            "n",
        ),
    ),
    (ReminderKind.COMMITMENT, "C"): _Days(
        "",
        _("On the day of the report"),
        ngettext_lazy("%(n)d day after the report", "%(n)d days after the report", "n"),
    ),
    (ReminderKind.SAFEGUARDING_CHECK, "T"): _Days(
        ngettext_lazy(
            "%(n)d day before the check expires",
            "%(n)d days before the check expires",
            "n",
        ),
        _("On the day the check expires"),
        "",
    ),
    (ReminderKind.RENEGOTIATION, "T"): _Days(
        "",
        _("On the first day"),
        ngettext_lazy("After %(n)d day of waiting", "After %(n)d days of waiting", "n"),
    ),
    (ReminderKind.AFTER_CHECK, "T"): _Days(
        ngettext_lazy(
            "%(n)d day before the check is due",
            "%(n)d days before the check is due",
            "n",
        ),
        _("On the day the check is due"),
        ngettext_lazy(
            "%(n)d day after the check was due",
            "%(n)d days after the check was due",
            "n",
        ),
    ),
}
LETTER_WORDS: Final[Mapping[str, Promise]] = {
    "review.heads_up": _("A month ahead: who answers, when do we talk?"),
    "review.invitation": _("Invitation to answer"),
    "review.short_reminder": _("Short reminder"),
    "review.due_today": _("Due today"),
    "review.late": _("Late: answer by phone or on paper"),
    "review.leads_count": _("How many have answered"),
    "review.overdue": _("Overdue"),
    "review.decide": _("Decide: talk, move or cancel"),
    "review.out_of_date": _("Out of date"),
    "agreement.ending": _("An agreement ends"),
    "promise.due": _("A promise is due"),
    "promise.confirm": _("The other side reported: do you agree?"),
    "check.expiring": _("A safeguarding check expires"),
    "agreements.waiting": _("A change waits for you"),
    "after.due": _("A check after the end is due"),
}
# Where the one audience of a ladder has a name of its own.
_AUDIENCE_WORDS: Final[Mapping[str, Promise]] = {
    "promise.due": _("Whoever looks after the promise"),
    "promise.confirm": _("The other side"),
    "check.expiring": _("The lead of the foundation"),
    "agreements.waiting": _("Whoever is waited for"),
    "after.due": _("Whom we ask, and the lead of the foundation"),
}


def step_words(kind: str, code: str) -> str:
    """Say when a step goes out: "14 days before answers are due"."""
    named = day_of(code)
    if named is None:
        return gettext("Asked by hand")
    prefix, days = named
    return _day_words(kind, prefix, days) or code


def day_words(kind: str, letter: str, days: int) -> str:
    """Say when a step goes out that has no code yet."""
    return _day_words(kind, PREFIX.get(letter, "T"), days)


def _day_words(kind: str, prefix: str, days: int) -> str:
    words = _DAY_WORDS.get((kind, prefix))
    if words is None:
        return ""
    if days == 0:
        return str(words.on)
    return str((words.before if days < 0 else words.after) % {"n": abs(days)})  # type: ignore[operator]


def audience_words(letter: str, audience: str) -> str:
    """Say to whom a step goes: "Everyone who answers"."""
    return str(_AUDIENCE_WORDS.get(letter) or Audience(audience).label)


def problem_words(kind: ReminderKind, problem: Problem) -> str:
    """Say what is wrong with a ladder, and how to mend it."""
    first, last = DAYS[kind]
    if problem == Problem.DAY_OUT_OF_RANGE and first > 0:
        words = gettext("Choose a day from %(first)d to %(last)d days of waiting")
        return words % {"first": first, "last": last}
    return str(_PROBLEM_WORDS[problem]) % {
        "most": MOST_TO_RATERS,
        "before": -first,
        "after": last,
    }


_PROBLEM_WORDS: Final[Mapping[Problem, Promise]] = {
    Problem.NO_STEP: _(
        "Leave at least one step in use: without one nobody is reminded"
    ),
    Problem.SAME_DAY: _("Two steps are on this day: give one of them another day"),
    Problem.WRONG_AUDIENCE: _(
        "This mail is not written for these people: choose others, or another mail"
    ),
    Problem.TOO_MANY_TO_RATERS: _(
        "Keep at most %(most)d steps in use that go to those who answer"
    ),
    Problem.ESCALATES_EARLY: _(
        "Managers and directors are told after the due date: choose a later day"
    ),
    Problem.AFTER_ANSWERS_END: _(
        "A review closes 16 days after answers were due: choose an earlier day"
    ),
    Problem.DAY_OUT_OF_RANGE: _(
        "Choose a day from %(before)d days before to %(after)d days after"
    ),
    Problem.COUNTS_FOR_NOBODY: _(
        "Only mails to those who answer count among the four: untick it"
    ),
}
