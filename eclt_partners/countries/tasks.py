"""Which work of countries does Celery do?"""

from celery import shared_task
from django.utils import timezone

from eclt_partners.countries import services


@shared_task(name="countries.tasks.fill_working_days")
def fill_working_days() -> int:
    """Keep the working days filled two years ahead."""
    return services.fill_working_days(now=timezone.now())
