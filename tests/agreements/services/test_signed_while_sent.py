"""What becomes of the mail about an old end when a new version is signed meanwhile?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Event, Thread

import pytest
from django.db import connection
from django.db.models.functions import Now

from agreements.models import Agreement
from agreements.services.reminders import plan_reminders
from eclt_partners.notifications import relay as relay_module
from eclt_partners.notifications.failpoints import FailPoint
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail, recording, sending
from eclt_partners.notifications.services.sending import drain
from tests.agreements.drafts import prolong, register
from tests.cast import NOW, make_cast
from tests.notifications.sink import running_sink

THEN = datetime(2027, 10, 1, 10, 0, tzinfo=UTC)


# A signer waits here for rows that the sender has in hand, no longer.
PATIENCE_SECONDS = 0.4
BEFORE_THE_DOT = {FailPoint.AFTER_CLAIM, FailPoint.MID_BODY}
# The sender holds rows: who signs waits for them, and who comes first is not said.
IN_HAND = FailPoint.BEFORE_CLAIM_COMMIT


@pytest.fixture
def ending(committed_db: None) -> tuple[Agreement, Callable[[], None]]:
    """An agreement whose end two people are about to be told of, and its new version."""
    cast = make_cast()
    agreement = register(cast, NOW, effective_to=date(2027, 12, 30))
    plan_reminders(now=THEN)
    compose_mail(now=THEN)
    Outgoing.objects.update(next_try_at=Now())

    def sign() -> None:
        prolong(cast, NOW, agreement, date(2028, 12, 28))
        connection.close()

    return agreement, sign


def states() -> list[tuple[str, int]]:
    rows = Outgoing.objects.order_by("state").values_list("state", "attempts")
    return list(rows)


@pytest.mark.parametrize("pipelines", [False, True])
def test_its_dot_is_never_sent(ending, pipelines):
    agreement, sign = ending

    def sign_once() -> None:
        """Sign while the relay already knows who gets the mail."""
        if agreement.versions.count() == 1:
            sign()
        connection.close()

    with running_sink() as sink:
        sink.pipelines = pipelines
        sink.on_rcpt = sign_once
        assert drain(relay=sink.relay()) == 0
    assert sink.taken == []
    assert agreement.versions.count() == 2
    assert states() == [("cancelled", 0)] * 2


@pytest.mark.parametrize("place", FailPoint)
def test_wherever_the_sender_is_only_a_dot_that_was_written_down_leaves(
    ending, place, monkeypatch
):
    agreement, sign = ending
    signer, has_signed = Thread(target=lambda: (sign(), has_signed.set())), Event()

    def reached(point: FailPoint) -> None:
        if point == place and not signer.ident:
            signer.start()
            has_signed.wait(PATIENCE_SECONDS)

    for module in (relay_module, recording, sending):
        monkeypatch.setattr(module, "reached", reached)
    with running_sink() as sink:
        drain(relay=sink.relay())
    signer.join()

    assert agreement.versions.count() == 2
    kept = [("cancelled", 0)]
    wanted = kept * 2 if place in BEFORE_THE_DOT else [*kept, ("sent", 1)]
    assert states() == wanted or (place == IN_HAND and len(sink.taken) < 2)
    assert len(sink.taken) == sum(state == "sent" for state, _tries in states())
