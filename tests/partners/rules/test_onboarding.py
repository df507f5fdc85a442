"""What does a newcomer do first, and what changes with each tick?"""

from partners.choices import FirstStep, Side
from partners.rules.onboarding import STEPS_OF, Ticks, ticks


def test_a_newcomer_of_the_foundation_begins_with_the_pack() -> None:
    assert STEPS_OF[Side.FOUNDATION] == tuple(FirstStep)
    assert STEPS_OF[Side.FOUNDATION][0] == FirstStep.PACK


def test_a_newcomer_of_a_partner_is_not_sent_to_the_pack() -> None:
    assert FirstStep.PACK not in STEPS_OF[Side.PARTNER]
    assert len(STEPS_OF[Side.PARTNER]) == len(FirstStep) - 1


def test_only_what_differs_changes_in_the_order_of_the_list() -> None:
    before = [FirstStep.PACK, FirstStep.CALL]
    after = [FirstStep.HELLO, FirstStep.AGREEMENT, FirstStep.CALL]

    assert ticks(before, after) == Ticks(
        done=(FirstStep.AGREEMENT, FirstStep.HELLO), undone=(FirstStep.PACK,)
    )
