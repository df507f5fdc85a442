"""Does a single letter get into the outbox once?"""

from datetime import timedelta

import pytest

from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import message_id_of, queue

pytestmark = pytest.mark.django_db


def values(reader, now, **changes):
    return {
        "now": now,
        "letter": "test",
        "facts": {"review": 1},
        "recipient": reader,
        "dedupe_key": "one",
    } | changes


def test_a_letter_is_queued_for_now_and_worth_four_days(reader, now):
    message = queue(**values(reader, now))
    assert (message.state, message.due_at, message.next_try_at) == ("queued", now, now)
    assert message.not_after == now + timedelta(days=4)
    assert message.to_address == "amina@example.org"


def test_the_same_key_gives_the_same_message(reader, now):
    first = queue(**values(reader, now))
    second = queue(**values(reader, now + timedelta(hours=1), facts={"review": 2}))
    assert second.pk == first.pk
    assert second.facts == {"review": 1}
    assert Outgoing.objects.count() == 1


def test_the_message_id_follows_from_the_key(reader, now, settings):
    settings.DEFAULT_FROM_EMAIL = "The Foundation <mail@foundation.example>"
    message = queue(**values(reader, now))
    assert message.message_id == message_id_of("one")
    assert message.message_id.endswith("@foundation.example>")
    assert message_id_of("one") != message_id_of("two")


def test_a_letter_may_wait(reader, now):
    later = now + timedelta(days=2)
    message = queue(**values(reader, now, due_at=later))
    assert message.next_try_at == later
    assert message.not_after == later + timedelta(days=4)
