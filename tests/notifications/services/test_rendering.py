"""Are the words of many mails written together, and does a bad one fail alone?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.rendering import (
    gather,
    render,
    store,
    write,
)

ME = 7


@pytest.fixture
def claimed(db, queued):
    """Messages that sender 7 has in hand."""

    def claim(*keys: str) -> list[Outgoing]:
        for key in keys:
            queued(key)
        Outgoing.objects.filter(dedupe_key__in=keys).update(
            state=OutgoingState.CLAIMED, owner=ME
        )
        return list(Outgoing.objects.filter(dedupe_key__in=keys).order_by("id"))

    return claim


def render_all(messages: list[Outgoing]) -> list[Outgoing]:
    """Write messages together, as a sender does; return those that it still has."""
    now = timezone.now()
    gather(messages, now=now)
    for message in messages:
        write(message, now=now)
    return store(messages, now=now)


def test_many_mails_are_written_in_as_many_queries_as_one(claimed):
    costs = []
    for keys in (["one"], [f"more-{number}" for number in range(9)]):
        messages = claimed(*keys)
        with CaptureQueriesContext(connection) as queries:
            assert render_all(messages) == messages
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 2
    assert set(Outgoing.objects.values_list("text_body", flat=True)) == {"Hello.\n"}


def test_reading_together_that_fails_leaves_each_letter_to_itself(claimed, monkeypatch):
    def gatherer(messages, *, now):
        raise KeyError("somebody is gone")

    monkeypatch.setitem(letters._gatherers, "test", gatherer)
    assert len(render_all(claimed("one", "two"))) == 2


def test_what_was_read_together_reaches_its_letter(claimed, monkeypatch):
    def gatherer(messages, *, now):
        return {message.pk: f"For {message.dedupe_key}\n" for message in messages}

    def writer(message, *, now):
        return Letter("A test letter", message.gathered)

    monkeypatch.setitem(letters._gatherers, "test", gatherer)
    monkeypatch.setitem(letters._writers, "test", writer)
    render_all(claimed("one", "two"))
    bodies = Outgoing.objects.order_by("id").values_list("text_body", flat=True)
    assert list(bodies) == ["For one\n", "For two\n"]


def test_a_message_taken_away_meanwhile_keeps_no_words(claimed):
    messages = claimed("mine", "theirs")
    Outgoing.objects.filter(dedupe_key="theirs").update(
        state=OutgoingState.QUEUED, owner=None
    )
    assert render_all(messages) == [messages[0]]
    [theirs] = Outgoing.objects.filter(dedupe_key="theirs")
    assert not render(theirs, now=timezone.now())
    assert Outgoing.objects.get(dedupe_key="theirs").rendered_at is None


def test_words_that_somebody_may_have_seen_stay(claimed):
    (message,) = claimed("one")
    message.rendered_at = timezone.now() - timedelta(hours=1)
    message.text_body = "As it left.\n"
    assert render_all([message]) == [message]
    assert message.text_body == "As it left.\n"
