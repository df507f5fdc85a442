"""Which work of reviews does beat start?"""

from celery import shared_task

from eclt_partners.notifications.selectors import database_now
from reviews.services import planning, reminders, retention


@shared_task(name="reviews.tasks.advance_reviews")
def advance_reviews() -> None:
    """Plan, open, close and lapse whatever is due; safe to run at any time."""
    planning.advance_reviews(now=database_now())


@shared_task(name="reviews.tasks.plan_reminders")
def plan_reminders() -> None:
    """Write the reminders that reviews owe now; safe to run at any time."""
    reminders.plan_reminders(now=database_now())


@shared_task(name="reviews.tasks.erase_old_answers")
def erase_old_answers() -> None:
    """Erase single answers whose time is over; safe to run at any time."""
    retention.erase_old_answers(now=database_now())
