"""F23: no order of steps leads a message where the guard does not allow it.

Hypothesis tries orders of steps on one message against PostgreSQL; a model of the
states says which of them the database must take.
"""

from contextlib import closing

import psycopg2
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from eclt_partners.embedded.testing import connect
from eclt_partners.notifications.choices import OutgoingState
from tests.faults.world import World

ALLOWED = {
    "queued": {"claimed", "cancelled", "superseded"},
    "claimed": {"queued", "dot", "failed", "cancelled"},
    "dot": {"sent", "failed", "queued", "unconfirmed"},
    "unconfirmed": {"sent", "queued"},
}
# Who may say how a doubt ended, and what.
WITNESSES = {
    "journal": {"sent", "queued"},
    "user:7": {"sent", "queued"},
    "relay": {"sent"},
    "waited": {"queued"},
    "user:": set(),
    "": set(),
}
IN_HAND = {"claimed", "dot"}
FORGET = (
    "DELETE FROM notifications_outgoing WHERE id = %s",
    "DELETE FROM notifications_outgoingevent WHERE outgoing_id = %s",
)
STEP = """
    UPDATE notifications_outgoing SET state = %(state)s, owner = %(owner)s,
        dot_at = CASE WHEN %(state)s = 'dot' THEN clock_timestamp() ELSE dot_at END,
        sent_at = CASE WHEN %(state)s = 'sent' THEN clock_timestamp() END
    WHERE id = %(id)s
"""


class Message(RuleBasedStateMachine):
    """One message, its model, and everything that may be tried on it."""

    url: str
    ids: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.pk = self.ids.pop()
        self.path = ["queued"]
        self.waited = False

    @property
    def state(self) -> str:
        return self.path[-1]

    def run(self, *statements: tuple[str, object]) -> bool:
        """Run statements in one transaction; answer whether the database took them."""
        with closing(connect(self.url)) as connection:
            connection.autocommit = False
            with connection.cursor() as cursor:
                try:
                    for statement, values in statements:
                        cursor.execute(statement, values)
                    connection.commit()
                except psycopg2.Error:
                    return False
        return True

    def may(self, state: str, by: str) -> bool:
        """Say what the model allows."""
        if state not in ALLOWED.get(self.state, set()):
            return False
        if self.state != "unconfirmed":
            return True
        # The relay may still take what is in doubt for ten minutes.
        return state in WITNESSES[by] and (state == "sent" or self.waited)

    @rule(
        state=st.sampled_from(sorted(OutgoingState.values)),
        by=st.sampled_from(sorted(WITNESSES)),
    )
    def step(self, state: str, by: str) -> None:
        if state == self.state:
            return
        owner = 7 if state in IN_HAND else None
        took = self.run(
            ("SELECT set_config('outbox.by', %s, true)", [by]),
            (STEP, {"state": state, "owner": owner, "id": self.pk}),
        )
        assert took == self.may(state, by), f"{self.path} to {state} by {by!r}"
        if took:
            self.path.append(state)
            self.waited = self.waited and state != "dot"

    @rule(end=st.sampled_from(["sent", "unconfirmed"]))
    def go_on(self, end: str) -> None:
        """Go the way of most mails, so that all states are come to."""
        ways = {"queued": "claimed", "claimed": "dot", "dot": end}
        if self.state in ways:
            self.step(ways[self.state], "")

    @rule()
    def wait(self) -> None:
        """Let ten minutes pass; when something was sent stays as it was."""
        aged = "UPDATE notifications_outgoing SET dot_at = dot_at - interval '11 minutes' WHERE id = %s"
        took = self.run((aged, [self.pk]))
        assert took == (self.state != "sent")
        self.waited = self.waited or took

    @rule()
    def forget(self) -> None:
        """Try to delete the message, or its story."""
        for statement in FORGET:
            assert not self.run((statement, [self.pk]))

    @rule(owner=st.sampled_from([None, 7]))
    def own(self, owner: int | None) -> None:
        """A message in hand has a sender, any other has none."""
        statement = "UPDATE notifications_outgoing SET owner = %s WHERE id = %s"
        took = self.run((statement, [owner, self.pk]))
        assert took == ((owner is not None) == (self.state in IN_HAND))

    @invariant()
    def the_story_is_the_path(self) -> None:
        with closing(connect(self.url)) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT new_state FROM notifications_outgoingevent "
                "WHERE outgoing_id = %s ORDER BY id",
                [self.pk],
            )
            assert [row[0] for row in cursor.fetchall()] == self.path


@pytest.fixture
def message(world: World) -> type[Message]:
    """The machine over the messages of a run."""
    ids = [row[0] for row in world.ask("SELECT id FROM notifications_outgoing")]
    url = world.ground.url(world.database)
    return type("Message", (Message,), {"url": url, "ids": ids})


def test_no_order_of_steps_leads_where_the_guard_does_not_allow(world, message):
    run_state_machine_as_test(
        message,
        settings=settings(
            max_examples=len(message.ids) // 3,
            stateful_step_count=25,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The machine compares path and story at each step; here: that it went anywhere.
    reached = world.ask("SELECT DISTINCT new_state FROM notifications_outgoingevent")
    assert {"claimed", "dot", "sent"} <= {row[0] for row in reached}
