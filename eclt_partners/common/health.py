"""Does the broker answer?"""

from celery import current_app
from kombu.exceptions import OperationalError


def broker_answers() -> bool:
    """Ask Redis once; at most two seconds (socket time-outs in settings)."""
    try:
        with current_app.connection_for_read() as connection:
            connection.transport.establish_connection().channel().close()
    except (OperationalError, OSError):
        return False
    return True
