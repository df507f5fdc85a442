"""What happens when the other side says nothing about a report?"""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import F
from django.db.models.query import QuerySet

from agreements.choices import Confirmation
from agreements.ledger import with_days
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import REPORTED
from agreements.rules.phases import SILENCE_DAYS
from agreements.services.sides import place_of
from agreements.situations import today_of
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM

BATCH = 500


@transaction.atomic
def confirm_by_silence(*, now: datetime) -> int:
    """Count reports as not objected that waited 14 days; safe to repeat.

    The days are those of the partnership's country. A dispute, or a question that one
    side asked the other, is not silence. Two runs at once share the work.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reports are settled now.
    """
    found = list(_silent(now=now)[:BATCH])
    for instance in found:
        instance.confirmation = Confirmation.NOT_OBJECTED
        instance.confirmed_on = today_of(instance)
        instance.confirmed_by = SYSTEM.key
    CommitmentInstance.objects.bulk_update(
        found, ["confirmation", "confirmed_on", "confirmed_by"]
    )
    for instance in found:
        _record(instance, now=now)
    return len(found)


def _silent(*, now: datetime) -> QuerySet[CommitmentInstance]:
    rows = with_days(CommitmentInstance.objects.all(), now=now).filter(
        state__in=REPORTED,
        confirmation="",
        asked_state="",
        reported_on__lte=cast("str", F("today") - SILENCE_DAYS),
    )
    return rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")


def _record(instance: CommitmentInstance, *, now: datetime) -> None:
    place = place_of(instance)
    audit.record(
        "agreements.promise.not_objected",
        actor=SYSTEM,
        subject=instance,
        now=now,
        place=Place(place.country_id, place.pk),
        facts={"code": instance.commitment.code, "state": instance.state},
    )
