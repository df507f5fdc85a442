"""Did somebody work with what a list wrote?"""

from django.db.models import Model, Q

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from partners.models import Partnership


def was_touched(row: Model, *, after: int) -> bool:
    """Tell whether the audit has something later about a row, done by a person.

    What the clock does by itself, such as planning the first review, does not count.

    Args:
        row: a partner, a person or a partnership; of the last all that happened in it.
        after: id of the last entry that is not asked for.
    """
    about = Q(subject_type=row._meta.label_lower, subject_id=row.pk)
    if isinstance(row, Partnership):
        about |= Q(partnership_id=row.pk)
    later = AuditEntry.objects.filter(about, pk__gt=after)
    return later.exclude(actor_key=SYSTEM.key).exists()
