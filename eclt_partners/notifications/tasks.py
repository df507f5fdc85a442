"""Which work of the outbox does Celery do?"""

from celery import shared_task

from eclt_partners.notifications import services
from eclt_partners.notifications.selectors import database_now


@shared_task(name="notifications.tasks.compose_mail")
def compose_mail() -> int:
    """Put the reminders that are due into messages."""
    return services.compose_mail(now=database_now())


@shared_task(name="notifications.tasks.send_mail")
def send_mail() -> int:
    """Send the messages that are due."""
    return services.send_mail(dispatcher="celery")


@shared_task(name="notifications.tasks.verify_in_doubt")
def verify_in_doubt() -> int:
    """Find out what became of messages whose answer nobody saw."""
    return services.verify_in_doubt(now=database_now())
