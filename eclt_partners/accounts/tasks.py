"""What does the clock do with accounts?"""

from celery import shared_task
from django.utils import timezone

from eclt_partners.accounts.services import cleaning


@shared_task(name="accounts.tasks.clean_up")
def clean_up() -> dict[str, int]:
    """Delete sessions, tries and notes about sign-in that are over."""
    return cleaning.clean_up(now=timezone.now())
