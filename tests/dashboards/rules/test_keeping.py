"""Do both sides keep their promises?"""

from dataclasses import replace
from datetime import timedelta

from agreements.choices import InstanceState as S
from eclt_partners.dashboards.rules.keeping import promises_kept
from partners.choices import OwnerSide, Stage
from tests.dashboards.records import a_check, a_promise, recorded
from tests.dashboards.rows import TODAY, a_row

F, P, BOTH = OwnerSide.FOUNDATION, OwnerSide.PARTNER, OwnerSide.JOINT


def _many(side, kept, late, partly, not_kept):
    states = [S.KEPT] * kept + [S.KEPT_LATE] * late + [S.PARTLY] * partly
    return [a_promise(state, side) for state in states + [S.NOT_KEPT] * not_kept]


def _sides(promises):
    (row,) = promises_kept([recorded(promises=promises)], TODAY)["rows"]
    return row["sides"]


def _widths(side):
    return [(part["x"], part["width"]) for part in side["parts"].values()]


def test_both_sides_stand_side_by_side_with_their_percentages():
    """K1 and K2 of the method: 80.0 % and 55.56 %, which is weak (rule A7)."""
    sides = _sides(_many(F, 7, 1, 1, 1) + _many(P, 4, 2, 0, 3))
    assert (sides["FOUNDATION"]["percent"], sides["FOUNDATION"]["is_weak"]) == (
        80,
        False,
    )
    assert (sides["PARTNER"]["percent"], sides["PARTNER"]["is_weak"]) == (56, True)
    assert (sides["PARTNER"]["kept"], sides["PARTNER"]["due"]) == (4, 9)


def test_fewer_than_five_have_counts_and_no_percentage():
    """K3 of the method: 2 on time, 1 late of 3."""
    side = _sides(_many(F, 2, 1, 0, 0))["FOUNDATION"]
    assert (side["percent"], side["kept"], side["late"], side["due"]) == (None, 2, 1, 3)
    assert side["is_weak"] is False


def test_a_joint_promise_counts_for_both_sides():
    sides = _sides([a_promise(S.KEPT, BOTH)])
    assert sides["FOUNDATION"]["kept"] == sides["PARTNER"]["kept"] == 1


def test_what_is_not_confirmed_waits_and_counts_nowhere():
    side = _sides([a_promise(S.KEPT, F, sure=False)])["FOUNDATION"]
    assert (side["due"], side["waiting"]) == (0, 1)


def test_released_and_disputed_promises_are_counted_outside():
    states = [S.RELEASED, S.DISPUTED, S.KEPT]
    side = _sides([a_promise(state, P) for state in states])["PARTNER"]
    assert (side["due"], side["released"], side["disputed"]) == (1, 1, 1)


def test_a_promise_is_equally_wide_in_every_bar():
    sides = _sides(_many(F, 1, 1, 1, 1) + _many(P, 10, 10, 0, 0))
    assert _widths(sides["FOUNDATION"]) == [(0, 5), (5, 10), (15, 5)]
    assert _widths(sides["PARTNER"]) == [(0, 50), (50, 50), (100, 0)]


def test_a_single_promise_does_not_fill_its_bar():
    assert _widths(_sides([a_promise()])["FOUNDATION"])[0] == (0, 10)


def test_late_is_what_is_open_after_its_day_the_longest_first():
    promises = [
        a_promise(S.NOT_DUE, F, due_on=TODAY, text="today"),
        a_promise(S.NOT_DUE, F, due_on=TODAY - timedelta(days=1), text="late"),
        a_promise(S.NOT_DUE, P, due_on=TODAY - timedelta(days=9), text="later"),
        a_promise(S.NOT_KEPT, F, due_on=TODAY - timedelta(days=99), text="over"),
    ]
    found = promises_kept([recorded(promises=promises)], TODAY)
    assert [line["text"] for line in found["late"]] == ["later", "late"]
    assert found["late_counts"] == {"FOUNDATION": 1, "PARTNER": 1, "JOINT": 0}


def test_late_without_a_report_stands_beside_what_counts():
    late_on = TODAY - timedelta(days=1)
    promises = [a_promise(S.NOT_DUE, side, due_on=late_on) for side in (F, BOTH)]
    found = promises_kept([recorded(promises=promises)], TODAY)
    (row,) = found["rows"]
    assert [row["sides"][side]["overdue"] for side in ("FOUNDATION", "PARTNER")] == [
        2,
        1,
    ]
    assert row["sides"]["FOUNDATION"]["due"] == 0
    assert found["partnerships"] == 1


def test_after_the_end_nothing_is_late_and_what_was_late_on_its_day_counts():
    """The check of records ended on 30 September 2025."""
    ended = a_check(6).ended_on
    promises = [
        a_promise(S.NOT_DUE, F, due_on=ended - timedelta(days=1)),
        a_promise(S.NOT_DUE, F, due_on=ended + timedelta(days=1)),
    ]
    row = recorded(promises=promises, checks=[a_check(6)], stage=Stage.SUSTAINING)
    found = promises_kept([row], TODAY)
    assert found["late"] == []
    assert found["rows"][0]["sides"]["FOUNDATION"]["overdue"] == 1


def test_in_a_new_chapter_nothing_of_the_one_before_is_late():
    ended = TODAY - timedelta(days=60)
    promises = [
        replace(a_promise(S.NOT_DUE, F, due_on=day), stopped_on=ended)
        for day in (ended - timedelta(days=1), ended + timedelta(days=1))
    ]
    found = promises_kept([recorded(promises=promises, stage=Stage.SHAPING)], TODAY)
    assert found["late"] == []
    assert found["rows"][0]["sides"]["FOUNDATION"]["overdue"] == 1


def test_partnerships_count_once_something_was_due():
    rows = [
        recorded("MW-01", promises=_many(F, 1, 0, 0, 4)),
        recorded("MW-02", promises=[a_promise(S.NOT_DUE, due_on=TODAY)]),
        a_row("MW-03"),
    ]
    found = promises_kept(rows, TODAY)
    assert [row["code"] for row in found["rows"]] == ["MW-01", "MW-02"]
    assert (found["partnerships"], found["weak_count"]) == (1, 1)
