"""F22: does the second look find what somebody took out of the ledger by hand?"""

from tests.faults.table import TABLE

# The superuser alone can do it: triggers refuse it to everybody else.
BY_HAND = """
    SET session_replication_role = replica;
    DELETE FROM notifications_outgoingevent WHERE outgoing_id = %s;
    DELETE FROM notifications_reminder WHERE id = ANY(%s);
    DELETE FROM notifications_outgoing WHERE id = %s;
"""
PLACES = """
    SELECT re.id, re.outgoing_id, re.kind, re.subject_id, re.step, re.round,
           re.recipient_key
    FROM notifications_reminder re
    JOIN notifications_outgoing og ON og.id = re.outgoing_id
    WHERE og.letter <> 'digest' ORDER BY re.id LIMIT 2
"""
HOLES = """
    SELECT what, kind, subject_id, step, round, recipient_key
    FROM notifications_hole WHERE closed_at IS NULL
"""


def test_what_is_taken_out_of_the_ledger_is_found_at_the_next_look(world):
    world.start("reconcile").wait()
    assert world.ask(HOLES) == []
    whole, empty = world.ask(PLACES)
    world.ask(
        BY_HAND,
        whole[1],
        [whole[0], empty[0]],
        whole[1],
    )
    world.start("reconcile").wait()
    assert sorted(world.ask(HOLES)) == sorted(
        [
            ("MISSING", *whole[2:]),
            ("MISSING", *empty[2:]),
            ("EMPTY", "", empty[1], "", 0, empty[6]),
        ]
    )
    # Who is owed a mail gets it: the planner looks at rows, not at ticks.
    world.start("plan").wait()
    world.finish()
    verdict = world.verdict()
    TABLE.note("F22", "rows deleted by hand, found at the next look", verdict, times=2)
    assert verdict.wrong == {}
