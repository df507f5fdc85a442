"""Does a healthy relationship go with results? Points, counts, and no line."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from agreements.rules.parts import Target
from eclt_partners.dashboards.rules.health_and_targets import health_and_targets
from tests.dashboards.records import a_first, a_result, an_agreement, recorded
from tests.dashboards.rows import TODAY, a_score

CHILDREN = Target("children", "Children back in school", 200, date(2027, 6, 30))
CLUBS = Target("clubs", "School clubs", 10, date(2026, 6, 30))


def _row(code="MW-01", *, reached=None, index=70, targets=(CHILDREN,), party=1):
    deal = an_agreement(
        a_first(targets=targets), results=[a_result(reached=reached or {})]
    )
    scores = [] if index is None else [_score(index, party)]
    return recorded(code, agreements=[deal], scores=scores)


def _score(index, party=1, version=""):
    return replace(a_score(party_id=party), index=Fraction(index), version=version)


def _found(*rows):
    return health_and_targets(rows, TODAY)


def test_a_partnership_is_a_point_at_its_index_and_its_share():
    (point,) = _found(_row(reached={"children": 90}))["points"]
    assert (point["code"], point["index"], point["percent"]) == ("MW-01", 70, 45)
    assert (point["x"], point["y"]) == (236, 124)


def test_several_targets_are_one_point_and_none_counts_above_the_whole():
    row = _row(targets=(CHILDREN, CLUBS), reached={"children": 100, "clubs": 30})
    (point,) = _found(row)["points"]
    assert (point["percent"], point["target_count"]) == (75, 2)


def test_what_another_agreement_continues_counts_there_and_only_from_its_first_day():
    row = _row(reached={"children": 90})
    (old,) = row.record.agreements
    new = replace(old, results=(a_result(reached={"children": 20}),))
    for day, percent in ((TODAY, 10), (TODAY + timedelta(days=1), 28)):
        both = (replace(old, continued_on=day), new)
        deals = recorded("MW-01", agreements=both, scores=row.scores)
        (point,) = _found(deals)["points"]
        assert point["percent"] == percent


def test_a_target_that_nobody_counted_is_not_zero():
    row = _row(targets=(CHILDREN, CLUBS), reached={"children": 100})
    (point,) = _found(row)["points"]
    assert (point["percent"], point["target_count"]) == (50, 1)


def test_time_is_over_when_it_is_over_for_all_counted_targets():
    both = {"children": 100, "clubs": 5}
    rows = [_row("MW-01", targets=(CLUBS,), reached={"clubs": 5})]
    rows.append(_row("MW-02", targets=(CHILDREN, CLUBS), reached=both))
    assert [point["is_over"] for point in _found(*rows)["points"]] == [True, False]


def test_the_lowest_pair_speaks_and_a_pair_without_index_keeps_it_out():
    row = _row(reached={"children": 90})
    two = replace(row, scores=(_score(80, 1), _score(30, 2)))
    assert _found(two)["points"][0]["index"] == 30
    unknown = replace(row, scores=(_score(80, 1), a_score(party_id=2)))
    assert _found(unknown)["without"]["no_index"] == 1


def test_why_a_partnership_is_not_among_them_is_counted():
    found = _found(
        _row("MW-01", targets=()),
        _row("MW-02"),
        _row("MW-03", reached={"children": 1}, index=None),
    )
    assert found["without"] == {"no_targets": 1, "not_counted": 1, "no_index": 1}
    assert (found["points"], found["count"]) == ([], 0)


def test_fewer_than_five_are_listed_and_not_put_together():
    rows = [_row(f"MW-{n:02}", reached={"children": 90}) for n in range(1, 5)]
    found = _found(*rows)
    assert (len(found["points"]), found["grid"]) == (4, [])


def test_bands_take_the_exact_number_not_the_rounded_one():
    rows = [
        _row(f"MW-{n:02}", reached={"children": 199}, index=Fraction("64.9"))
        for n in range(1, 6)
    ]
    grid = _found(*rows)["grid"]
    assert grid == [
        {"health": 65, "counts": [0, 0, 0, 0]},
        {"health": 40, "counts": [0, 0, 5, 0]},
        {"health": 0, "counts": [0, 0, 0, 0]},
    ]


def test_many_points_are_cut_lose_their_names_and_are_all_counted():
    rows = [_row(f"MW-{n:02}", reached={"children": n}) for n in range(1, 91)]
    found = _found(*rows)
    assert (len(found["points"]), found["count"], found["has_names"]) == (60, 90, False)
    assert sum(sum(line["counts"]) for line in found["grid"]) == 90


def test_names_near_the_right_edge_stand_to_the_left():
    rows = [_row("MW-01", reached={"children": 1}, index=100)]
    assert _found(*rows)["points"][0]["anchor"] == "end"
