"""Does the database itself keep messages on their way?"""

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing, OutgoingEvent

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
        state=state, owner=7 if state in {"claimed", "dot"} else None, sent_at=now
    )


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_trigger_knows_every_arrow(queued, now, old, new):
    message = queued()
    for state in PATHS[old]:
        step(message, state, now)
    if new in ARROWS[old]:
        step(message, new, now)
        assert Outgoing.objects.get(pk=message.pk).state == new
    else:
        with pytest.raises(DatabaseError, match="cannot go"), transaction.atomic():
            step(message, new, now)


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
