"""What does the clock do with partnerships?"""

from celery import shared_task

from eclt_partners.notifications.selectors import database_now
from partners.services import after_reminders, check_reminders


@shared_task(name="partners.tasks.plan_after_reminders")
def plan_after_reminders() -> int:
    """Plan the mails about checks after the end."""
    return after_reminders.plan_after_reminders(now=database_now())


@shared_task(name="partners.tasks.plan_check_reminders")
def plan_check_reminders() -> int:
    """Plan the mails about safeguarding checks that expire."""
    return check_reminders.plan_check_reminders(now=database_now())
