"""F10 to F12: what does a relay that misbehaves do to the mails, and a mail nobody wants?"""

import json

import pytest

from tests.faults.sizes import SEEDS
from tests.faults.table import TABLE

# The sender that is deployed waits ten minutes for the answer to a dot.
IMPATIENT = {"connect": 2, "command": 2, "dot": 2}
UNRELIABLE = {"not_now": 0.3, "never": 0.02, "drop": 0.03, "rcpt_not_now": 0.02}
ENCRYPTED = {"MAIL_USE_TLS": True}
# How the relay behaves, and what the sender is told of it.
AWAY = {
    "refuse": ({"refuse": True}, {}),
    "closing": ({"closing": True}, {}),
    "stall": ({"stall": "rcpt"}, {}),
    "rcpt_not_now": ({"rcpt_not_now": 1.0}, {}),
    "no such name": ({}, {"MAIL_HOST": "relay.invalid"}),
    "no encryption": ({}, ENCRYPTED),
    "encryption fails": ({"breaks_tls": True}, ENCRYPTED),
}
NO_SUCH_REVIEW = """
    UPDATE notifications_reminder SET subject_id = 999999 WHERE outgoing_id = %s
"""
# The sink refuses lines that are too long, as relays do.
LONG_LINES = """
    UPDATE notifications_outgoing SET letter = 'library', facts = %s WHERE id = %s
"""
ADDRESSED = "UPDATE notifications_outgoing SET to_address = %s WHERE id = %s"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_relay_that_misbehaves_at_random_is_taken_at_its_word(world, seed):
    world.relay.behave(**UNRELIABLE, seed=seed)
    world.finish(rounds=60)
    world.relay.behave()
    in_doubt = world.verify()
    verdict = world.verdict()
    fault = f"4xx 30 %, 5xx 2 %, hangs up 3 %, seed {seed}"
    TABLE.note("F10", fault, verdict, in_doubt=in_doubt)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0
    [(refused,)] = world.ask(
        "SELECT count(*) FROM notifications_outgoing "
        "WHERE state = 'failed' AND last_code <> 554"
    )
    assert refused == 0, "only a refusal for good fails a message"
    [(again,)] = world.ask(
        "SELECT count(*) FROM notifications_outgoing WHERE attempts > 1"
    )
    assert again > 0, "the relay was never unwilling"


def test_a_relay_that_takes_mail_and_never_answers_leaves_doubts_not_doubles(world):
    pks = world.only(2)
    world.relay.behave(stall="dot")
    world.send_once(patience=IMPATIENT).wait()
    world.relay.behave()
    world.finish()
    doubts = world.ask(
        "SELECT id FROM notifications_outgoing WHERE state = 'unconfirmed' ORDER BY id"
    )
    assert [row[0] for row in doubts] == pks
    in_doubt = world.verify()
    verdict = world.verdict()
    TABLE.note(
        "F10", "takes the mail, never answers", verdict, times=2, in_doubt=in_doubt
    )
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


@pytest.mark.parametrize("how", AWAY)
def test_a_relay_that_is_away_costs_no_attempt_and_no_mail(world, how):
    manners, settings = AWAY[how]
    world.only(5)
    world.relay.behave(**manners)
    for _ in range(2):
        world.hurry()
        world.start("send", once=True, patience=IMPATIENT, settings=settings).wait()
    [(attempts,)] = world.ask("SELECT sum(attempts) FROM notifications_outgoing")
    assert (attempts, world.relay.taken()) == (0, [])
    [(longest,)] = world.ask(
        "SELECT extract(epoch FROM max(next_try_at) - clock_timestamp()) "
        "FROM notifications_outgoing WHERE state = 'queued'"
    )
    assert longest <= 5 * 60, "it is asked again within five minutes"
    world.relay.behave()
    world.finish()
    verdict = world.verdict()
    TABLE.note("F11", f"relay away: {how}", verdict, times=2)
    assert verdict.wrong == {}
    assert verdict.in_doubt == 0


@pytest.mark.parametrize("address", ["", "jürg@example.org"], ids=ascii)
def test_a_poisoned_message_fails_alone_and_once(world, address):
    poisoned, *others = world.only(3)
    if address:
        world.ask(ADDRESSED, address, poisoned)
    else:
        world.ask(NO_SUCH_REVIEW, poisoned)
    child = world.send_once()
    child.wait()
    found = dict(
        world.ask(
            "SELECT id, state FROM notifications_outgoing WHERE id = ANY(%s)",
            [poisoned, *others],
        )
    )
    assert found == {poisoned: "failed"} | dict.fromkeys(others, "sent"), child.said()
    world.finish()
    verdict = world.verdict()
    TABLE.note("F12", f"poison: {address or 'no such review'}", verdict)
    assert verdict.wrong == {}


def test_a_line_that_no_relay_takes_leaves_in_short_ones(world):
    [pk] = world.only(1)
    words = {"subject": "Long", "text": "x" * 1200, "html": f"<p>{'é' * 1200}</p>"}
    world.ask(LONG_LINES, json.dumps(words), pk)
    world.send_once().wait()
    [(state, reply)] = world.ask(
        "SELECT state, last_reply FROM notifications_outgoing WHERE id = %s", pk
    )
    assert (state, reply) == ("sent", "taken")
    world.finish()
    verdict = world.verdict()
    TABLE.note("F12", "a line of 1,200 signs", verdict)
    assert verdict.wrong == {}
