"""Which work of the outbox does Celery do?"""

from celery import shared_task

from eclt_partners.notifications import services
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import bounces


@shared_task(name="notifications.tasks.compose_mail")
def compose_mail() -> int:
    """Put the reminders that are due into messages."""
    return services.compose_mail(now=database_now())


@shared_task(name="notifications.tasks.send_mail")
def send_mail() -> int:
    """Send the messages that are due."""
    return services.send_mail(dispatcher="celery")


@shared_task(name="notifications.tasks.read_bounces")
def read_bounces() -> int:
    """Read which mails came back, and stop the addresses that do not work."""
    return bounces.read_bounces(now=database_now())
