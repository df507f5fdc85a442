"""How are rows of the pages about mails said in words?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.words import plain_datetime
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import countries_within
from eclt_partners.dashboards.mail_words import (
    day_words,
    silence_words,
    waiting_words,
)
from eclt_partners.dashboards.selectors.mails import JourneyStep
from eclt_partners.dashboards.selectors.next_mails import (
    ComingMail,
    SilentRow,
    subject_url,
)
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.repairing import ENDED, ON_THE_WAY


def countries_seen(actor: Actor) -> list[Country]:
    """Return the countries whose ledger the actor may read. One query."""
    return list(countries_within(actor.scope(Action.SEE_LEDGER)))


def attention_lines(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """Say how many messages need a look, each with the words of its filter."""
    words = {
        "doubt": ngettext(
            "%(n)d message is in doubt", "%(n)d messages are in doubt", counts["doubt"]
        ),
        "refused": ngettext(
            "%(n)d message was refused",
            "%(n)d messages were refused",
            counts["refused"],
        ),
        "late": ngettext(
            "%(n)d message is late", "%(n)d messages are late", counts["late"]
        ),
    }
    return [
        {"show": name, "text": text % {"n": counts[name]}}
        for name, text in words.items()
        if counts[name]
    ]


def mail_lines(mails: Iterable[ComingMail]) -> list[dict[str, Any]]:
    """Return the coming mails, each with the pages its reminders are about."""
    return [
        {
            "mail": mail,
            "when": _by_the_clock_of(mail),
            "rows": [
                {
                    "row": row,
                    "url": subject_url(
                        row.coming.kind,
                        row.coming.subject_id,
                        row.coming.partnership_id,
                    ),
                }
                for row in mail.rows
            ],
        }
        for mail in mails
    ]


def _by_the_clock_of(mail: ComingMail) -> str:
    with timezone.override(mail.time_zone):
        return plain_datetime(mail.send_at)


def silent_lines(rows: Iterable[SilentRow]) -> list[dict[str, Any]]:
    """Return who is not reminded, of what and why, in words."""
    return [
        {
            "row": row,
            "why": silence_words(row.silent),
            "day": day_words(row.silent),
            "url": subject_url(
                row.silent.kind, row.silent.subject_id, row.silent.partnership_id
            ),
        }
        for row in rows
    ]


def journey_lines(journey: Sequence[JourneyStep]) -> list[dict[str, Any]]:
    """Say how long after its time each step of a message came."""
    return [
        {
            "label": step.label,
            "at": step.at,
            "waited": ""
            if step.waited is None
            else _("%(time)s after it was due") % {"time": waiting_words(step.waited)},
        }
        for step in journey
    ]


def can_be_sent_again(mail: Outgoing, again: Iterable[Outgoing]) -> bool:
    """Tell whether a button to send again makes sense; the service decides."""
    is_over = mail.state in ENDED and mail.letter != LIBRARY
    return is_over and not any(each.state in ON_THE_WAY for each in again)
