"""How does one hash over all agreements leave the house each night?

Whoever owns the database could compute every chain anew. The hash that lies in the
mailboxes of several people would no longer fit (trust 2.2, docs/adr/0026).
"""

from datetime import UTC, datetime

from django.db import transaction

from agreements.models import Anchor
from agreements.selectors.anchors import anchor_of
from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.selectors import people_of_all
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.services.queueing import Recipient, queue

KEEPERS = (Role.DIRECTOR, Role.AUDITOR)


@transaction.atomic
def store_anchor(*, now: datetime) -> Anchor:
    """Store the anchor of today, once, and mail it to directors and auditors.

    Run by beat; any number of runs a day gives one row and one mail a person.

    Args:
        now: the present moment, aware; the day is that of UTC.
    """
    day = now.astimezone(UTC).date()
    found, count = anchor_of(day)
    anchor, is_new = Anchor.objects.get_or_create(
        day=day,
        defaults={"hash": found, "agreement_count": count, "created_at": now},
    )
    if is_new:
        _tell(anchor, now=now)
        audit.record(
            "agreements.anchor.stored",
            actor=SYSTEM,
            subject=anchor,
            now=now,
            place=Place(),
            facts={"hash": anchor.hash, "agreements": anchor.agreement_count},
        )
    return anchor


def _tell(anchor: Anchor, *, now: datetime) -> None:
    for person in people_of_all(KEEPERS):
        queue(
            now=now,
            letter="agreements.anchor",
            facts={"anchor": anchor.pk},
            recipient=Recipient(
                f"user:{person.pk}", person.email, person.language, person.time_zone
            ),
            dedupe_key=f"anchor:{anchor.day}:{person.pk}",
        )
