"""Does the broker answer?"""

from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError


def broker_answers() -> bool:
    """Ask Redis once; at most two seconds (socket time-outs in settings).

    The library of Redis is loaded with the first question, not with this module: a
    command that speaks to no broker starts quicker without it.
    """
    broker = Connection(
        settings.REDIS_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
    )
    try:
        with broker:
            broker.channel()
    except OperationalError:
        return False
    except broker.connection_errors + broker.channel_errors:
        return False
    return True
