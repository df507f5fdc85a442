"""Which page tells people whether mails leave?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.dashboards.mail_words import waiting_words
from eclt_partners.dashboards.rules.freshness import DRAIN_MAX_AGE, MAIL_MAX_WAIT
from eclt_partners.dashboards.selectors.health import drained_at, mails_are_well
from eclt_partners.notifications.figures import MailFigures, mail_figures
from eclt_partners.notifications.selectors import MailHealth
from eclt_partners.notifications.selectors import mail_health as health_of_mails
from eclt_partners.notifications.services import CELERY, FALLBACK

DISPATCHERS: Final[dict[str, Promise]] = {
    CELERY: gettext_lazy("The worker"),
    FALLBACK: gettext_lazy("The stand-in for the worker"),
    "reconciler": gettext_lazy("The second look for gaps"),
    "journal": gettext_lazy("The mailbox with the copies"),
}


@require_safe
def mail_health(request: HttpRequest) -> HttpResponse:
    """Say in words whether mails leave, with ways into the filtered ledger."""
    actor = acting(request)
    require(actor, Action.SEE_MAIL_HEALTH)
    now = timezone.now()
    health, figures = health_of_mails(now=now), mail_figures(now=now)
    reads = actor.may_somewhere(Action.SEE_LEDGER)
    context = {
        "is_well": mails_are_well(health, figures, now=now),
        "lines": [
            *_counts(health, reads=reads),
            *_second_look(figures),
            _last_drain(figures, now),
            *_signs_of_life(figures, now),
        ],
        "may_setup": actor.may_somewhere(Action.MANAGE_PEOPLE),
    }
    return render(request, "dashboards/mail_health.html", context)


def _counts(health: MailHealth, *, reads: bool) -> Iterator[dict[str, Any]]:
    """Say what waits, is in doubt or was refused; linked for readers of the ledger."""
    waits = health.oldest_due_age
    yield {
        "label": _("The oldest due mail waits"),
        "value": waiting_words(waits) if waits else _("none waits"),
        "url": _filtered("late") if reads and waits else "",
        "note": _("a look is due after %(time)s")
        % {"time": waiting_words(MAIL_MAX_WAIT)},
    }
    rows = [
        (_("Waiting to go out"), health.queued_count, "waiting", ""),
        (
            _("In doubt"),
            health.in_doubt_count,
            "doubt",
            _("nobody knows whether the mail server took them"),
        ),
        (_("Refused in the last 7 days"), health.failed_count, "refused", ""),
    ]
    for label, count, show, note in rows:
        words = ngettext("%(n)d message", "%(n)d messages", count) % {"n": count}
        url = _filtered(show) if reads and count else ""
        yield {"label": label, "value": words, "url": url, "note": note}


def _second_look(figures: MailFigures) -> Iterator[dict[str, Any]]:
    """Say what the second look found, and how quickly mails of the last day left."""
    count = figures.holes_count
    yield {
        "label": _("Gaps in the ledger"),
        "value": ngettext("%(n)d gap", "%(n)d gaps", count) % {"n": count},
        "note": _("reminders that are owed and were not planned, or lost their mail"),
    }
    if figures.dwell_p99_seconds is not None:
        slowest = timedelta(seconds=figures.dwell_p99_seconds)
        yield {
            "label": _("99 of 100 mails of the last day left within"),
            "value": waiting_words(slowest),
        }


def _last_drain(figures: MailFigures, now: datetime) -> dict[str, Any]:
    drained = drained_at(figures)
    return {
        "label": _("Mails were last gone through"),
        "value": _ago(drained, now) if drained else _("never"),
        "note": _("a look is due after %(time)s")
        % {"time": waiting_words(DRAIN_MAX_AGE)},
    }


def _signs_of_life(figures: MailFigures, now: datetime) -> Iterator[dict[str, Any]]:
    """Say of each that sends mails when it last gave a sign of life."""
    for name, at in sorted(figures.ticks.items()):
        yield {"label": str(DISPATCHERS.get(name, name)), "value": _ago(at, now)}


def _ago(moment: datetime, now: datetime) -> str:
    return _("%(time)s ago") % {"time": waiting_words(now - moment)}


def _filtered(show: str) -> str:
    return f"{reverse('dashboards:ledger')}?show={show}"
