"""Whom did a list write about, and did somebody work with it since?"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.exchange.choices import What
from partners.models import Partner, Partnership


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


def partners_of(actor: Actor, traces: Sequence[Mapping[str, Any]]) -> QuerySet[Partner]:
    """Return the partners that a list wrote or changed something of, by name.

    Args:
        actor: who asks; partners of other countries are left out.
        traces: what the list wrote, as it keeps it.
    """
    keys = {
        what: {trace["pk"] for trace in traces if trace["what"] == what}
        for what in What
    }
    return (
        Partner.objects.visible_to(actor)
        .filter(
            Q(pk__in=keys[What.PARTNER])
            | Q(contacts__in=keys[What.CONTACT])
            | Q(parties__partnership__in=keys[What.PARTNERSHIP])
        )
        .distinct()
        .order_by("name", "pk")
    )
