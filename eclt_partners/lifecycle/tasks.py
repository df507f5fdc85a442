"""What does the clock do with what people typed and left?"""

from celery import shared_task

from eclt_partners.lifecycle.services import registration
from eclt_partners.notifications.selectors import database_now


@shared_task(name="lifecycle.tasks.forget_abandoned")
def forget_abandoned() -> int:
    """Forget half typed partners that nobody came back to."""
    return registration.forget_abandoned(now=database_now())
