"""Where does one run of a fault happen? In a database of its own, with mails due."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2
from django.db import connections

from tests.faults.crew import Child, Nursery, until
from tests.faults.ground import Ground
from tests.faults.judge import Verdict, judge
from tests.faults.relays import Relayed

IN_WORK = ("queued", "claimed", "dot")
# Every second review, as if it were due much later.
HOLD = """
    UPDATE reviews_review SET due_on = due_on + %s WHERE id %% 2 = 0
"""
LONG = 100


@contextmanager
def speaking_to(url: str) -> Iterator[None]:
    """Let Django in this process speak to another database for a while."""
    own = dict(connections["default"].settings_dict)
    user, _, rest = url.removeprefix("postgres://").partition("@/")
    name, _, host = rest.partition("?host=")
    place = {"NAME": name, "USER": user, "HOST": host, "PORT": "", "CONN_MAX_AGE": 0}
    connections["default"].close()
    connections["default"].settings_dict.update(place)
    usual = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = url
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update(own)
        os.environ["DATABASE_URL"] = usual


@dataclass
class World:
    """One run: its database, its relay and whoever works there."""

    ground: Ground
    relay: Relayed
    nursery: Nursery
    database: str

    def start(self, job: str, **options: Any) -> Child:
        """Fork a process that works here."""
        return self.nursery.start(job, database=self.database, **options)

    def send_once(self, *, stop_at: str = "", kill_at: str = "", **more: Any) -> Child:
        """Fork a real sender for one drain, which may stop or die at a place."""
        point = f"{stop_at}:stop" if stop_at else f"{kill_at}:kill" if kill_at else ""
        return self.start("send", once=True, settings={"FAIL_POINT": point}, **more)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run SQL as the superuser; PostgreSQL may just be coming back."""
        for left in reversed(range(50)):
            try:
                with self.ground.superuser(self.database) as cursor:
                    cursor.execute(statement, values or None)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.OperationalError:
                if not left:
                    raise
                time.sleep(0.1)
        raise AssertionError("unreachable")

    def states(self) -> dict[str, int]:
        """Count the messages in each state."""
        return dict(
            self.ask("SELECT state, count(*) FROM notifications_outgoing GROUP BY 1")
        )

    def waiting(self) -> int:
        """Count what is not over: owed, or in work."""
        found = self.ask(
            "SELECT (SELECT count(*) FROM notifications_outgoing WHERE state = ANY(%s))"
            " + (SELECT count(*) FROM notifications_reminder"
            " WHERE state = 'PLANNED' AND send_at <= clock_timestamp())",
            list(IN_WORK),
        )
        return int(found[0][0])

    def hurry(self) -> None:
        """Let the time of every wait pass at once."""
        self.ask(
            "UPDATE notifications_outgoing SET next_try_at = clock_timestamp() "
            "WHERE state = 'queued' AND next_try_at > clock_timestamp()"
        )

    def only(self, many: int, *, to: str = "%") -> list[int]:
        """Let so many waiting messages be due, and none but them; return their ids.

        Messages with one reminder, so that a test can answer it; `to` is a pattern of
        their readers' keys.
        """
        self.ask(
            "UPDATE notifications_outgoing SET next_try_at = clock_timestamp() "
            "+ interval '1 day' WHERE state = 'queued'"
        )
        rows = self.ask(
            "UPDATE notifications_outgoing SET next_try_at = clock_timestamp() "
            "WHERE id IN (SELECT id FROM notifications_outgoing WHERE state = 'queued' "
            "AND letter <> 'digest' AND recipient_key LIKE %s ORDER BY id LIMIT %s) "
            "RETURNING id",
            to,
            many,
        )
        assert len(rows) == many, "too few mails for this row"
        return sorted(row[0] for row in rows)

    def hold_back(self) -> None:
        """Let half of the reviews be due much later."""
        self.ask(HOLD, LONG)

    def let_go(self) -> None:
        """Let what was held back be due now."""
        self.ask(HOLD, -LONG)

    def finish(self, *, rounds: int = 40) -> None:
        """Send the rest with a sender nobody disturbs."""
        for _ in range(rounds):
            self.hurry()
            self.send_once().wait()
            if not self.waiting():
                return
        raise AssertionError(f"{self.states()} are left after {rounds} drains")

    def verify(self) -> int:
        """Let the grace of all doubts pass, look for them and send what is missing.

        Returns:
            How many were in doubt before.
        """
        before = self.states().get("unconfirmed", 0)
        self.ask(
            "UPDATE notifications_outgoing SET dot_at = dot_at - interval '20 minutes' "
            "WHERE state = 'unconfirmed'"
        )
        self.start("verify").wait()
        self.finish()
        return before

    def until_quiet(self, *, owed: int = 0) -> None:
        """Wait until whoever works here has planned so much and sent everything."""
        until(
            lambda: self.planned() >= owed and not self.waiting(),
            self.told,
            every=0.2,
        )

    def planned(self) -> int:
        """Count the reminders."""
        return int(self.ask("SELECT count(*) FROM notifications_reminder")[0][0])

    def told(self) -> str:
        """Say how things stand, for a failure."""
        logs = [f"{each.log.name}: {each.said()}" for each in self.nursery.living()]
        return "\n".join([f"the end of {self.states()}", *logs])

    def until_taken(self, many: int) -> None:
        """Wait until the relay took so many mails more, or nothing is left."""
        goal = len(self.relay.taken()) + many
        until(
            lambda: len(self.relay.taken()) >= goal or not self.waiting(),
            f"{many} more mails",
            every=0.005,
        )

    def verdict(self, **more: Any) -> Verdict:
        """Judge the run as it stands."""
        return judge(self.ask, self.relay.taken(), **more)

    def speaking(self) -> Any:
        """Let Django in this process speak to the database of the run."""
        return speaking_to(self.ground.url(self.database))
