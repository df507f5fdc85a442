"""How does somebody leave mails of one topic, and come back to them?"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.models import LeftTopic


def left_topics(recipient_key: str) -> set[Topic]:
    """Return the topics of which somebody wants no mails."""
    rows = LeftTopic.objects.filter(recipient_key=recipient_key)
    return {Topic(topic) for topic in rows.values_list("topic", flat=True)}


@transaction.atomic
def set_left_topics(
    recipient_key: str, topics: Collection[Topic], *, now: datetime
) -> bool:
    """Say of which topics somebody wants no mails; those not named are wanted.

    What is owed is no topic: it always comes.

    Args:
        recipient_key: the person's own, for example "contact:7".
        topics: those that are left.
        now: the present moment, aware.

    Returns:
        True when something changed.
    """
    before, wanted = left_topics(recipient_key), set(topics)
    if before == wanted:
        return False
    rows = LeftTopic.objects.filter(recipient_key=recipient_key)
    rows.exclude(topic__in=wanted).delete()
    LeftTopic.objects.bulk_create(
        [
            LeftTopic(recipient_key=recipient_key, topic=topic, left_at=now)
            for topic in sorted(wanted - before)
        ],
        ignore_conflicts=True,
    )
    kind = ActorKind.USER if recipient_key.startswith("user:") else ActorKind.LINK
    audit.record(
        "notifications.topics.chosen",
        actor=Actor(kind=kind, key=recipient_key),
        subject=rows.first() or LeftTopic(recipient_key=recipient_key),
        now=now,
        place=Place(),
        facts={"left": sorted(map(str, wanted))},
    )
    return True
