"""How does a worker survive the loss of Redis in the middle of its work?

Celery 5.7 closes a lost connection twice, and acknowledges afterwards what it did
meanwhile. Both times kombu's channel asks a connection that has let go of its settings
already: `'NoneType' object has no attribute 'hostname'`, which nobody expects and which
ends the worker.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis
from redis.exceptions import ConnectionError as LostConnectionError


class Channel(redis.Channel):
    """A channel that asks nothing more once its connection has let go."""

    connection: Any

    def close(self) -> None:
        """Close; safe to repeat."""
        if self._has_let_go:
            self._in_poll = False
        super().close()

    def _connparams(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return how Redis is reached.

        Raises:
            LostConnectionError: not any more. Callers expect it: what was to be
                acknowledged is done again, and every task may be.
        """
        if self._has_let_go:
            raise LostConnectionError("the connection has let go")
        found: dict[str, Any] = super()._connparams(*args, **kwargs)  # type: ignore[misc]
        return found

    @property
    def _has_let_go(self) -> bool:
        return self.connection is not None and self.connection.client is None


class Transport(redis.Transport):
    """Redis, with that channel."""

    Channel = Channel


def survive_lost_connections() -> None:
    """Let every connection to Redis that is made from now on use it."""
    TRANSPORT_ALIASES["redis"] = f"{__name__}:Transport"
