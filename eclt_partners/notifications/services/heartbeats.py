"""Who works on the mails, and when did we last hear of it?

A dispatcher is alive when its rows move, not when its process is there (trust 1.2).
"""

from typing import Final

from django.db.models.functions import Now

from eclt_partners.notifications.models import DispatcherHeartbeat

CELERY: Final = "celery"
FALLBACK: Final = "fallback"


def beat(name: str, *, drained: bool = False) -> None:
    """Leave a sign of life, by the database's clock; also when nothing is due.

    Args:
        name: who lives.
        drained: it has just gone through everything that was due.
    """
    moments = {"last_tick_at": Now()} | ({"last_drain_at": Now()} if drained else {})
    DispatcherHeartbeat.objects.update_or_create(name=name, defaults=moments)
