from datetime import date, timedelta
from fractions import Fraction

import pytest

from agreements.rules.promises import Keeping
from partners.choices import Side, Stage
from reviews.choices import ReviewState
from reviews.rules.facts import Facts, OpenReview
from reviews.rules.findings import Fired
from reviews.rules.readings import Reading
from reviews.rules.status import (
    base_rules,
    rules_from_ending,
    rules_from_lateness,
    rules_from_silence,
    rules_from_trust,
)

TODAY = date(2026, 11, 23)
START = date(2020, 1, 1)
F, P = Side.FOUNDATION, Side.PARTNER
BOTH, ONLY_F, ONLY_P = frozenset(Side), frozenset({F}), frozenset({P})
LIVE = (Stage.ACTIVE, Stage.TRANSITION)


def facts(**changed):
    return Facts(
        **{"stage": Stage.ACTIVE, "relationship_start": START, **changed},
    )


def texts(fired):
    return [each.text for each in fired]


def ending(days, hri=None, stage=Stage.ACTIVE):
    known = facts(
        stage=stage,
        agreement_end=TODAY + timedelta(days=days),
        hri=None if hri is None else Fraction(hri),
    )
    return texts(rules_from_ending(known, TODAY))


@pytest.mark.parametrize(
    ("days", "hri", "rules"),
    [
        (366, None, []),
        (365, None, ["A9"]),
        (365, "59.99", ["A9"]),
        (365, "60", []),
        (184, None, ["A9"]),
        (183, None, ["R6"]),
        (183, "39.99", ["R6"]),
        (183, "40", ["A9"]),
        (183, "60", []),
        (0, "39.99", ["R6"]),
        (0, "100", []),
        (-1, "100", ["A10"]),
        (-60, None, ["A10"]),
        (-61, None, ["R7"]),
    ],
)
def test_the_end_of_the_agreement_asks_for_readiness(days, hri, rules):
    assert ending(days, hri) == rules


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("days", [-100, -1, 100])
def test_only_stages_that_need_an_agreement_ask_for_it(stage, days):
    assert bool(ending(days, stage=stage)) is (stage in LIVE)


@pytest.mark.parametrize(
    ("days", "rules"), [(0, ["R6"]), (1, ["A10"]), (60, ["A10"]), (61, ["R7"])]
)
def test_without_any_agreement_the_days_count_from_the_start(days, rules):
    known = facts(relationship_start=TODAY - timedelta(days=days))
    assert texts(rules_from_ending(known, TODAY)) == rules


@pytest.mark.parametrize(("days", "rules"), [(1, ["A10"]), (60, ["A10"]), (61, ["R7"])])
def test_an_agreement_that_is_still_to_begin_does_not_end_the_days_without(days, rules):
    known = facts(
        agreement_end=TODAY + timedelta(days=900),
        gap_from=TODAY - timedelta(days=days),
    )
    assert texts(rules_from_ending(known, TODAY)) == rules


def test_the_days_can_be_said_in_words():
    known = facts(agreement_end=TODAY - timedelta(days=45))
    assert rules_from_ending(known, TODAY)[0].value == 45


def readings(*answered):
    return tuple(
        Reading(START + timedelta(days=180 * at), None, answered=sides)
        for at, sides in enumerate(answered)
    )


@pytest.mark.parametrize(
    ("answered", "silent"),
    [
        ([ONLY_F], None),
        ([ONLY_F, ONLY_F], (P,)),
        ([ONLY_P, ONLY_P], (F,)),
        ([ONLY_F, ONLY_P], None),
        ([ONLY_F, BOTH], None),
        ([ONLY_F, BOTH, ONLY_F], None),
        ([BOTH, ONLY_F, ONLY_F], (P,)),
        ([frozenset(), frozenset()], (F, P)),
        ([BOTH, BOTH], None),
    ],
)
def test_a_side_that_is_silent_twice_in_a_row_is_red(answered, silent):
    fired = rules_from_silence(facts(readings=readings(*answered)))
    assert [(each.text, each.sides) for each in fired] == (
        [("R4", silent)] if silent else []
    )


