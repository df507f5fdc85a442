"""What somebody may do at the table of a renegotiation, by who looks and how it stands."""

from itertools import product

import pytest

from agreements.choices import RenegotiationState
from agreements.rules.at_the_table import Guest, TableAct, TableStand, acts_open
from agreements.rules.negotiation import NEXT, OPEN

A, S = TableAct, RenegotiationState
TALKS = {A.WRITE, A.TALK}


def acts(state=S.TALKING, *, is_partner=False, stand=None, **guest) -> set[TableAct]:
    here = TableStand(state, **(stand or {"is_helped": True}))
    return set(acts_open(Guest(is_partner, **guest), here))


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("is_partner", [True, False])
def test_who_speaks_writes_and_talks_as_long_as_the_table_is_open(
    state, is_partner
) -> None:
    may = acts(state, is_partner=is_partner, speaks=True)

    assert (may >= TALKS) is (state in OPEN)
    assert (TALKS & may == set()) is (state not in OPEN)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("is_raiser", [True, False])
def test_a_side_withdraws_its_own_wish_and_declines_the_other_ones(
    state, is_raiser
) -> None:
    may = acts(
        state, speaks=True, leads=True, is_raiser=is_raiser, shares_wish=is_raiser
    )

    assert (A.DECLINE in may) is (state in OPEN and not is_raiser)
    assert (A.WITHDRAW in may) is (is_raiser and S.WITHDRAWN in NEXT[state])


@pytest.mark.parametrize("state", list(S))
def test_the_page_offers_no_step_that_the_states_do_not_know(state) -> None:
    may = acts(state, speaks=True, leads=True)

    assert (A.PARK in may) is (S.PARKED in NEXT[state])
    assert (A.RESUME in may) is (state == S.PARKED)


def test_only_leads_decide() -> None:
    assert acts(speaks=True) == TALKS
    assert acts(speaks=True, leads=True) == TALKS | {A.DECLINE, A.PARK}


@pytest.mark.parametrize(("is_raiser", "is_unread"), product([True, False], repeat=2))
def test_the_side_that_was_asked_says_once_that_it_read_the_wish(
    is_raiser, is_unread
) -> None:
    stand = {"is_unread": is_unread}

    may = acts(
        S.RAISED, speaks=True, is_raiser=is_raiser, shares_wish=is_raiser, stand=stand
    )

    assert (A.ACKNOWLEDGE in may) is (is_unread and not is_raiser)


def test_another_partner_does_not_answer_a_wish_in_place_of_the_foundation() -> None:
    unread = {"is_unread": True}
    may = acts(S.RAISED, speaks=True, leads=True, shares_wish=True, stand=unread)

    assert not {A.ACKNOWLEDGE, A.DECLINE, A.WITHDRAW} & may
    assert {A.WRITE, A.TALK} <= may


def test_the_helper_is_asked_once() -> None:
    assert A.HELPER in acts(speaks=True, stand={"is_helped": False})
    assert A.HELPER not in acts(speaks=True, stand={"is_helped": True})


@pytest.mark.parametrize(
    ("is_partner", "own"),
    [(True, "has_partner_confirmed"), (False, "has_foundation_confirmed")],
)
def test_leads_confirm_the_record_once_for_their_own_side(is_partner, own) -> None:
    lead = {"is_partner": is_partner, "leads": True, "confirms": True}
    noted = {"is_talk_noted": True}

    assert A.CONFIRM not in acts(**lead)
    assert A.CONFIRM in acts(**lead, stand=noted)
    assert A.CONFIRM not in acts(**lead, stand={**noted, own: True})
    assert A.CONFIRM not in acts(**{**lead, "leads": False}, stand=noted)
    assert A.CONFIRM not in acts(**{**lead, "confirms": False}, stand=noted)


def test_only_the_foundation_writes_down_that_a_partner_confirmed() -> None:
    noted = {"is_talk_noted": True}
    done = {**noted, "has_partner_confirmed": True}

    assert A.CONFIRM_FOR in acts(confirms=True, stand=noted)
    assert A.CONFIRM_FOR not in acts(confirms=True, stand=done)
    assert A.CONFIRM_FOR not in acts(is_partner=True, confirms=True, stand=noted)


def test_a_director_notes_what_comes_of_a_table_that_lapsed() -> None:
    lapsed = {"wants_note": True}

    assert acts(S.LAPSED, ends=True, stand=lapsed) == {A.NOTE_LAPSE}
    assert acts(S.LAPSED, stand=lapsed) == set()
    assert acts(S.LAPSED, is_partner=True, ends=True, stand=lapsed) == set()


@pytest.mark.parametrize("state", list(S))
def test_a_partner_who_may_only_read_asks_for_the_link_of_the_table(state) -> None:
    is_alive = state in OPEN or state == S.PARKED

    assert acts(state, is_partner=True) == ({A.ASK_LINK} if is_alive else set())


def test_notes_stay_with_those_who_may_keep_them() -> None:
    assert acts(S.SIGNED, keeps_notes=True) == {A.NOTES}
