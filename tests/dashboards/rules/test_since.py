"""What changed between two days?"""

import pytest

from eclt_partners.dashboards.rules.since import changes_between


def a_mark(code="MW-01", **facts):
    return {
        "id": int(code[-2:]),
        "code": code,
        "name": f"Partner {code}",
        "stage": "ACTIVE",
        "status": "GREEN",
        "overdue": False,
        "talks": 0,
        "reviews": 0,
        "versions": {},
        "late": [],
        "kept": 0,
        "hri": None,
        **facts,
    }


def _changes(before, after):
    lines = changes_between([a_mark(**before)], [a_mark(**after)])["lines"]
    return lines[0]["changes"] if lines else []


def test_nothing_moved_is_no_line():
    found = changes_between([a_mark()], [a_mark()])
    assert found["lines"] == []
    assert set(found["counts"].values()) == {0}


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("GREEN", "AMBER", "worse"),
        ("AMBER", "RED", "worse"),
        ("RED", "GREEN", "better"),
        ("AMBER", "GREEN", "better"),
    ],
)
def test_a_status_gets_worse_or_better(was, now, what):
    change = {"what": what, "was": was, "status": now}
    assert _changes({"status": was}, {"status": now}) == [change]


def test_a_status_that_is_not_known_is_neither_worse_nor_better():
    assert _changes({"status": "RED"}, {"status": "GREY"}) == [
        {"what": "unknown", "was": "RED"}
    ]
    assert _changes({"status": "GREY"}, {"status": "RED"}) == [
        {"what": "known_red", "status": "RED"}
    ]
    assert _changes({"status": "GREY"}, {"status": "GREEN"}) == [
        {"what": "known", "status": "GREEN"}
    ]


def test_a_partnership_that_turns_out_to_be_red_is_named_among_the_first():
    before = [a_mark("MW-01"), a_mark("MW-02", status="GREY")]
    after = [a_mark("MW-01", overdue=True), a_mark("MW-02", status="RED")]
    lines = changes_between(before, after)["lines"]
    assert [line["code"] for line in lines] == ["MW-02", "MW-01"]


def test_a_review_becomes_overdue_and_comes_in_time_again():
    late, fine = {"overdue": True}, {"overdue": False}
    assert _changes(fine, late) == [{"what": "overdue"}]
    assert _changes(late, fine) == [{"what": "in_time"}]


def test_the_review_of_an_ended_partnership_did_not_come_in_time():
    gone = {"overdue": False, "status": None, "stage": "CONCLUDED"}
    assert _changes({"overdue": True}, gone) == [
        {"what": "ended", "stage": "CONCLUDED"}
    ]


def test_other_moves_of_the_stage_are_no_end():
    after_end = ({"stage": "SUSTAINING"}, {"stage": "CONCLUDED"})
    assert _changes({"stage": "SHAPING"}, {"stage": "ACTIVE"})[0]["what"] == "stage"
    assert _changes(*after_end)[0]["what"] == "stage"


def test_a_partnership_that_was_not_there_is_new_and_nothing_else():
    found = changes_between([], [a_mark(talks=3, late=[1], hri=50)])
    assert found["lines"][0]["changes"] == [{"what": "new", "stage": "ACTIVE"}]


def test_a_partnership_that_is_not_there_any_more_is_said():
    found = changes_between([a_mark()], [])
    assert found["lines"][0]["changes"] == [{"what": "gone"}]
    assert found["lines"][0]["name"] == "Partner MW-01"


def test_only_promises_that_were_not_late_before_became_late():
    assert _changes({"late": [1, 2]}, {"late": [2, 3, 4]}) == [{"what": "late", "n": 2}]
    assert _changes({"late": [1, 2]}, {"late": []}) == []


def test_talks_reviews_and_kept_promises_are_counted_up_only():
    assert _changes({"talks": 1}, {"talks": 3}) == [{"what": "talks", "n": 2}]
    assert _changes({"reviews": 1}, {"reviews": 2}) == [{"what": "reviews", "n": 1}]
    assert _changes({"kept": 4}, {"kept": 5}) == [{"what": "kept", "n": 1}]
    assert _changes({"kept": 5}, {"kept": 4}) == []


def test_a_new_version_in_force_is_said_for_each_agreement():
    before = {"versions": {"A": 1, "B": 2}}
    after = {"versions": {"A": 2, "B": 2, "C": 1}}
    assert _changes(before, after) == [
        {"what": "version", "number": "A", "version": 2},
        {"what": "version", "number": "C", "version": 1},
    ]


def test_an_agreement_that_ran_out_is_no_new_version():
    assert _changes({"versions": {"A": 1}}, {"versions": {}}) == []


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (50, 60, [{"what": "readier", "was": 50, "hri": 60}]),
        (60, 50, [{"what": "less_ready", "was": 60, "hri": 50}]),
        (None, 50, [{"what": "assessed", "hri": 50}]),
        (50, None, []),
        (50, 50, []),
    ],
)
def test_readiness_moves(was, now, expected):
    assert _changes({"hri": was}, {"hri": now}) == expected


def test_what_got_worse_stands_first_in_a_line_and_among_the_lines():
    before = [a_mark("MW-01"), a_mark("MW-02"), a_mark("MW-03", status="AMBER")]
    after = [
        a_mark("MW-01", talks=1),
        a_mark("MW-02", talks=1, status="RED", kept=1),
        a_mark("MW-03", status="GREEN"),
    ]
    found = changes_between(before, after)
    assert [line["code"] for line in found["lines"]] == ["MW-02", "MW-01", "MW-03"]
    kinds = [change["what"] for change in found["lines"][0]["changes"]]
    assert kinds == ["worse", "talks", "kept"]
    assert found["counts"]["talks"] == 2


def test_several_versions_of_one_partnership_count_it_once():
    found = changes_between([a_mark()], [a_mark(versions={"A": 1, "B": 1})])
    assert found["counts"]["version"] == 1
