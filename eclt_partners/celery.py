"""The Celery application: worker and beat start from here."""

import os

from celery import Celery
from celery.signals import worker_process_init

from eclt_partners.common.broker import survive_lost_connections
from eclt_partners.common.memory import settle_in

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclt_partners.settings")

survive_lost_connections()
app = Celery("eclt_partners")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def settle_in_worker(**_told: object) -> None:
    """Begin the life of a process that does the work."""
    settle_in()
