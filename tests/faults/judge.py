"""What became of the mails? Computed from what the relay took and what the table says.

The judge asks neither the sender nor its services: it compares the relay's own file
with the rows, and moments at which transactions really committed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.faults.relays import Taken

Ask = Callable[..., list[tuple[Any, ...]]]

MESSAGES = """
    SELECT id, message_id, state, attempts, extract(epoch FROM due_at)::float, to_address
    FROM notifications_outgoing
"""
REMINDERS = """
    SELECT re.kind, re.subject_id, re.step, re.round, re.recipient_key,
           CASE WHEN re.state = 'PLANNED' AND re.send_at > clock_timestamp()
                THEN 'LATER' ELSE re.state END,
           og.message_id
    FROM notifications_reminder re
    LEFT JOIN notifications_outgoing og ON og.id = re.outgoing_id
"""
DOTS = """
    SELECT og.message_id, pg_xact_commit_timestamp(ev.xmin)
    FROM notifications_outgoingevent ev
    JOIN notifications_outgoing og ON og.id = ev.outgoing_id
    WHERE ev.new_state = 'dot'
"""
# A message in these states is told of on the pages: it is not lost in silence.
TOLD = {"failed", "unconfirmed", "cancelled", "superseded"}
OVER = {"CANCELLED", "SUPERSEDED", "LATER"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run did to the mails.

    Attributes:
        owed: reminders that somebody should hear of.
        taken: mails that the relay took.
        lost: reminders that neither arrived nor stand anywhere as not arrived.
        twice: mails that the relay took beyond the first of each Message-ID.
        twice_owed: the same for reminders (subject, step, round, recipient).
        falsely_sent: messages called sent that the relay never took.
        failed_but_taken: messages called refused that the relay took.
        in_doubt: messages of which the table says that nobody knows.
        after_answer: final dots that committed after the answer did.
        attempts_wrong: messages whose attempts are not their dots.
        lateness: seconds from due to taken: median, 99 of 100, most.
    """

    owed: int
    taken: int
    lost: int
    twice: int
    twice_owed: int
    falsely_sent: int
    failed_but_taken: int
    in_doubt: int
    after_answer: int
    attempts_wrong: int
    lateness: tuple[float, float, float]

    @property
    def wrong(self) -> dict[str, int]:
        """Everything that must be nothing, where it is something."""
        names = (
            "lost",
            "twice",
            "twice_owed",
            "falsely_sent",
            "failed_but_taken",
            "after_answer",
            "attempts_wrong",
        )
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def judge(
    ask: Ask, taken: Sequence[Taken], *, answers: Mapping[str, datetime] | None = None
) -> Verdict:
    """Compare the relay's file with the table.

    Args:
        ask: runs SQL in the database of the run.
        taken: what the relay took.
        answers: Message-ID -> when the answer committed that made it needless.
    """
    arrived = Counter(mail.id for mail in taken)
    messages = {row[1]: row for row in ask(MESSAGES)}
    reminders = ask(REMINDERS)
    dots = ask(DOTS)
    return Verdict(
        owed=sum(row[5] not in OVER for row in reminders),
        taken=len(taken),
        lost=_lost(messages, reminders, arrived),
        twice=sum(many - 1 for many in arrived.values()),
        twice_owed=_twice_owed(reminders, arrived),
        falsely_sent=_in_state(messages, "sent", arrived, taken=False),
        failed_but_taken=_in_state(messages, "failed", arrived, taken=True),
        in_doubt=sum(row[2] == "unconfirmed" for row in messages.values()),
        after_answer=sum(
            at > answers[message_id] for message_id, at in dots if message_id in answers
        )
        if answers
        else 0,
        attempts_wrong=_attempts_wrong(messages, dots),
        lateness=_lateness(messages, taken),
    )


def _lost(
    messages: Mapping[str, Sequence[Any]],
    reminders: Sequence[Sequence[Any]],
    arrived: Mapping[str, int],
) -> int:
    """Count reminders nobody heard of, and messages without reminders alike."""
    told = {key for key, row in messages.items() if arrived.get(key) or row[2] in TOLD}
    owed = [row[6] for row in reminders if row[5] not in OVER]
    bare = messages.keys() - {row[6] for row in reminders}
    return sum(each not in told for each in [*owed, *bare])


def _twice_owed(reminders: Sequence[Sequence[Any]], arrived: Mapping[str, int]) -> int:
    times: Counter[tuple[Any, ...]] = Counter()
    for *key, state, message_id in reminders:
        if state not in OVER:
            times[tuple(key)] += arrived.get(message_id, 0)
    return sum(max(many - 1, 0) for many in times.values())


def _in_state(
    messages: Mapping[str, Sequence[Any]],
    state: str,
    arrived: Mapping[str, int],
    *,
    taken: bool,
) -> int:
    return sum(
        row[2] == state and (arrived.get(key, 0) > 0) == taken
        for key, row in messages.items()
    )


def _attempts_wrong(
    messages: Mapping[str, Sequence[Any]], dots: Sequence[Sequence[Any]]
) -> int:
    committed = Counter(message_id for message_id, _at in dots)
    return sum(row[3] != committed[key] for key, row in messages.items())


def _lateness(
    messages: Mapping[str, Sequence[Any]], taken: Sequence[Taken]
) -> tuple[float, float, float]:
    late = sorted(
        mail.at - messages[mail.id][4] for mail in taken if mail.id in messages
    )
    if not late:
        return (0.0, 0.0, 0.0)
    return (late[len(late) // 2], late[len(late) * 99 // 100], late[-1])
