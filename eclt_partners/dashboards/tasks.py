"""Which work of the dashboards does Celery do?"""

from celery import shared_task
from django.utils import timezone

from eclt_partners.dashboards.services import (
    exports,
    monthly_mail,
    narrowing_jobs,
    preparing,
    snapshots,
)
from eclt_partners.notifications.selectors import database_now


@shared_task(name="dashboards.tasks.refresh_dashboards")
def refresh_dashboards() -> None:
    """Build the dashboards that are out of date."""
    snapshots.refresh_dashboards(now=timezone.now())


@shared_task(name="dashboards.tasks.rebuild_all")
def rebuild_all() -> None:
    """Build every dashboard anew, once a night."""
    snapshots.rebuild_all(now=timezone.now())


@shared_task(name="dashboards.tasks.prepare_next_day")
def prepare_next_day() -> int:
    """Read the rows of tomorrow where the day ends soon."""
    return preparing.prepare_next_day(now=database_now())


@shared_task(name="dashboards.tasks.make_exports")
def make_exports() -> int:
    """Make the files with figures that somebody waits for."""
    return exports.make_exports(now=timezone.now())


@shared_task(name="dashboards.tasks.forget_exports")
def forget_exports() -> int:
    """Delete the files whose days are over, once a night."""
    return exports.forget_exports(now=timezone.now())


@shared_task(name="dashboards.tasks.run_narrowing_jobs")
def run_narrowing_jobs() -> None:
    """Compute the dashboards for filters that people wait for."""
    narrowing_jobs.run_narrowing_jobs(now=timezone.now())


@shared_task(name="dashboards.tasks.plan_monthly_mail")
def plan_monthly_mail() -> int:
    """Plan the mails of the month to managers and directors."""
    return monthly_mail.plan_monthly_mail(now=database_now())
