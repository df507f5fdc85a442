"""How does a page hint that a task may run now, without depending on Redis?

Redis carries only a hint; all truth is in PostgreSQL (docs/adr/0005). Beat finds
the work anyway, so a broker that is away costs nothing but a little time.
"""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

# One try: a page does not wait for a broker that is away.
ONE_TRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

log = structlog.get_logger(__name__)


def kick(task_name: str, *args: int | str) -> None:
    """Ask a worker to run a task soon; never fail the page.

    Called by views inside `transaction.on_commit` (rulings 6). Takes at most two
    seconds when the broker does not answer (socket time-outs in settings).

    Args:
        task_name: the dotted name of the task.
        args: plain values that beat would pass as well.
    """
    try:
        with current_app.connection_for_write(transport_options=ONE_TRY) as connection:
            current_app.send_task(
                task_name, args=args, retry=False, connection=connection
            )
    except (OperationalError, OSError) as error:
        log.warning("kick.lost", task=task_name, error=type(error).__name__)


def refresh_soon() -> None:
    """Hint that dashboards show something new; beat finds it anyway."""
    transaction.on_commit(lambda: kick("dashboards.tasks.refresh_dashboards"))


def send_soon() -> None:
    """Hint that mail waits in the outbox; beat finds it anyway."""
    transaction.on_commit(lambda: kick("notifications.tasks.send_mail"))
