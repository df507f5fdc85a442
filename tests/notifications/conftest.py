"""What the tests of mail share: a relay, and messages that are due."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from eclt_partners.notifications import breaker, letters
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import Recipient, queue
from tests.notifications.sink import Sink, running_sink

Queue = Callable[..., Outgoing]


@pytest.fixture(autouse=True)
def nothing_known_of_relays() -> None:
    breaker.forget_all()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as running:
        yield running


@pytest.fixture
def reader() -> Recipient:
    return Recipient("user:1", "amina@example.org", "en-gb", "Africa/Blantyre")


@pytest.fixture
def queued(reader: Recipient) -> Iterator[Queue]:
    """Queue a plain test letter that is due since a minute."""
    letters.register(
        "test", lambda message, *, now: Letter("A test letter", "Hello.\n")
    )

    def queue_one(key: str = "one", **changes: object) -> Outgoing:
        values = {
            "now": timezone.now() - timedelta(minutes=1),
            "letter": "test",
            "facts": {},
            "recipient": reader,
            "dedupe_key": key,
        }
        return queue(**values | changes)

    yield queue_one
    letters._writers.pop("test")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)
