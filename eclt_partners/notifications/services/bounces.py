"""What follows when a mail does not reach its address?

A report counts once, however often it is read. An address that is at fault is stopped
at once; one that fails for a passing reason after several mails in a row.
"""

import hashlib
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.choices import (
    BounceSource,
    FailureKind,
    OutgoingState,
)
from eclt_partners.notifications.envelope import message_of_token
from eclt_partners.notifications.mailboxes import Mailbox, open_mailbox
from eclt_partners.notifications.models import Bounce, Outgoing, StoppedAddress
from eclt_partners.notifications.rules.bounces import (
    SOFT_IN_A_ROW,
    Report,
    kind_of_refusal,
    read_report,
    status_of,
)
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.services.addresses import plain_address, stop_address

log = structlog.get_logger(__name__)

LEFT_OUR_HANDS = [OutgoingState.SENT, OutgoingState.UNCONFIRMED, OutgoingState.FAILED]


def read_bounces(*, now: datetime) -> int:
    """Read the mailbox of the settings to which undeliverable mail comes back.

    Returns:
        How many reports were new; 0 without a mailbox.

    Raises:
        MailboxAwayError: it cannot be read now.
    """
    if not settings.BOUNCES_URL:
        return 0
    with open_mailbox(settings.BOUNCES_URL) as box:
        return read_reports(box, now=now)


def read_reports(box: Mailbox, *, now: datetime) -> int:
    """Read every unread mail of a mailbox; what was read is marked after its commit.

    Anybody may write to this address: a mail that cannot be read is passed over, so
    that it stands in the way of nothing behind it.

    Returns:
        How many reports were new.
    """
    fresh = 0
    for uid, raw in box.unread():
        report = _read(raw)
        fresh += report is not None and _take(report, raw, now=now)
        box.mark_seen(uid)
    return fresh


def _read(raw: bytes, **whose: str) -> Report | None:
    """Return what a mail reports; None too for one that is too crooked to be read."""
    try:
        return read_report(raw, **whose)
    except Exception as error:  # noqa: BLE001 - whatever it is, it fails alone
        log.warning("bounce.unreadable", error=type(error).__name__, size=len(raw))
        return None


def note_refusal(message: Outgoing, *, reply: Reply, now: datetime) -> None:
    """Note that our own relay refused the address of a message."""
    report = Report("", kind_of_refusal(reply), status_of(reply), reply.text)
    report_id = f"relay:{message.pk}:{now:%Y%m%dT%H%M%S}"
    _note(message, report, source=BounceSource.RELAY, report_id=report_id, now=now)


def _take(report: Report, raw: bytes, *, now: datetime) -> bool:
    """Note a report about a mail of ours; anything else in the mailbox is left alone.

    The journal's copy travels in the same envelope: that it came back is not its
    reader's fault.
    """
    number = message_of_token(report.token) if report.token else None
    message = Outgoing.objects.filter(pk=number).first() if number else None
    if message is None or message.state not in LEFT_OUR_HANDS:
        log.info("bounce.of_nothing", has_token=bool(report.token))
        return False
    journal = plain_address(settings.JOURNAL_ADDRESS)
    reader = plain_address(message.to_address)
    if journal != reader:
        of_reader = _read(raw, but_of=journal, of=reader)
        if of_reader is None:
            log.warning("bounce.of_copy", message=message.pk, status=report.status)
            return False
        report = of_reader
    report_id = f"mail:{hashlib.sha256(raw).hexdigest()}"
    return _note(
        message, report, source=BounceSource.REPORT, report_id=report_id, now=now
    )


@transaction.atomic
def _note(
    message: Outgoing,
    report: Report,
    *,
    source: BounceSource,
    report_id: str,
    now: datetime,
) -> bool:
    """Write a report down and stop the address when it is time.

    Returns:
        False when the report is known already.
    """
    address = plain_address(message.to_address)
    _row, is_new = Bounce.objects.get_or_create(
        report_id=report_id,
        defaults={
            "outgoing": message,
            "address": address,
            "at": now,
            "source": source,
            "kind": report.kind,
            "status": report.status,
            "reply": report.reply[:500],
        },
    )
    if is_new and (report.kind == FailureKind.HARD or _failed_in_a_row(address)):
        _stop(message, report, address, now=now)
    return is_new


def _stop(message: Outgoing, report: Report, address: str, *, now: datetime) -> None:
    stopped = stop_address(
        address, now=now, kind=report.kind, reply=report.reply, by=SYSTEM.key
    )
    if stopped is None:
        return
    log.warning("address.stopped", message=message.pk, status=report.status)
    audit.record(
        "notifications.address.stopped",
        actor=SYSTEM,
        subject=stopped,
        now=now,
        place=Place(message.country_code, message.partnership_id),
        facts={"status": report.status, "kind": str(report.kind)},
    )


def _failed_in_a_row(address: str) -> bool:
    """Tell whether the newest messages to an address all came back since it was cleared."""
    newest = (
        Outgoing.objects.annotate(plain=Lower("to_address"))
        .filter(plain=address, state__in=LEFT_OUR_HANDS)
        .order_by("-pk")
        .values_list("pk", flat=True)[:SOFT_IN_A_ROW]
    )
    bounces = Bounce.objects.filter(outgoing__in=list(newest))
    cleared = (
        StoppedAddress.objects.filter(address=address, cleared_at__isnull=False)
        .order_by("-cleared_at")
        .values_list("cleared_at", flat=True)
        .first()
    )
    if cleared is not None:
        bounces = bounces.filter(at__gt=cleared)
    return bounces.values("outgoing").distinct().count() == SOFT_IN_A_ROW
