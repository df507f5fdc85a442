"""Did somebody work with what a list wrote?"""

from collections.abc import Collection

from django.db.models import Model

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from partners.models import Partnership


def touched_since(model: type[Model], keys: Collection[int], *, after: int) -> set[int]:
    """Return which rows the audit has something later about, done by a person.

    What the clock does by itself, such as planning the first review, does not count.
    Two queries at most, however many rows.

    Args:
        model: of partners, people or partnerships; of the last all that happened in it.
        keys: of the rows that are asked for.
        after: id of the last entry that is not asked for.
    """
    later = AuditEntry.objects.filter(pk__gt=after).exclude(actor_key=SYSTEM.key)
    about = later.filter(subject_type=model._meta.label_lower, subject_id__in=keys)
    found: list[int | None] = [*about.values_list("subject_id", flat=True)]
    if model is Partnership:
        inside = later.filter(partnership_id__in=keys)
        found += inside.values_list("partnership_id", flat=True)
    return {key for key in found if key is not None}
