"""How does a worker survive the loss of Redis in the middle of a read?

Celery 5.7 closes a lost connection twice. The second time, kombu's channel wants to
finish its read and asks a connection that has let go of its settings already:
`'NoneType' object has no attribute 'hostname'`, which ends the worker.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class Channel(redis.Channel):
    """A channel that reads nothing more once its connection has let go."""

    connection: Any

    def close(self) -> None:
        """Close; safe to repeat."""
        if self.connection is not None and self.connection.client is None:
            self._in_poll = False
        super().close()


class Transport(redis.Transport):
    """Redis, with that channel."""

    Channel = Channel


def survive_lost_connections() -> None:
    """Let every connection to Redis that is made from now on use it."""
    TRANSPORT_ALIASES["redis"] = f"{__name__}:Transport"
