"""What does the clock do with agreements?"""

from celery import shared_task
from django.utils import timezone

from agreements.services import anchors, force, reminders
from eclt_partners.notifications.selectors import database_now


@shared_task(name="agreements.tasks.put_into_force")
def put_into_force() -> int:
    """Make partnerships active whose agreement has begun."""
    return force.put_into_force(now=timezone.now())


@shared_task(name="agreements.tasks.plan_reminders")
def plan_reminders() -> int:
    """Plan the mails about agreements that end soon."""
    return reminders.plan_reminders(now=database_now())


@shared_task(name="agreements.tasks.store_anchor")
def store_anchor() -> str:
    """Store and mail the hash over all agreements, once a day."""
    return anchors.store_anchor(now=database_now()).hash
