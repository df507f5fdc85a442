"""Which work of the outbox does Celery do?"""

from celery import shared_task

from eclt_partners.notifications import services
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import bounces
from eclt_partners.notifications.services.heartbeats import CELERY


@shared_task(name="notifications.tasks.compose_mail")
def compose_mail() -> int:
    """Put the reminders that are due into messages."""
    return services.compose_mail(now=database_now())


@shared_task(name="notifications.tasks.send_mail")
def send_mail() -> int:
    """Send the messages that are due."""
    return services.send_mail(dispatcher=CELERY)


@shared_task(name="notifications.tasks.verify_in_doubt")
def verify_in_doubt() -> int:
    """Find out what became of messages whose answer nobody saw."""
    return services.verify_in_doubt(now=database_now())


@shared_task(name="notifications.tasks.empty_old_bodies")
def empty_old_bodies() -> int:
    """Empty the words of mails that ended long ago."""
    return services.empty_old_bodies(now=database_now())


@shared_task(name="notifications.tasks.reconcile")
def reconcile() -> int:
    """Look whether everything is in the ledger that must be there."""
    return services.reconcile(now=database_now())


@shared_task(name="notifications.tasks.read_bounces")
def read_bounces() -> int:
    """Read which mails came back, and stop the addresses that do not work."""
    return bounces.read_bounces(now=database_now())
