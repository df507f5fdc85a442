"""Which partnerships may have another status than when they were last looked at?"""

from datetime import datetime, timedelta

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast

from eclt_partners.audit.models import AuditEntry
from partners.models import Partnership

# An entry may be committed some time after its moment, and with a lower number than
# one that was seen; a slower one waits for the look of the next day.
LATE_BY = timedelta(minutes=2)
LATE_NUMBERS = 5000


def partnerships_to_look_at(*, now: datetime) -> list[Partnership]:
    """Return the partnerships whose status may have changed. Two queries.

    Rules of time fire at the country's midnight, all others after something that the
    audit tells of: in the partnership or, for a safety concern, in its country.

    Args:
        now: the moment, aware.
    """
    newest = AuditEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    news = AuditEntry.objects.filter(
        id__gt=newest - LATE_NUMBERS,
        at__gt=OuterRef("status_look__looked_at") - Value(LATE_BY),
    )
    rows = Partnership.objects.reviewed_regularly().filter(
        Q(status_look=None)
        | Q(status_look__looked_on__lt=_today(now))
        | Exists(news.filter(partnership_id=OuterRef("pk")))
        | Exists(news.filter(partnership_id=None, country_code=OuterRef("country")))
    )
    return list(rows.select_related("country", "status_look").order_by("pk"))


def _today(now: datetime) -> Cast:
    """Return the day in the country of the row."""
    local = Func(
        F("country__time_zone"),
        Value(now),
        function="timezone",
        output_field=DateTimeField(),
    )
    return Cast(local, DateField())
