from copy import deepcopy

import pytest

from eclt_partners.common.errors import InvalidInput
from eclt_partners.demo.evaluate import evaluate
from tests.golden import CASES, by_id


def case(name, **changed):
    (found,) = (deepcopy(each) for each in CASES if each["id"] == name)
    return {**found, **changed}


def problems(*cases):
    with pytest.raises(InvalidInput) as refused:
        evaluate(list(cases))
    return refused.value.problems


def differing(name, field, value):
    changed = case(name)
    changed["expect"][field] = value
    return [str(each) for each in evaluate([changed])]


@pytest.mark.parametrize("worked", CASES, ids=by_id)
def test_every_worked_case_comes_out_as_expected(worked):
    assert evaluate([worked]) == []


def test_all_thirty_six_cases_agree_at_once():
    assert len(CASES) == 36
    assert evaluate(CASES) == []


@pytest.mark.parametrize("worked", CASES, ids=by_id)
def test_a_wrong_expectation_of_any_kind_is_noticed(worked):
    field = next(iter(worked["expect"]))
    (difference,) = evaluate([{**worked, "expect": {field: -1}}])
    assert (difference.case, difference.field) == (worked["id"], field)


@pytest.mark.parametrize(
    ("name", "field", "value", "line"),
    [
        ("G1", "H", 71.24, "G1 H: expected 71.24, got 71.25"),
        ("G1", "H", None, "G1 H: expected nothing, got 71.25"),
        ("G4", "red", [], "G4 red: expected [], got [R2:D2]"),
        ("G5", "amber", ["A3"], "G5 amber: expected [A3], got [A2:D10, A2:D4, A3]"),
        ("G3", "H", 5, "G3 H: expected 5, got nothing"),
        (
            "T2",
            "pairwise_sorted",
            [1, 2],
            "T2 pairwise_sorted: expected [1, 2], got [-2.55, 6.20, 14.49]",
        ),
    ],
)
def test_a_difference_says_what_was_expected_and_what_came_out(
    name, field, value, line
):
    assert differing(name, field, value) == [line]


def test_a_difference_inside_a_group_names_its_part():
    changed = case("G1")
    changed["expect"]["lesson"]["2"] = 70
    del changed["expect"]["gaps"]["D3"]
    assert [str(each) for each in evaluate([changed])] == [
        "G1 lesson.2: expected 70, got 68.75",
        "G1 gaps.D3: expected nothing, got 1.00",
    ]


@pytest.mark.parametrize(
    ("broken", "place", "reason"),
    [
        ("no", "case 1", "expected an object"),
        ({"kind": "score"}, "case 1, id", "expected a text"),
        (case("G1", kind="x"), "case 1 (G1), kind", "'x' is none of score,"),
        (case("G1", expect=None), "case 1 (G1), expect", "expected an object"),
        (case("G1", expect={"X": 1}), "case 1 (G1), expect.X", "'X' is none of H,"),
        (case("G1", partner=None), "case 1 (G1), partner", "expected an object"),
        (
            case("G1", partner={"D3": [6]}),
            "case 1 (G1), partner.D3[0]",
            "6 is not 1 to 5",
        ),
        (
            case("G1", partner={"D3": ["no"]}),
            "case 1 (G1), partner.D3[0]",
            "'no' is none of 1 to 5, NK, NA",
        ),
        (
            case("G1", partner={"D11": [4]}),
            "case 1 (G1), partner.D11",
            "'D11' is none of",
        ),
        (
            case("G1", partner={"D1": 4}),
            "case 1 (G1), partner.D1",
            "expected a list",
        ),
        (case("G4", prev_H="x"), "case 1 (G4), prev_H", "'x' is not a number"),
        (case("G6", weights={"D1": 1}), "case 1 (G6), weights", "expected one weight"),
        (
            case("G6", weights={**case("G6")["weights"], "D2": -1}),
            "case 1 (G6), weights.D2",
            "a weight is never negative",
        ),
        (case("A1", ratings=[]), "case 1 (A1), ratings", "expected at least one"),
        (case("A1", ratings=[0]), "case 1 (A1), ratings[0]", "0 is not 1 to 5"),
        (
            case("T1", points=[["2026-02-30", 50]]),
            "case 1 (T1), points[0][0]",
            "'2026-02-30' is not a date",
        ),
        (
            case("T1", points=[["2026-02-01"]]),
            "case 1 (T1), points[0]",
            "expected 2 values, found 1",
        ),
        (
            case("C1", args=["NOWHERE", 8, "GREEN"]),
            "case 1 (C1), args[0]",
            "'NOWHERE' is none of EXPLORING,",
        ),
        (
            case("C1", args=["SUSTAINING", 8, "GREEN"]),
            "case 1 (C1), args[0]",
            "no reviews are planned in the stage SUSTAINING",
        ),
        (
            case("C1", args=["ACTIVE", 8, "GREEN", 0, 1]),
            "case 1 (C1), args[4]",
            "1 is neither true nor false",
        ),
        (
            case("C1", args=["ACTIVE", -1, "GREEN"]),
            "case 1 (C1), args[1]",
            "-1 is not 0 or more",
        ),
        (case("C1", args=["ACTIVE"]), "case 1 (C1), args[1]", "None is not a whole"),
        (
            case("H1", functions=[["Clubs", 2, [1, 2, 3], True]]),
            "case 1 (H1), functions[0][2]",
            "expected 4 values, found 3",
        ),
        (
            case("H1", functions=[["Clubs", 2, [1, 2, 3, 5], True]]),
            "case 1 (H1), functions[0][2][3]",
            "5 is not 0 to 4",
        ),
        (
            case("H1", functions=[["Clubs", 2, [1, 2, 3, 4], "yes"]]),
            "case 1 (H1), functions[0][3]",
            "'yes' is neither true nor false",
        ),
        (case("S1", items=[[4, 3]]), "case 1 (S1), items[0][0]", "4 is not 1 to 3"),
        (
            case("K1", on_time_late_partly_notkept=[1, 2]),
            "case 1 (K1), on_time_late_partly_notkept",
            "expected 4 values, found 2",
        ),
    ],
)
def test_a_case_that_cannot_be_read_names_place_and_reason(broken, place, reason):
    found = problems(broken)
    assert list(found) == [place]
    assert found[place].startswith(reason)


def test_every_case_that_cannot_be_read_is_listed():
    found = problems(case("G1", kind="x"), case("G2"), case("A1", ratings=[9]))
    assert list(found) == ["case 1 (G1), kind", "case 3 (A1), ratings[0]"]


def test_a_file_that_is_no_list_is_refused():
    with pytest.raises(InvalidInput, match="expected a list"):
        evaluate({"cases": []})


def test_no_cases_leave_nothing_to_differ():
    assert evaluate([]) == []
