"""What does the clock do with agreements?"""

from celery import shared_task

from agreements.services import (
    anchors,
    force,
    lapsing,
    promise_reminders,
    reminders,
    silence,
    waiting,
)
from eclt_partners.notifications.selectors import database_now


@shared_task(name="agreements.tasks.put_into_force")
def put_into_force() -> int:
    """Make partnerships active whose agreement has begun."""
    return force.put_into_force(now=database_now())


@shared_task(name="agreements.tasks.plan_reminders")
def plan_reminders() -> int:
    """Plan the mails about agreements that end soon."""
    return reminders.plan_reminders(now=database_now())


@shared_task(name="agreements.tasks.plan_promise_reminders")
def plan_promise_reminders() -> int:
    """Plan the mails about promises that are due or wait for an answer."""
    return promise_reminders.plan_promise_reminders(now=database_now())


@shared_task(name="agreements.tasks.confirm_by_silence")
def confirm_by_silence() -> int:
    """Count reports to which nobody objected for 14 days."""
    return silence.confirm_by_silence(now=database_now())


@shared_task(name="agreements.tasks.plan_waiting")
def plan_waiting() -> int:
    """Plan the mails to those who are waited for at a table."""
    return waiting.plan_waiting(now=database_now())


@shared_task(name="agreements.tasks.lapse_overdue")
def lapse_overdue() -> int:
    """Let renegotiations lapse at which nothing came to an end."""
    return lapsing.lapse_overdue(now=database_now())


@shared_task(name="agreements.tasks.store_anchor")
def store_anchor() -> str:
    """Store and mail the hash over all agreements, once a day."""
    return anchors.store_anchor(now=database_now()).hash
