"""What does the mail ledger show?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.history import actor_names
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.links import without_links
from eclt_partners.notifications.models import (
    Outgoing,
    OutgoingEvent,
    Reminder,
)
from eclt_partners.notifications.selectors import ledger, planned_reminders
from partners.models import Partnership

PAGE = 50
GROUPS: Final[Mapping[str, tuple[Promise, Sequence[OutgoingState]]]] = {
    "": (_("All"), ()),
    "waiting": (
        _("Waiting"),
        (OutgoingState.QUEUED, OutgoingState.CLAIMED, OutgoingState.DOT),
    ),
    "sent": (_("Sent"), (OutgoingState.SENT,)),
    "trouble": (
        _("Refused or in doubt"),
        (OutgoingState.FAILED, OutgoingState.UNCONFIRMED),
    ),
    "dropped": (
        _("No longer needed"),
        (OutgoingState.CANCELLED, OutgoingState.SUPERSEDED),
    ),
}


@dataclass(frozen=True, slots=True)
class GroupLink:
    """One choice above the list."""

    key: str
    label: Promise
    is_current: bool


@dataclass(frozen=True, slots=True)
class MailRow:
    """One message with the name of its recipient and its partnership."""

    mail: Outgoing
    recipient: str
    partnership: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One reminder that waits for its day."""

    reminder: Reminder
    recipient: str
    partnership: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of the ledger, and what is planned."""

    groups: Sequence[GroupLink]
    group: str
    rows: Sequence[MailRow]
    older_than: int | None
    planned: Sequence[PlannedRow]


@dataclass(frozen=True, slots=True)
class MessageStory:
    """One message and everything that happened to it, oldest first."""

    row: MailRow
    events: Sequence[OutgoingEvent]
    reminders: Sequence[Reminder]

    @property
    def text(self) -> str:
        """The text as it was mailed, without personal links; they work like keys."""
        return without_links(self.row.mail.text_body, gettext("(personal link)"))


def ledger_page(actor: Actor, *, group: str, before: str, now: datetime) -> LedgerPage:
    """Return a page of messages and the planned reminders. A fixed number of queries.

    Args:
        actor: whose ledger.
        group: a key of `GROUPS`; anything else shows all.
        before: the id of the last row of the page before, as text from the address.
        now: the moment, aware.
    """
    chosen = group if group in GROUPS else ""
    mails = ledger(
        actor,
        states=GROUPS[chosen][1],
        before=int(before) if before.isdecimal() else None,
        limit=PAGE,
    )
    planned = planned_reminders(actor, limit=PAGE)
    every: list[Outgoing | Reminder] = [*mails, *planned]
    names = actor_names(row.recipient_key for row in every)
    places = _places(every)
    return LedgerPage(
        groups=[
            GroupLink(key, label, key == chosen)
            for key, (label, _states) in GROUPS.items()
        ],
        group=chosen,
        rows=[_mail_row(mail, names, places) for mail in mails],
        older_than=mails[-1].pk if len(mails) == PAGE else None,
        planned=[
            PlannedRow(
                each,
                names.get(each.recipient_key, each.to_address),
                places.get(each.partnership_id, ""),
            )
            for each in planned
        ],
    )


def messages_in_scope(actor: Actor) -> QuerySet[Outgoing]:
    """Return the messages about what the actor may see; the right comes on top."""
    scope = actor.scope(Action.SEE)
    if scope.everywhere:
        return Outgoing.objects.all()
    return Outgoing.objects.filter(
        Q(country_code__in=scope.countries) | Q(partnership_id__in=scope.partnerships)
    )


def message_story(mail: Outgoing) -> MessageStory:
    """Return one message with its states and the reminders it carries."""
    names, places = actor_names([mail.recipient_key]), _places([mail])
    return MessageStory(
        row=_mail_row(mail, names, places),
        events=list(mail.events.all()),
        reminders=list(mail.reminders.all()),
    )


def _mail_row(
    mail: Outgoing, names: Mapping[str, str], places: Mapping[int, str]
) -> MailRow:
    return MailRow(
        mail=mail,
        recipient=names.get(mail.recipient_key, mail.to_address),
        partnership=places.get(mail.partnership_id or 0, ""),
    )


def _places(rows: Sequence[Outgoing | Reminder]) -> dict[int, str]:
    ids = {row.partnership_id for row in rows if row.partnership_id is not None}
    return dict(Partnership.objects.filter(pk__in=ids).values_list("pk", "name"))
