"""What does the clock do with accounts?"""

from celery import shared_task
from django.utils import timezone

from eclt_partners.accounts.services import sessions


@shared_task(name="accounts.tasks.clear_sessions")
def clear_sessions() -> int:
    """Delete sessions that are over."""
    return sessions.clear_sessions(now=timezone.now())
