"""Which work of the dashboards does Celery do?"""

from celery import shared_task
from django.utils import timezone

from eclt_partners.dashboards.services import snapshots


@shared_task(name="dashboards.tasks.refresh_dashboards")
def refresh_dashboards() -> None:
    """Build the dashboards that are out of date."""
    snapshots.refresh_dashboards(now=timezone.now())


@shared_task(name="dashboards.tasks.rebuild_all")
def rebuild_all() -> None:
    """Build every dashboard anew, once a night."""
    snapshots.rebuild_all(now=timezone.now())
