"""What is owed, what left, what is in doubt? For the ledger, pages and checks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import (
    Bounce,
    DispatcherHeartbeat,
    Outgoing,
    Reminder,
    StoppedAddress,
)

PAGE = 50
NOT_LEFT = [OutgoingState.QUEUED, OutgoingState.CLAIMED]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One reminder that will be owed if nothing changes until then.

    Attributes:
        kind: a `ReminderKind`.
        subject_id: the review or agreement it is about.
        step: code of the rung, for example "T-14".
        send_on: the working day it goes out.
    """

    kind: str
    subject_id: int
    partnership_id: int
    country: str
    step: str
    recipient_key: str
    send_on: date


@dataclass(frozen=True, slots=True)
class MailHealth:
    """How the outbox does at one moment.

    Attributes:
        oldest_due_age: how long the oldest due message or reminder waits; None when
            nothing waits.
        queued_count: messages that wait or are in hand.
        in_doubt_count: messages of which nobody knows whether the relay took them.
        failed_count: messages refused for good in the last seven days.
        last_drain_at: the last time any sender finished; None: never.
    """

    oldest_due_age: timedelta | None
    queued_count: int
    in_doubt_count: int
    failed_count: int
    last_drain_at: datetime | None


def database_now() -> datetime:
    """Return the database's clock: the only one that senders and planners use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def ledger(
    actor: Actor,
    *,
    states: Sequence[OutgoingState] = (),
    before: int | None = None,
    limit: int = PAGE,
) -> list[Outgoing]:
    """Return messages the actor may see, newest first, with reminders and story.

    One query. Go on with `before` = the last row's id (keyset pages).

    Args:
        actor: whose ledger.
        states: only messages in these states; empty: all.
        before: only messages older than this id.
        limit: rows at most.
    """
    rows = Outgoing.objects.visible_to(actor)
    if states:
        rows = rows.filter(state__in=states)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.with_story().order_by("-id")[:limit]
    ask_together(rows)
    return list(rows)


def latest_messages(
    actor: Actor, partnership_id: int, *, limit: int
) -> QuerySet[Outgoing]:
    """Return the newest messages about a partnership that the actor may see.

    Without their bodies: for a list of subjects and states.
    """
    rows = Outgoing.objects.visible_to(actor).about(partnership_id).order_by("-id")
    return rows.only("subject", "due_at", "state")[:limit]


def planned_reminders(actor: Actor, *, limit: int = PAGE) -> list[Reminder]:
    """Return reminders that wait to be put into a message, the next one first."""
    scope = actor.scope(Action.SEE_LEDGER)
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    if not scope.everywhere:
        rows = rows.filter(
            Q(country_code__in=scope.countries)
            | Q(partnership_id__in=scope.partnerships)
        )
    return list(rows.order_by("send_at", "id")[:limit])


def mail_health(*, now: datetime) -> MailHealth:
    """Return how the outbox does; three queries, no network.

    Args:
        now: the present moment, aware.
    """
    waiting = Q(state__in=NOT_LEFT)
    found = Outgoing.objects.aggregate(
        queued=Count("pk", filter=waiting),
        oldest=Min("due_at", filter=waiting & Q(due_at__lte=now)),
        in_doubt=Count("pk", filter=Q(state=OutgoingState.UNCONFIRMED)),
        failed=Count(
            "pk",
            filter=Q(state=OutgoingState.FAILED, due_at__gt=now - timedelta(days=7)),
        ),
    )
    owed = Reminder.objects.filter(
        state=ReminderState.PLANNED, send_at__lte=now
    ).aggregate(oldest=Min("send_at"))["oldest"]
    moments = [moment for moment in (found["oldest"], owed) if moment is not None]
    return MailHealth(
        oldest_due_age=now - min(moments) if moments else None,
        queued_count=found["queued"],
        in_doubt_count=found["in_doubt"],
        failed_count=found["failed"],
        last_drain_at=DispatcherHeartbeat.objects.aggregate(
            latest=Max("last_drain_at")
        )["latest"],
    )


@dataclass(frozen=True, slots=True)
class AddressStory:
    """What became of mail to one address.

    Attributes:
        stopped: since when nothing is mailed to it; None = mail goes there.
        earlier: times in which it was stopped before, the latest first.
        bounces: the latest mails that came back.
    """

    stopped: StoppedAddress | None
    earlier: list[StoppedAddress]
    bounces: list[Bounce]


def address_story(address: str, *, limit: int = 10) -> AddressStory:
    """Return what became of mail to an address, however it is written. Two queries."""
    plain = address.strip().lower()
    rows = list(StoppedAddress.objects.filter(address=plain))
    now_stopped = next((row for row in rows if row.cleared_at is None), None)
    return AddressStory(
        stopped=now_stopped,
        earlier=[row for row in rows if row.cleared_at is not None],
        bounces=list(Bounce.objects.filter(address=plain)[:limit]),
    )


def stopped_addresses(addresses: Iterable[str]) -> set[str]:
    """Return those of some addresses to which nothing is mailed, in small letters."""
    plain = {address.strip().lower() for address in addresses if address}
    rows = StoppedAddress.objects.filter(address__in=plain, cleared_at=None)
    return set(rows.values_list("address", flat=True))
