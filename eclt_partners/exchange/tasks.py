"""Which work on lists of partners does Celery do?"""

from celery import shared_task

from eclt_partners.exchange.services import forgetting, jobs
from eclt_partners.notifications.selectors import database_now


@shared_task(name="exchange.tasks.run_imports")
def run_imports() -> int:
    """Do the work on large lists that people wait for."""
    return jobs.run_imports(now=database_now())


@shared_task(name="exchange.tasks.forget_lists")
def forget_lists() -> int:
    """Delete lists whose days are over, once a night."""
    return forgetting.forget_lists(now=database_now())
