"""What the tests of the dispatcher share with those of mail."""

from tests.notifications.conftest import (  # noqa: F401 - fixtures
    nothing_known_of_relays,
    queued,
    reader,
    sink,
)
