"""Does the database itself keep messages on their way?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing, OutgoingEvent
from eclt_partners.notifications.services.naming import in_the_name_of

pytestmark = pytest.mark.django_db

ARROWS = {
    "queued": {"claimed", "cancelled", "superseded"},
    "claimed": {"queued", "dot", "failed", "cancelled"},
    "dot": {"sent", "failed", "queued", "unconfirmed"},
    "unconfirmed": {"sent", "queued"},
    "sent": set(),
    "failed": set(),
    "cancelled": set(),
    "superseded": set(),
}
PATHS = {
    "queued": [],
    "claimed": ["claimed"],
    "dot": ["claimed", "dot"],
    "unconfirmed": ["claimed", "dot", "unconfirmed"],
    "sent": ["claimed", "dot", "sent"],
    "failed": ["claimed", "failed"],
    "cancelled": ["cancelled"],
    "superseded": ["superseded"],
}
PAIRS = [(old, new) for old in ARROWS for new in ARROWS if old != new]


def step(message: Outgoing, state: str, now) -> None:
    Outgoing.objects.filter(pk=message.pk).update(
        state=state,
        owner=7 if state in {"claimed", "dot"} else None,
        sent_at=now,
        dot_at=timezone.now() - timedelta(minutes=15),
    )


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_trigger_knows_every_arrow(queued, now, old, new):
    message = queued()
    for state in PATHS[old]:
        step(message, state, now)
    if new in ARROWS[old]:
        with in_the_name_of("user:1", "seen in the log of the relay"):
            step(message, new, now)
        assert Outgoing.objects.get(pk=message.pk).state == new
    else:
        with pytest.raises(DatabaseError, match="cannot go"), transaction.atomic():
            step(message, new, now)


@pytest.mark.parametrize(
    "change",
    [
        {"to_address": "somebody@else.example"},
        {"subject": "Something else"},
        {"text_body": "Something else"},
        {"html_body": "<p>Something else</p>"},
        {"facts": {"other": 1}},
        {"headers": {"X-Other": "1"}},
        {"sent_at": timezone.now() - timedelta(days=30)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_sent_to_whom_stays(queued, now, change):
    message = queued()
    for state in PATHS["sent"]:
        step(message, state, now)
    row = Outgoing.objects.filter(pk=message.pk)

    with pytest.raises(DatabaseError, match="was sent"), transaction.atomic():
        row.update(**change)


def test_the_reply_of_the_relay_may_be_noted_after_sending(queued, now):
    message = queued()
    for state in PATHS["sent"]:
        step(message, state, now)
    row = Outgoing.objects.filter(pk=message.pk)
    row.update(last_reply="2.0.0 seen in the copy")

    assert row.get().last_reply == "2.0.0 seen in the copy"


@pytest.mark.parametrize("name", ["message_id", "dedupe_key"])
def test_a_message_keeps_the_names_by_which_copies_are_found(queued, name):
    row = Outgoing.objects.filter(pk=queued().pk)

    with pytest.raises(DatabaseError, match="keeps its names"), transaction.atomic():
        row.update(**{name: "another"})


@pytest.mark.parametrize(
    ("by", "new"),
    [
        ("", "sent"),
        ("", "queued"),
        ("relay", "queued"),
        ("waited", "sent"),
        ("contact:7", "sent"),
        ("user:", "sent"),
    ],
)
def test_a_doubt_ends_only_when_somebody_may_say_so(queued, now, by, new):
    message = queued()
    for state in PATHS["unconfirmed"]:
        step(message, state, now)
    with (
        pytest.raises(DatabaseError, match="nobody says"),
        in_the_name_of(by, "because"),
    ):
        step(message, new, now)


@pytest.mark.parametrize(
    ("by", "new"),
    [
        ("journal", "sent"),
        ("journal", "queued"),
        ("relay", "sent"),
        ("waited", "queued"),
        ("user:12", "sent"),
    ],
)
def test_the_story_tells_who_ended_a_doubt_and_why(queued, now, by, new):
    message = queued()
    for state in PATHS["unconfirmed"]:
        step(message, state, now)
    with in_the_name_of(by, "because"):
        step(message, new, now)
    stories = [(event.by, event.why) for event in message.events.all()]
    assert stories == [("", "")] * 4 + [(by, "because")]


def test_nothing_is_sent_again_while_the_relay_may_still_take_it(queued, now):
    message = queued()
    for state in PATHS["unconfirmed"]:
        step(message, state, now)
    mine = Outgoing.objects.filter(pk=message.pk)
    mine.update(dot_at=timezone.now() - timedelta(minutes=9))
    with (
        pytest.raises(DatabaseError, match="may still take it"),
        in_the_name_of("user:1", "because"),
    ):
        mine.update(state="queued")


def test_a_name_is_forgotten_after_its_change(queued, now):
    with in_the_name_of("user:1", "because"):
        pass
    message = queued()
    assert [event.by for event in message.events.all()] == [""]


def test_every_state_has_its_arrows():
    assert set(ARROWS) == set(OutgoingState.values)


def test_a_message_is_never_deleted(queued):
    message = queued()
    with pytest.raises(DatabaseError), transaction.atomic():
        message.delete()


def test_the_story_cannot_be_rewritten(queued):
    event = OutgoingEvent.objects.get(outgoing=queued())
    with pytest.raises(DatabaseError), transaction.atomic():
        OutgoingEvent.objects.filter(pk=event.pk).update(reply="changed")
