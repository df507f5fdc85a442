"""What does the clock do with partnerships?"""

from celery import shared_task

from eclt_partners.notifications.selectors import database_now
from partners.services import (
    after_reminders,
    check_reminders,
    incident_mails,
    unreached_mails,
)


@shared_task(name="partners.tasks.plan_after_reminders")
def plan_after_reminders() -> int:
    """Plan the mails about checks after the end."""
    return after_reminders.plan_after_reminders(now=database_now())


@shared_task(name="partners.tasks.plan_check_reminders")
def plan_check_reminders() -> int:
    """Plan the mails about safeguarding checks that expire."""
    return check_reminders.plan_check_reminders(now=database_now())


@shared_task(name="partners.tasks.tell_of_unreached")
def tell_of_unreached() -> int:
    """Tell who looks after somebody whom mail does not reach."""
    return unreached_mails.tell_of_stopped_addresses(now=database_now())


@shared_task(name="partners.tasks.tell_of_waiting_incidents")
def tell_of_waiting_incidents() -> int:
    """Tell who became safeguarding lead of the dangers that wait."""
    return incident_mails.tell_of_waiting_incidents(now=database_now())
