"""What is owed, what left, what is in doubt? For the ledger, pages and checks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from eclt_partners.common.actor import Actor, Scope
from eclt_partners.common.asking import ask_together
from eclt_partners.notifications.choices import (
    Audience,
    OutgoingState,
    ReminderKind,
    ReminderState,
)
from eclt_partners.notifications.ledger_filters import (
    LedgerFilters,
    late,
    needs_attention,
)
from eclt_partners.notifications.models import (
    Bounce,
    LadderStep,
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
        due_on: the day that its ladder counts from means: answers due, an ending.
        send_at: the moment it goes out, in the morning of its reader.
        time_zone: of its reader.
    """

    kind: str
    subject_id: int
    partnership_id: int
    country: str
    step: str
    recipient_key: str
    send_on: date
    due_on: date
    send_at: datetime
    time_zone: str

    def is_in(self, scope: Scope) -> bool:
        """Whether it belongs to a place of the scope."""
        return (
            scope.everywhere
            or self.country in scope.countries
            or self.partnership_id in scope.partnerships
        )


@dataclass(frozen=True, slots=True)
class MailHealth:
    """How the outbox does at one moment.

    Attributes:
        oldest_due_age: how long the oldest due message or reminder waits; None when
            nothing waits.
        queued_count: messages that wait or are in hand.
        in_doubt_count: messages of which nobody knows whether the relay took them.
        failed_count: messages refused for good in the last seven days.
    """

    oldest_due_age: timedelta | None
    queued_count: int
    in_doubt_count: int
    failed_count: int


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
    filters: LedgerFilters | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[Outgoing]:
    """Return messages the actor may see, newest first, with reminders and story.

    One query. Go on with `before` = the last row's id (keyset pages).

    Args:
        actor: whose ledger.
        states: only messages in these states; empty: all.
        filters: what else is asked; None: nothing.
        before: only messages older than this id.
        limit: rows at most.
    """
    rows = Outgoing.objects.visible_to(actor)
    if filters is not None:
        rows = filters.of(rows)
    if states:
        rows = rows.filter(state__in=states)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.with_story().order_by("-id")[:limit]
    ask_together(rows)
    return list(rows)


def attention_counts(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Return how many messages are in doubt, refused and late. One query.

    Args:
        actor: whose ledger.
        now: the present moment, aware.
    """
    found = Outgoing.objects.visible_to(actor).filter(needs_attention(now))
    counts: dict[str, int] = found.aggregate(
        doubt=Count("pk", filter=Q(state=OutgoingState.UNCONFIRMED)),
        refused=Count("pk", filter=Q(state=OutgoingState.FAILED)),
        late=Count("pk", filter=late(now)),
    )
    return counts


def latest_messages(
    actor: Actor, partnership_id: int, *, limit: int
) -> QuerySet[Outgoing]:
    """Return the newest messages about a partnership that the actor may see.

    Without their bodies: for a list of subjects and states. What nobody needed any more
    before it was written has no subject; the ledger holds it.
    """
    never_written = Q(state=OutgoingState.CANCELLED, subject="")
    rows = Outgoing.objects.visible_to(actor).about(partnership_id).order_by("-id")
    rows = rows.exclude(never_written)
    return rows.only("subject", "letter", "due_at", "state")[:limit]


def steps_to(kind: ReminderKind, audiences: Collection[Audience]) -> list[str]:
    """Return the codes of the steps of a ladder that go to somebody of `audiences`.

    Also of steps that were taken out: reminders of them may be on their way.
    """
    rows = LadderStep.objects.filter(kind=kind, audience__in=audiences)
    return list(rows.values_list("code", flat=True))


def letter_of_step(kind: str, code: str) -> str:
    """Return which mail a step carries; "" for one that no ladder ever had. One query."""
    rows = LadderStep.objects.filter(kind=kind, code=code)
    return rows.values_list("letter", flat=True).first() or ""


def mail_health(*, now: datetime) -> MailHealth:
    """Return how the outbox does; two queries, no network.

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
    )


def again(mail: Outgoing) -> QuerySet[Outgoing]:
    """Return the messages that people sent again for this one, the first first."""
    rows = Outgoing.objects.filter(dedupe_key__startswith=f"again:{mail.pk}:")
    return rows.order_by("pk")


def first_of(mail: Outgoing) -> int | None:
    """Return the number of the message that this one was sent again for, if any."""
    what, _colon, rest = mail.dedupe_key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if what == "again" and number.isdecimal() else None


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


def every_stopped_address() -> QuerySet[StoppedAddress, str]:
    """Return all addresses to which nothing is mailed, in small letters."""
    stopped = StoppedAddress.objects.filter(cleared_at=None)
    return stopped.values_list("address", flat=True)


def stops_among(addresses: QuerySet[Any, str]) -> QuerySet[StoppedAddress]:
    """Return what is stopped of the addresses, in small letters, that a query finds."""
    return StoppedAddress.objects.filter(address__in=addresses, cleared_at=None)
