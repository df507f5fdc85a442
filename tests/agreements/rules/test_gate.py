"""Each line of gate G2, alone, with its edges."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from agreements.choices import ClauseKind
from agreements.rules.gate import (
    Gap,
    GateFacts,
    GateLine,
    Lack,
    PlannedFunction,
    SafeguardingFacts,
    Signed,
    blocking,
    gate_g2,
    warning,
)
from agreements.rules.terms import BudgetLine, TalkPath, WorkingRules
from agreements.rules.terms_json import text_hash
from partners.choices import CheckOutcome, Fate, Horizon, OwnerSide, Side
from partners.rules.handover import Pillar
from tests.agreements.rules.some_terms import TERMS, changed, with_clause

F, P = Side.FOUNDATION, Side.PARTNER
START = TERMS.effective_from
CLUBS = PlannedFunction("Clubs", described=frozenset(Pillar), owner_name="School")
SAFE = SafeguardingFacts(CheckOutcome.GOOD, START)
ALL = frozenset(Horizon)
BOTH = frozenset(Side)


def signed(side: Side, **values: object) -> Signed:
    return replace(
        Signed(side, "Name", "Role", START, text_hash(TERMS)),
        **values,  # type: ignore[arg-type]
    )


FACTS = GateFacts(
    starts_on=START,
    functions=(CLUBS,),
    goals_count=1,
    expected={F: ALL, P: ALL},
    doubted=BOTH,
    confirmed=BOTH,
    safeguarding=(SAFE,),
    signatures=(signed(F), signed(P)),
    has_overhead_line=True,
    partner_languages=frozenset({"en-gb"}),
    harvest_months=frozenset({4, 5}),
)


def gaps(code: str, terms=TERMS, **facts: object) -> list[Gap]:
    lines = gate_g2(terms, replace(FACTS, **facts))  # type: ignore[arg-type]
    return [gap for line in lines if line.code == code for gap in line.gaps]


def test_a_complete_version_passes_every_line() -> None:
    lines = gate_g2(TERMS, FACTS)
    codes = [f"B{n}" for n in range(1, 11)] + ["W1", "W2", "W3", "W4"]
    assert [line.code for line in lines] == codes
    assert all(line.ok for line in lines)
    assert (blocking(lines), warning(lines)) == ((), ())


def test_lines_that_block_and_lines_that_warn_are_told_apart() -> None:
    lines = gate_g2(TERMS, replace(FACTS, goals_count=0, has_overhead_line=False))
    assert blocking(lines) == (GateLine("B7", (Gap(Lack.NO_GOAL),)),)
    assert warning(lines) == (GateLine("W2", (Gap(Lack.NO_OVERHEAD),)),)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"effective_to": START + timedelta(1)}, []),
        ({"effective_to": START}, [Gap(Lack.END_NOT_AFTER_START, value=START)]),
        ({"currency": ""}, [Gap(Lack.NO_CURRENCY)]),
        ({"rate": Decimal(0)}, [Gap(Lack.NO_CURRENCY)]),
        ({"lines": ()}, []),
        (
            {"lines": (BudgetLine("a", "Staff", 2026, Decimal(-1)),)},
            [Gap(Lack.NEGATIVE_AMOUNT, about="Staff")],
        ),
    ],
)
def test_b1_wants_an_end_after_the_start_and_a_currency(values, expected) -> None:
    assert gaps("B1", changed(**values)) == expected


def test_b2_wants_a_dated_promise_of_each_side() -> None:
    of_foundation, of_partner = TERMS.promises
    assert gaps("B2", changed(promises=(of_foundation,))) == [
        Gap(Lack.NO_DATED_PROMISE, about=P)
    ]
    undated = replace(of_foundation, due_on=None)
    joint = replace(of_foundation, side=OwnerSide.JOINT)
    for promise in (undated, joint):
        assert gaps("B2", changed(promises=(promise, of_partner))) == [
            Gap(Lack.NO_DATED_PROMISE, about=F)
        ]


@pytest.mark.parametrize(
    ("months", "first", "expected"),
    [
        (12, 6, []),
        (13, 6, [Gap(Lack.INTERVAL_TOO_LONG, value=13)]),
        (12, 7, [Gap(Lack.FIRST_REVIEW_TOO_LATE, value=7)]),
        (None, None, [Gap(Lack.NO_INTERVAL), Gap(Lack.NO_FIRST_REVIEW)]),
        (0, 0, [Gap(Lack.NO_INTERVAL), Gap(Lack.NO_FIRST_REVIEW)]),
    ],
)
def test_b3_wants_a_review_within_12_months_and_6_the_first(
    months, first, expected
) -> None:
    assert gaps("B3", changed(rules=WorkingRules(months, first, 30))) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (30, []),
        (31, [Gap(Lack.ANSWER_TIME_TOO_LONG, value=31)]),
        (None, [Gap(Lack.NO_ANSWER_TIME)]),
    ],
)
def test_b4_wants_an_answer_within_30_days(days, expected) -> None:
    assert gaps("B4", changed(rules=WorkingRules(6, 6, days))) == expected


@pytest.mark.parametrize(
    ("code", "key", "kind"),
    [
        ("B3", "take-stock", ClauseKind.TAKE_STOCK),
        ("B4", "room-to-change", ClauseKind.ROOM_TO_CHANGE),
    ],
)
def test_b3_and_b4_want_the_words_of_the_clause(code, key, kind) -> None:
    missing = [Gap(Lack.NO_CLAUSE, about=str(kind))]
    assert gaps(code, with_clause(key, kind=ClauseKind.OTHER)) == missing
    assert gaps(code, with_clause(key, text=" ")) == missing


def test_b5_wants_a_person_and_another_one_above_for_each_side() -> None:
    assert gaps("B5", changed(talk_path=TalkPath("user:1", "user:1", "", ""))) == [
        Gap(Lack.SAME_PERSON_ABOVE, about=F),
        Gap(Lack.NO_PERSON, about=P),
        Gap(Lack.NOBODY_ABOVE, about=P),
    ]


HALF_A_YEAR = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("functions", "expected"),
    [
        ((), [Gap(Lack.NO_FUNCTION)]),
        (
            (replace(CLUBS, described=frozenset(Pillar) - {Pillar.LINKAGES}),),
            [Gap(Lack.PILLAR_MISSING, about="Clubs", value=Pillar.LINKAGES)],
        ),
        ((replace(CLUBS, owner_name=""),), [Gap(Lack.NO_OWNER, about="Clubs")]),
        ((replace(CLUBS, owner_name="", owner_found_by=HALF_A_YEAR),), []),
        (
            (replace(CLUBS, owner_name="", owner_found_by=date(2026, 7, 2)),),
            [Gap(Lack.OWNER_TOO_LATE, about="Clubs", value=HALF_A_YEAR)],
        ),
        ((PlannedFunction("Camp", fate=Fate.STOP),), []),
    ],
)
def test_b6_wants_every_function_described_and_owned(functions, expected) -> None:
    assert gaps("B6", functions=functions) == expected


@pytest.mark.parametrize(("count", "lacks"), [(0, [Gap(Lack.NO_GOAL)]), (1, [])])
def test_b7_wants_one_goal_to_grow_stronger(count, lacks) -> None:
    assert gaps("B7", goals_count=count) == lacks


def test_b8_wants_three_horizons_a_doubt_and_a_yes_of_each_side() -> None:
    found = gaps(
        "B8",
        expected={F: ALL - {Horizon.END}},
        doubted=frozenset({P}),
        confirmed=frozenset({F}),
    )
    assert found == [
        Gap(Lack.EXPECTATION_MISSING, about=F, value=Horizon.END),
        Gap(Lack.NO_DOUBT, about=F),
        *(Gap(Lack.EXPECTATION_MISSING, about=P, value=each) for each in Horizon),
        Gap(Lack.NOT_CONFIRMED, about=P),
    ]


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (SafeguardingFacts(), [Gap(Lack.NO_CHECK)]),
        (SAFE, []),
        (
            replace(SAFE, valid_until=START - timedelta(1)),
            [Gap(Lack.CHECK_OVER, value=START - timedelta(1))],
        ),
        (replace(SAFE, outcome=CheckOutcome.PLAN), []),
        (replace(SAFE, outcome=CheckOutcome.WEAK), [Gap(Lack.CHECK_WEAK)]),
    ],
)
def test_b9_wants_a_good_check_that_is_valid_on_the_first_day(check, expected) -> None:
    assert gaps("B9", safeguarding=(check,)) == expected


def test_b9_tells_of_a_coalition_which_partner_lacks_a_check() -> None:
    weak = replace(SAFE, about="Zuwa", outcome=CheckOutcome.WEAK)
    checks = (replace(SAFE, about="Nyali"), weak, SafeguardingFacts(about="Open"))

    assert gaps("B9", safeguarding=checks) == [
        Gap(Lack.CHECK_WEAK, about="Zuwa"),
        Gap(Lack.NO_CHECK, about="Open"),
    ]


def test_b9_wants_no_open_flag_on_integrity() -> None:
    assert gaps("B9", integrity_open=True) == [Gap(Lack.INTEGRITY_OPEN)]


@pytest.mark.parametrize(
    ("signatures", "lack"),
    [
        ((), Lack.NOT_SIGNED),
        ((signed(P, name=""),), Lack.SIGNATURE_INCOMPLETE),
        ((signed(P, role=""),), Lack.SIGNATURE_INCOMPLETE),
        ((signed(P, signed_on=None),), Lack.SIGNATURE_INCOMPLETE),
        ((signed(P, text_hash="0" * 64),), Lack.OTHER_TEXT_SIGNED),
    ],
)
def test_b10_wants_name_role_date_and_the_same_text(signatures, lack) -> None:
    assert gaps("B10", signatures=(signed(F), *signatures)) == [Gap(lack, about=P)]


def test_b10_takes_one_good_signature_beside_others() -> None:
    old = signed(P, text_hash="0" * 64)
    assert gaps("B10", signatures=(signed(F), old, signed(P))) == []


def test_b10_wants_every_party_of_a_coalition() -> None:
    signatures = (signed(F), signed(P, party_id=7))
    assert gaps("B10", signatures=signatures, party_ids=frozenset({7, 9})) == [
        Gap(Lack.NOT_SIGNED, about=P, value=9)
    ]


def test_b10_refuses_signatures_under_other_words() -> None:
    found = gaps("B10", changed(title="Other"))
    assert [gap.lack for gap in found] == [Lack.OTHER_TEXT_SIGNED] * 2


def test_w1_warns_of_an_open_plan() -> None:
    plan = replace(SAFE, plan_open=True)
    assert gaps("W1", safeguarding=(plan,)) == [Gap(Lack.PLAN_OPEN)]


def test_w2_does_not_ask_for_overhead_where_there_is_no_money() -> None:
    assert gaps("W2", has_overhead_line=False) == [Gap(Lack.NO_OVERHEAD)]
    assert gaps("W2", changed(lines=()), has_overhead_line=False) == []


def test_w3_warns_of_a_language_the_partner_does_not_work_in() -> None:
    assert gaps("W3", changed(language="pt")) == [Gap(Lack.OTHER_LANGUAGE, value="pt")]


@pytest.mark.parametrize(
    ("starts_on", "months", "expected"),
    [
        (START, frozenset({7}), [Gap(Lack.IN_HARVEST, value=HALF_A_YEAR)]),
        (START, frozenset({6, 8}), []),
        (date(2024, 1, 1), frozenset({7}), []),
    ],
)
def test_w4_warns_of_a_first_review_in_the_harvest(starts_on, months, expected) -> None:
    assert gaps("W4", starts_on=starts_on, harvest_months=months) == expected


def test_w4_says_nothing_while_no_first_review_is_set() -> None:
    assert gaps("W4", changed(rules=WorkingRules())) == []
