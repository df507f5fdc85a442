"""How a concern for safety goes on."""

from datetime import UTC, datetime
from itertools import product

import pytest

from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.states import check_transition
from partners.choices import IncidentState
from partners.rules.incidents import NEXT, OPEN, contact_due_at

NEW, IN_CONTACT, SAFE, NO_DANGER = IncidentState
ARROWS = {
    (NEW, IN_CONTACT),
    (NEW, SAFE),
    (NEW, NO_DANGER),
    (IN_CONTACT, SAFE),
    (IN_CONTACT, NO_DANGER),
}


@pytest.mark.parametrize(("old", "new"), sorted(ARROWS))
def test_every_arrow_may_be_taken(old, new) -> None:
    assert new in NEXT[old]


@pytest.mark.parametrize(
    ("old", "new"), sorted(set(product(IncidentState, repeat=2)) - ARROWS)
)
def test_no_other_step_may_be_taken(old, new) -> None:
    with pytest.raises(IllegalTransition):
        check_transition(NEXT, old, new)


def test_new_ones_and_those_in_contact_are_open() -> None:
    assert frozenset({NEW, IN_CONTACT}) == OPEN


def test_contact_is_due_within_72_hours() -> None:
    reported = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert contact_due_at(reported) == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
