"""Does the broker answer?"""

from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError


def broker_answers() -> bool:
    """Ask Redis once; at most two seconds (socket time-outs in settings)."""
    broker = Connection(
        settings.REDIS_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
    )
    try:
        with broker:
            broker.channel()
    except (OperationalError, OSError, RedisError):
        return False
    return True
