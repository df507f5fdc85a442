"""F18: due dates that are edited back and forth bring no second mail."""

from tests.faults.conftest import OWED, Worlds
from tests.faults.sizes import EDITS
from tests.faults.table import TABLE

# From "in ten days" to "in two", where the next step of the ladder begins, and back.
EDIT = "UPDATE reviews_review SET due_on = original_due_on + %s"
THERE_AND_BACK = (0, 40)


def test_a_due_date_edited_back_and_forth_brings_no_second_mail(new_world: Worlds):
    world = new_world(OWED)
    world.start("plan").wait()
    for number in range(EDITS):
        world.ask(EDIT, THERE_AND_BACK[number % 2])
        world.start("plan").wait()
        if number % 3 == 0:
            world.send_once().wait()
    world.finish()
    verdict = world.verdict()
    TABLE.note("F18", "due dates edited back and forth", verdict, times=EDITS)
    assert verdict.wrong == {}
    addresses = [mail.to[0] for mail in world.relay.taken()]
    assert len(addresses) == len(set(addresses)), "one mail per person and day"
