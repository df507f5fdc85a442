"""In which lists does a partnership stand, and what does each say of it?"""

from datetime import date, timedelta

from agreements.choices import InstanceState
from eclt_partners.dashboards.rules.attention import action_list
from eclt_partners.dashboards.rules.endings import endings
from eclt_partners.dashboards.rules.lateness import overdue_table
from eclt_partners.dashboards.rules.lists import (
    LISTS,
    OWN_FACTS,
    membership_of,
    partnership_line,
)
from partners.choices import OwnerSide, Stage, Status
from tests.dashboards.records import a_promise, recorded
from tests.dashboards.rows import TODAY, a_row, a_score, a_standing


def test_a_dimension_lists_all_partnerships_with_regular_reviews():
    assert membership_of("D7") == membership_of("running") == "running"
    assert membership_of("overdue") == "overdue"


def test_a_quiet_partnership_stands_among_the_green():
    line = partnership_line(a_row(), TODAY)
    assert line["lists"] == ["all", "running", "green"]
    assert set(OWN_FACTS) <= line["facts"].keys()
    assert set(line["lists"]) <= set(LISTS)


def test_one_that_ended_has_no_status():
    line = partnership_line(a_row(stage=Stage.CONCLUDED), TODAY)
    assert line["lists"] == ["all", "others"]
    assert line["facts"]["status"] == ""


def test_each_list_says_what_the_block_of_the_page_says():
    standing = a_standing(
        status=Status.RED, red=("R2:D2",), days_overdue=40, days_to_end=30
    )
    row = a_row(standing=standing)
    line = partnership_line(row, TODAY)
    assert line["lists"] == ["all", "running", "red", "actions", "overdue", "endings"]
    facts = line["facts"]
    assert facts["overdue"]["lines"] == overdue_table([row])
    assert facts["endings"]["lines"] == endings([row], TODAY)["rows"]
    assert facts["actions"]["lines"] == action_list([row], TODAY)


def test_the_longest_late_comes_first():
    def order(days):
        row = a_row(standing=a_standing(days_overdue=days))
        return partnership_line(row, TODAY)["facts"]["overdue"]["order"]

    assert order(400) < order(40) < order(4)


def test_late_promises_stand_in_the_list_of_their_side():
    due_on = TODAY - timedelta(days=1)
    promise = a_promise(InstanceState.NOT_DUE, OwnerSide.PARTNER, due_on=due_on)
    line = partnership_line(recorded(promises=[promise]), TODAY)
    assert {"late", "late_partner"} <= set(line["lists"])
    assert "late_foundation" not in line["lists"]
    assert line["facts"]["late"]["order"] == due_on.isoformat()


def test_both_means_of_a_dimension_are_there_with_their_review():
    row = a_row(scores=(a_score(4, 2, on=date(2026, 5, 1), review_id=7),))
    line = partnership_line(row, TODAY)
    (pair,) = line["facts"]["pairs"]
    assert (pair["review_id"], pair["on"]) == (7, "2026-05-01")
    means = pair["means"]["D2"]
    assert (means["foundation"], means["partner"]) == ("4.0", "2.0")
    assert means["cell"]["joint"] == "3.0"
    assert line["facts"]["latest_on"] == "2026-05-01"
    assert "gaps" in line["lists"]


def test_what_one_side_said_alone_stays_inside_that_side():
    """Methods C6 and G3: no mean of one side without the other."""
    line = partnership_line(a_row(scores=(a_score(2, None),)), TODAY)
    (pair,) = line["facts"]["pairs"]
    assert set(pair["means"].values()) == {None}
    assert pair["gap"] is None
    assert "gaps" not in line["lists"]
