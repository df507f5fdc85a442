"""How does a page hint that a task may run now, without depending on Redis?

Redis carries only a hint; all truth is in PostgreSQL (docs/adr/0005). Beat finds
the work anyway, so a broker that is away costs nothing but a little time.
"""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

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
        current_app.send_task(task_name, args=args, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("kick.lost", task=task_name, error=type(error).__name__)