@pytest.mark.parametrize(
    ("state", "fires"),
    [
        (ReviewState.OPEN, False),
        (ReviewState.CLOSED, True),
        (ReviewState.TALK_HELD, True),
    ],
)
def test_a_closed_review_counts_as_answered_or_not(state, fires):
    review = OpenReview(TODAY, TODAY, state=state, answered=ONLY_F)
    known = facts(readings=readings(ONLY_F), open_review=review)
    assert bool(rules_from_silence(known)) is fires


@pytest.mark.parametrize(("days", "fires"), [(-1, True), (0, False), (1, False)])
def test_a_review_that_lapsed_with_both_answers_ends_the_row_of_silence(days, fires):
    review = OpenReview(TODAY, TODAY, state=ReviewState.CLOSED, answered=ONLY_F)
    known = facts(
        readings=readings(ONLY_F),
        open_review=review,
        heard_on=START + timedelta(days=days),
    )
    assert bool(rules_from_silence(known)) is fires


@pytest.mark.parametrize(("serious", "rules"), [(True, ["R5"]), (False, [])])
def test_only_a_serious_incident_is_red(serious, rules):
    known = facts(has_serious_incident=serious)
    assert texts(rules_from_trust(known, TODAY)) == rules


@pytest.mark.parametrize(
    ("keeping", "sides"),
    [
        ({P: Keeping(kept=3, not_kept=2)}, None),
        ({P: Keeping(kept=2, kept_late=1, not_kept=2)}, (P,)),
        ({P: Keeping(not_kept=4)}, None),
        ({F: Keeping(not_kept=5), P: Keeping(not_kept=5)}, (F, P)),
        ({}, None),
    ],
)
def test_a_side_that_keeps_less_than_sixty_percent_is_amber(keeping, sides):
    fired = rules_from_trust(facts(keeping=keeping), TODAY)
    assert [(each.text, each.sides) for each in fired] == (
        [("A7", sides)] if sides else []
    )


def test_the_lower_share_is_the_one_to_be_said():
    keeping = {F: Keeping(not_kept=5), P: Keeping(kept=1, not_kept=4)}
    assert rules_from_trust(facts(keeping=keeping), TODAY)[0].value == 0


@pytest.mark.parametrize(("days", "rules"), [(60, []), (61, ["A8"])])
def test_an_item_open_for_more_than_sixty_days_is_amber(days, rules):
    known = facts(oldest_item_on=TODAY - timedelta(days=days))
    assert texts(rules_from_trust(known, TODAY)) == rules


@pytest.mark.parametrize(
    ("days", "answered", "rules"),
    [
        (13, ONLY_F, []),
        (14, ONLY_F, ["A5"]),
        (15, ONLY_F, ["A5"]),
        (15, frozenset(), ["A5"]),
        (15, BOTH, []),
    ],
)
def test_a_side_silent_for_fourteen_days_is_amber(days, answered, rules):
    due_on = TODAY - timedelta(days=days)
    review = OpenReview(due_on, due_on, ReviewState.OPEN, answered)
    assert texts(rules_from_lateness(facts(open_review=review), TODAY, 0)) == rules


def test_the_silence_counts_from_the_moved_date():
    review = OpenReview(TODAY, TODAY - timedelta(days=30), ReviewState.OPEN, ONLY_F)
    assert rules_from_lateness(facts(open_review=review), TODAY, 30) == ()


@pytest.mark.parametrize(("days", "rules"), [(0, []), (30, []), (31, ["A6"])])
def test_more_than_thirty_days_overdue_is_amber(days, rules):
    assert texts(rules_from_lateness(facts(), TODAY, days)) == rules


def test_the_basis_takes_the_ratings_and_leaves_lateness_out():
    late = TODAY - timedelta(days=100)
    known = facts(
        readings=(Reading(late, Fraction(50), fired=(Fired("A1"),)),),
        agreement_end=TODAY + timedelta(days=300),
        open_review=OpenReview(late, late, ReviewState.OPEN),
        has_serious_incident=True,
    )
    assert texts(base_rules(known, TODAY)) == ["A1", "A9", "R5"]
