"""The action list: what needs somebody, in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from eclt_partners.dashboards.rules.attention import action_list
from eclt_partners.dashboards.rules.records import DatedRow, Record
from partners.choices import CheckState, OwnerSide, Side, Stage, Status
from reviews.choices import ReviewState
from tests.dashboards.records import a_check, a_wish, an_agreement
from tests.dashboards.rows import TODAY, a_review, a_row, a_standing


def _needs(*rows):
    return [(line["need"], line["code"]) for line in action_list(rows, TODAY)]


def test_a_green_partnership_in_time_needs_nothing():
    assert _needs(a_row()) == []


def test_red_comes_before_late_before_amber_before_unknown():
    rows = [
        a_row("MW-01", standing=a_standing(status=Status.GREY, grey=["no_review"])),
        a_row("MW-02", standing=a_standing(status=Status.AMBER, amber=["A1"])),
        a_row("MW-03", standing=a_standing(days_overdue=3, due_on=date(2026, 11, 20))),
        a_row("MW-04", standing=a_standing(status=Status.RED, red=["R1"])),
    ]
    assert _needs(*rows) == [
        ("red", "MW-04"),
        ("overdue", "MW-03"),
        ("amber", "MW-02"),
        ("unknown", "MW-01"),
    ]


def test_a_red_partnership_with_a_late_review_has_one_line_with_all_reasons():
    standing = a_standing(
        status=Status.RED,
        red=["R2:D2"],
        amber=["A6"],
        days_overdue=45,
        due_on=date(2026, 10, 9),
    )
    (line,) = action_list([a_row(standing=standing)], TODAY)
    assert line["reasons"] == ["R2:D2", "A6"]
    assert line["days_overdue"] == 45


def test_among_late_reviews_the_one_that_is_late_longest_comes_first():
    early = a_standing(days_overdue=30, due_on=date(2026, 10, 24))
    later = a_standing(days_overdue=3, due_on=date(2026, 11, 20))
    assert _needs(a_row("MW-01", standing=later), a_row("MW-02", standing=early)) == [
        ("overdue", "MW-02"),
        ("overdue", "MW-01"),
    ]


def test_equal_needs_are_listed_by_code_and_never_by_a_score():
    amber = a_standing(status=Status.AMBER, amber=["A1"])
    assert _needs(a_row("MW-02", standing=amber), a_row("MW-01", standing=amber)) == [
        ("amber", "MW-01"),
        ("amber", "MW-02"),
    ]


def test_a_partnership_that_has_ended_has_no_status_line():
    row = a_row(stage=Stage.CONCLUDED, standing=a_standing(status=Status.GREY))
    assert _needs(row) == []


def _promise(side, days):
    return DatedRow(1, side, "Pay in 15 days", TODAY + timedelta(days=days))


def test_a_promise_by_us_within_14_days_needs_somebody():
    (line,) = action_list(
        [a_row(promises=(_promise(OwnerSide.FOUNDATION, 14),))], TODAY
    )
    assert (line["need"], line["text"]) == ("promise", "Pay in 15 days")


def test_a_joint_promise_counts_as_ours():
    assert _needs(a_row(promises=(_promise(OwnerSide.JOINT, 1),))) == [
        ("promise", "MW-01")
    ]


def test_a_promise_of_the_partner_is_not_ours_to_do():
    assert _needs(a_row(promises=(_promise(OwnerSide.PARTNER, 1),))) == []


def test_no_promise_is_asked_for_after_the_end():
    promises = (_promise(OwnerSide.FOUNDATION, 1),)
    row = a_row(
        stage=Stage.ENDED_EARLY,
        standing=a_standing(status=Status.GREY),
        promises=promises,
    )
    assert _needs(row) == []


def test_a_promise_in_15_days_can_wait():
    assert _needs(a_row(promises=(_promise(OwnerSide.FOUNDATION, 15),))) == []


def _ended(days, **fields):
    check = replace(a_check(6, state=CheckState.SCHEDULED), **fields)
    check = replace(check, due_on=TODAY + timedelta(days=days))
    return a_row(stage=Stage.SUSTAINING, record=Record(checks=(check,)))


@pytest.mark.parametrize("days", [-115, 14])
def test_a_check_after_the_end_that_is_late_or_due_soon_needs_somebody(days):
    (line,) = action_list([_ended(days)], TODAY)
    assert (line["need"], line["month"], line["check_id"]) == ("check", 6, 1)
    assert line["due_on"] == (TODAY + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    "row", [_ended(15), _ended(-1, state=CheckState.WAIVED)], ids=["later", "left out"]
)
def test_a_check_that_is_far_off_or_left_out_needs_nobody(row):
    assert _needs(row) == []


def test_each_line_says_how_late_it_is_by_its_own_day():
    late = a_standing(days_overdue=3, due_on=TODAY - timedelta(days=3))
    promised = a_row("MW-02", promises=(_promise(OwnerSide.FOUNDATION, -29),))
    lines = action_list([a_row(standing=late), promised, _ended(14)], TODAY)
    days = {line["need"]: (line["days_late"], line["days_overdue"]) for line in lines}
    assert days == {"overdue": (3, 3), "promise": (29, 0), "check": (0, 0)}


def test_a_check_comes_after_promises_and_before_talks():
    closed = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    promised = a_row("MW-02", promises=(_promise(OwnerSide.FOUNDATION, 14),))
    rows = [a_row("MW-03", reviews=(closed,)), _ended(0), promised]
    assert [need for need, _code in _needs(*rows)] == ["promise", "check", "talk"]


def test_a_closed_review_asks_for_its_talk_within_30_days():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    (line,) = action_list([a_row(reviews=(review,))], TODAY)
    assert (line["need"], line["due_on"]) == ("talk", "2026-12-23")
    assert line["reasons"] == []


def test_the_talk_about_red_answers_is_due_within_14_days():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY, is_red=True)
    (line,) = action_list([a_row(reviews=(review,))], TODAY)
    assert (line["need"], line["due_on"]) == ("talk", "2026-12-07")


def test_a_partnership_that_was_red_before_has_30_days_for_the_talk():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    row = a_row(reviews=(review,), standing=a_standing(status=Status.RED, red=["R1"]))
    lines = action_list([row], TODAY)
    assert [(line["need"], line["due_on"]) for line in lines] == [
        ("red", None),
        ("talk", "2026-12-23"),
    ]


def test_the_talk_that_an_amber_status_asks_for_has_one_line_with_the_reasons():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY, is_red=True)
    standing = a_standing(status=Status.AMBER, amber=["A1"])
    (line,) = action_list([a_row(reviews=(review,), standing=standing)], TODAY)
    assert (line["need"], line["due_on"]) == ("talk", "2026-12-07")
    assert line["reasons"] == ["A1"]


def test_the_talk_about_red_answers_is_the_one_that_a_red_status_asks_for():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY, is_red=True)
    standing = a_standing(status=Status.RED, red=["R1"])
    (line,) = action_list([a_row(reviews=(review,), standing=standing)], TODAY)
    assert (line["need"], line["due_on"]) == ("red", "2026-12-07")
    assert (line["reasons"], line["review_id"]) == (["R1"], 9)


def test_a_first_review_that_waits_for_its_talk_is_not_to_be_planned_again():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    unknown = a_standing(status=Status.GREY, grey=["no_review"])
    assert _needs(a_row(reviews=(review,), standing=unknown)) == [("talk", "MW-01")]


def test_a_held_talk_waits_for_confirmation():
    review = a_review(state=ReviewState.TALK_HELD, closed_on=TODAY)
    assert _needs(a_row(reviews=(review,))) == [("confirm", "MW-01")]


def test_a_late_line_leads_to_the_review_that_waits_for_answers():
    standing = a_standing(days_overdue=3, due_on=date(2026, 11, 20))
    (line,) = action_list([a_row(standing=standing, reviews=(a_review(),))], TODAY)
    assert line["review_id"] == 9


def _asked(code, stage=Stage.ACTIVE, **fields):
    wish = a_wish(side=Side.PARTNER, answer_by=date(2026, 11, 30), **fields)
    record = Record(agreements=(an_agreement(wishes=[wish]),))
    return a_row(code, stage=stage, record=record)


def test_a_request_without_our_answer_comes_before_promises():
    late = a_standing(days_overdue=3, due_on=date(2026, 11, 20))
    promised = a_row(promises=(_promise(OwnerSide.FOUNDATION, 1),))
    rows = [promised, _asked("MW-02")]
    rows.append(a_row("MW-03", standing=late))

    lines = action_list(rows, TODAY)

    assert [line["need"] for line in lines] == ["overdue", "request", "promise"]
    assert (lines[1]["text"], lines[1]["table_id"]) == ("Schools", 5)
    assert (lines[1]["due_on"], lines[1]["reasons"]) == ("2026-11-30", [])


def test_no_request_is_listed_of_a_partnership_that_has_ended():
    assert _needs(_asked("MW-02", stage=Stage.CONCLUDED)) == []
