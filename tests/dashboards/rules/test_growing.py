"""Are organisations getting stronger?"""

import pytest

from eclt_partners.dashboards.rules.growing import DRAWN, growth, state_of
from partners.choices import CapacityDomain, Side
from partners.rules.capacity import GoalReading
from tests.dashboards.records import a_goal, recorded

C = CapacityDomain
# CAP-1 of the method: start, aim, now.
CAP_1 = [
    a_goal(2, 4, 3, domain=C.C3),
    a_goal(1, 4, 3, domain=C.C5),
    a_goal(2, 3, 2, domain=C.C4),
    a_goal(3, 5, 5, domain=C.C6),
    a_goal(3, 4, 2, domain=C.C1),
]


def _only(found):
    (domain,) = found["domains"]
    return domain


def test_each_field_has_its_part_of_the_way():
    found = growth([recorded(goals=CAP_1)])
    shown = {d["domain"]: d["goals"][0]["percent"] for d in found["domains"]}
    assert shown == {"C1": 0, "C3": 50, "C4": 0, "C5": 67, "C6": 100}


def test_goals_are_counted_by_how_far_they_came_and_never_averaged():
    found = growth([recorded(goals=CAP_1)])
    assert found["states"] == {
        "reached": 1,
        "on_the_way": 2,
        "not_moved": 1,
        "went_back": 1,
        "unknown": 0,
    }
    assert "mean" not in found


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        ((2, 4, None), "unknown"),
        ((2, 4, 1), "went_back"),
        ((2, 4, 2), "not_moved"),
        ((2, 4, 3), "on_the_way"),
        ((2, 4, 4), "reached"),
        ((2, 4, 5), "reached"),
    ],
)
def test_every_state_has_its_word(levels, state):
    assert state_of(GoalReading(*levels)) == state


def test_a_goal_to_keep_stands_outside_the_counts_of_growth():
    kept, lost = a_goal(4, 4, 4), a_goal(4, 4, 3, side=Side.FOUNDATION)
    unseen = a_goal(4, 4, None)
    found = growth([recorded(goals=[kept, lost, unseen])])
    assert found["keep"] == {"count": 3, "kept": 1, "lost": 1}
    assert sum(found["states"].values()) == 0


def test_the_foundation_stands_among_the_partners():
    goals = [a_goal(2, 4, 3), a_goal(1, 3, 2, side=Side.FOUNDATION)]
    sides = [goal["side"] for goal in _only(growth([recorded(goals=goals)]))["goals"]]
    assert sides == ["PARTNER", "FOUNDATION"]


def test_a_party_is_named_only_where_there_are_several():
    row = recorded(goals=[a_goal(2, 4, 3)])
    many = recorded("MW-02", goals=[a_goal(2, 4, 3)], party_count=2)
    goals = _only(growth([row, many]))["goals"]
    assert [goal["party"] for goal in goals] == ["", "Nyali"]


def test_a_line_goes_from_the_start_to_now_and_on_to_the_aim():
    (line,) = _only(growth([recorded(goals=[a_goal(2, 4, 3)])]))["lines"]
    assert (line["walked"], line["ahead"]) == ("34,80 118,58", "118,58 202,36")
    assert [(p["x"], p["y"]) for p in line["points"]] == [(34, 80), (118, 58)]


def test_without_a_level_of_today_only_the_way_ahead_is_drawn():
    (line,) = _only(growth([recorded(goals=[a_goal(2, 4, None)])]))["lines"]
    assert (line["walked"], len(line["points"])) == ("", 1)


def test_labels_of_the_same_aim_keep_apart():
    rows = [recorded(f"MW-0{n}", goals=[a_goal(2, 4, 3)]) for n in (1, 2)]
    heights = [line["label_y"] for line in _only(growth(rows))["lines"]]
    assert heights == [36, 48]


def test_of_many_goals_those_that_went_back_are_drawn_for_sure():
    rows = [recorded(f"MW-{n:02}", goals=[a_goal(2, 4, 3)]) for n in range(1, 10)]
    rows.append(recorded("MW-10", goals=[a_goal(2, 4, 1)]))
    domain = _only(growth(rows))
    assert (len(domain["goals"]), len(domain["lines"])) == (10, DRAWN)
    assert domain["lines"][0]["code"] == "MW-10"


def test_without_goals_there_is_no_field():
    assert growth([recorded()])["domains"] == []
