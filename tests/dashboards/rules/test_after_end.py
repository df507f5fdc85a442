"""What lasts after the end?"""

from datetime import date

import pytest

from eclt_partners.dashboards.rules.after_end import DRAWN, what_lasts
from partners.choices import CheckState
from tests.dashboards.records import a_check, recorded
from tests.dashboards.rows import TODAY, a_row

# S1 and S3 of the method: importance and what is true today.
S1 = [(2, 3), (3, 2), (3, 1), (1, 3)]
S3 = [(2, 3), (2, 2), (3, None), (2, None)]
OPEN = CheckState.SCHEDULED


def _found(*checks, as_of=TODAY):
    return what_lasts([recorded(checks=checks)], as_of)


def _checks(*checks, as_of=TODAY):
    return _found(*checks, as_of=as_of)["rows"][0]["checks"]


def test_a_score_has_its_words_just_under_the_line():
    (check,) = _checks(a_check(6, S1))
    assert (check["score"], check["band"], check["state"]) == ("66.7", "partly", "done")


def test_a_whole_score_is_written_without_a_point():
    (check,) = _checks(a_check(6, [(1, 3)]))
    assert (check["score"], check["band"]) == ("100", "mostly_lasting")


def test_with_too_little_known_there_is_no_score_and_no_dot():
    found = _found(a_check(6, S3))
    check = found["rows"][0]["checks"][0]
    assert (check["score"], check["known_percent"], check["mark"]) == (None, 44, None)
    assert found["lines"] == []


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 3, 30), "ahead"), (date(2026, 3, 31), "overdue")],
)
def test_a_check_that_nobody_answered_is_overdue_once_its_day_is_over(day, state):
    assert _checks(a_check(6, state=OPEN), as_of=day)[0]["state"] == state


def test_a_check_that_was_left_out_says_so():
    assert _checks(a_check(6, state=CheckState.WAIVED))[0]["state"] == "waived"


def test_only_the_last_end_counts_in_the_order_of_the_months():
    old = a_check(12, S1, ended_on=date(2020, 1, 31))
    found = _found(a_check(12, S1), old, a_check(6, S1))
    assert [check["month"] for check in found["rows"][0]["checks"]] == [6, 12]
    assert found["measure"]["known"] == 1


def test_overdue_checks_are_listed_the_earliest_first():
    rows = [
        recorded("MW-01", checks=[a_check(12, state=OPEN), a_check(6, state=OPEN)]),
        recorded("MW-02", checks=[a_check(6, ended_on=date(2026, 4, 30), state=OPEN)]),
    ]
    overdue = what_lasts(rows, TODAY)["overdue"]
    assert [(line["code"], line["month"]) for line in overdue] == [
        ("MW-01", 6),
        ("MW-01", 12),
        ("MW-02", 6),
    ]


def test_the_measure_counts_the_checks_after_12_months():
    """The measure of methods F3: lasting of known, not yet due, overdue."""
    strong = [(1, 3)]
    rows = [
        recorded("MW-01", checks=[a_check(6, strong), a_check(12, S1)]),
        recorded("MW-02", checks=[a_check(12, strong)]),
        recorded("MW-03", checks=[a_check(12, state=OPEN)]),
        recorded("MW-04", checks=[a_check(12, ended_on=TODAY, state=OPEN)]),
        recorded("MW-05", checks=[a_check(12, state=CheckState.WAIVED)]),
    ]
    assert what_lasts(rows, TODAY)["measure"] == {
        "lasting": 1,
        "known": 2,
        "without_score": 1,
        "ahead": 1,
        "overdue": 1,
    }


def test_one_line_joins_the_dots_of_one_partnership():
    (line,) = _found(a_check(6, S1), a_check(12, [(1, 3)]))["lines"]
    assert line["path"] == "92.5,62 155,12"
    assert (line["label_x"], line["label_y"]) == (164.0, 12.0)


def test_labels_keep_apart_and_only_so_many_lines_are_drawn():
    rows = [recorded(f"MW-{n:02}", checks=[a_check(6, S1)]) for n in range(1, 20)]
    found = what_lasts(rows, TODAY)
    assert (len(found["lines"]), len(found["rows"])) == (DRAWN, 19)
    assert found["lines"][1]["label_y"] - found["lines"][0]["label_y"] == 14


def test_a_partnership_that_goes_on_has_no_row():
    assert what_lasts([a_row()], TODAY)["rows"] == []
