"""What does the mail ledger show?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.ladder_words import step_words
from eclt_partners.dashboards.mail_words import reply_words, settled_by_words, why_words
from eclt_partners.dashboards.selectors.history import actor_names
from eclt_partners.dashboards.selectors.next_mails import subject_url
from eclt_partners.notifications.ledger_filters import LedgerFilters
from eclt_partners.notifications.links import without_links
from eclt_partners.notifications.models import (
    RESTRICTED,
    Outgoing,
    OutgoingEvent,
    Reminder,
)
from eclt_partners.notifications.selectors import (
    again,
    attention_counts,
    first_of,
    ledger,
)
from partners.models import Partnership

PAGE = 50


@dataclass(frozen=True, slots=True)
class MailRow:
    """One message with the name of its recipient and its partnership."""

    mail: Outgoing
    recipient: str
    partnership: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of the ledger, and how many messages need a look.

    Attributes:
        older_than: where the next page begins; None on the last.
        counts: in doubt, refused, late; of everything the actor may see.
    """

    rows: Sequence[MailRow]
    older_than: int | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder in a message: what it is about, and where that stands."""

    reminder: Reminder
    step: str
    url: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened to a message.

    Attributes:
        meaning: of the mail server's answer, or why nobody needed it, in words.
        by: who had a hand in it; "" = nobody.
    """

    event: OutgoingEvent
    meaning: str
    by: str


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One moment on the way of a message, and how long it waited for it."""

    label: Promise
    at: datetime
    waited: timedelta | None


@dataclass(frozen=True, slots=True)
class MessageStory:
    """One message and everything that happened to it, oldest first.

    Attributes:
        again: the messages that were sent again for it.
        first: the message that this one was sent again for.
    """

    row: MailRow
    events: Sequence[EventRow]
    reminders: Sequence[ReminderRow]
    journey: Sequence[JourneyStep]
    again: Sequence[Outgoing]
    first: int | None

    @property
    def text(self) -> str:
        """The text as it was mailed, without personal links; they work like keys."""
        return without_links(self.row.mail.text_body, gettext("(personal link)"))


def ledger_page(
    actor: Actor, *, filters: LedgerFilters, before: str, now: datetime
) -> LedgerPage:
    """Return a page of messages. Four queries.

    Args:
        actor: whose ledger.
        filters: which messages.
        before: the id of the last row of the page before, as text from the address.
        now: the moment, aware.
    """
    mails = ledger(
        actor,
        filters=filters,
        before=int(before[:18]) if before.isdecimal() else None,
        limit=PAGE + 1,
    )
    shown = mails[:PAGE]
    names = actor_names(row.recipient_key for row in shown)
    places = _places(shown)
    return LedgerPage(
        rows=[_mail_row(mail, names, places) for mail in shown],
        older_than=shown[-1].pk if len(mails) > PAGE else None,
        counts=attention_counts(actor, now=now),
    )


def messages_in_scope(actor: Actor) -> QuerySet[Outgoing]:
    """Return the messages about what the actor may see; the right comes on top."""
    scope = actor.scope(Action.SEE)
    found = Outgoing.objects.exclude(letter__startswith=RESTRICTED)
    if scope.everywhere:
        return found
    return found.filter(
        Q(country_code__in=scope.countries) | Q(partnership_id__in=scope.partnerships)
    )


def message_story(mail: Outgoing) -> MessageStory:
    """Return one message with its states and the reminders it carries. Five queries."""
    events, reminders = mail.events.all(), mail.reminders.all()
    second = again(mail)
    ask_together(events, reminders, second)
    names = actor_names([mail.recipient_key, *(event.by for event in events)])
    return MessageStory(
        row=_mail_row(mail, names, _places([mail])),
        events=[
            EventRow(event, _meaning(event), _by(event, names)) for event in events
        ],
        reminders=[
            ReminderRow(
                each,
                step_words(each.kind, each.step),
                subject_url(each.kind, each.subject_id, each.partnership_id),
            )
            for each in reminders
        ],
        journey=list(_journey(mail)),
        again=list(second),
        first=first_of(mail),
    )


def _meaning(event: OutgoingEvent) -> str:
    """Say what it means; a why without a name is a short code."""
    is_code = bool(event.why) and not event.by
    return why_words(event.why) if is_code else reply_words(event.code)


def _by(event: OutgoingEvent, names: Mapping[str, str]) -> str:
    """Say who ended a doubt or sent again; "" where nobody had a hand in it."""
    if not event.by:
        return ""
    known = names.get(event.by) or settled_by_words(event.by)
    return known or gettext("Somebody who is no longer known")


def _journey(mail: Outgoing) -> Iterator[JourneyStep]:
    """Say when it was due, written, handed over and sent, one after the other."""
    yield JourneyStep(pgettext_lazy("mail", "Due"), mail.due_at, None)
    moments = [
        (_("Written"), mail.rendered_at),
        (_("Handed to the mail server"), mail.dot_at),
        (pgettext_lazy("mail", "Sent"), mail.sent_at),
    ]
    for label, moment in moments:
        if moment is not None:
            waited = max(moment - mail.due_at, timedelta())
            yield JourneyStep(label, moment, waited)


def _mail_row(
    mail: Outgoing, names: Mapping[str, str], places: Mapping[int, str]
) -> MailRow:
    return MailRow(
        mail=mail,
        recipient=names.get(mail.recipient_key, mail.to_address),
        partnership=places.get(mail.partnership_id or 0, ""),
    )


def _places(rows: Sequence[Outgoing]) -> dict[int, str]:
    ids = {row.partnership_id for row in rows if row.partnership_id is not None}
    return dict(Partnership.objects.filter(pk__in=ids).values_list("pk", "name"))
