"""Does the reconciler's model know which rows of a ladder must be there?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.notifications.rules.gaps import is_missing, newest_due, skipped
from eclt_partners.notifications.rules.rungs import Asked, Rung

LADDER = {
    code: Rung(code, offset, audience)
    for code, offset, audience in [
        ("T-30", -30, "LEADS"),
        ("T-14", -14, "RATERS"),
        ("T-3", -3, "RATERS_NOT_DONE"),
        ("T+0", 0, "RATERS_AND_LEADS"),
        ("T+7", 7, "RATERS_NOT_DONE"),
        ("T+14", 14, "LEADS"),
        ("T+30", 30, "MANAGER"),
    ]
}
DUE = date(2026, 12, 7)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SINCE = dict.fromkeys(LADDER, FIRST)
RATER = frozenset({"RATERS", "RATERS_NOT_DONE", "RATERS_AND_LEADS"})
LEAD = frozenset({"LEADS", "RATERS_AND_LEADS"})


def asked(days: int, audiences=RATER, **changes) -> Asked:
    """Somebody asked about what is due on 7 December, some days from then."""
    values = {
        "kind": "REVIEW",
        "subject_id": 1,
        "round": 1,
        "partnership_id": 1,
        "country": "MW",
        "recipient_key": "user:1",
        "counts_from": DUE,
        "today": DUE + timedelta(days=days),
        "audiences": audiences,
    }
    return Asked(**values | changes)


def due(days: int, audiences=RATER, working=None, **changes) -> str | None:
    person = asked(days, audiences, **changes)
    rung = newest_due(person, LADDER.values(), working or {})
    return rung.code if rung else None


@pytest.mark.parametrize(
    ("days", "rater", "lead"),
    [
        (-31, None, None),
        (-30, None, "T-30"),
        (-14, "T-14", "T-30"),
        (-3, "T-3", "T-30"),
        (0, "T+0", "T+0"),
        (13, "T+7", "T+0"),
        (14, "T+7", "T+14"),
    ],
)
def test_the_newest_step_whose_day_has_come_is_due(days, rater, lead):
    assert (due(days, RATER), due(days, LEAD)) == (rater, lead)


def test_a_step_waits_for_its_working_day():
    sunday, monday = DUE - timedelta(days=14), DUE - timedelta(days=13)
    assert due(-14, working={sunday: monday}) is None
    assert due(-13, working={sunday: monday}) == "T-14"


def test_a_step_that_was_missed_for_too_long_is_not_due():
    assert due(21, worth_days=14) == "T+7"
    assert due(22, worth_days=14) is None


def test_a_step_out_of_use_is_not_due():
    ladder = [Rung("T-3", -3, "RATERS_NOT_DONE", is_active=False), LADDER["T-14"]]
    rung = newest_due(asked(-3), ladder, {})
    assert rung is not None
    assert rung.code == "T-14"


def test_only_steps_with_the_letter_count():
    ladder = {
        "T-14": Rung("T-14", -14, "LEADS", "due"),
        "C+7": Rung("C+7", 7, "LEADS", "confirm"),
    }
    person = asked(8, frozenset(), letter="due")
    rung = newest_due(person, ladder.values(), {})
    assert rung == ladder["T-14"]
    assert is_missing(person, rung, {"C+7"}, ladder)


def test_a_due_step_without_a_row_is_missing():
    person = asked(-3)
    assert is_missing(person, LADDER["T-3"], {"T-14"}, LADDER)
    assert is_missing(person, LADDER["T-3"], set(), LADDER)
    assert is_missing(person, LADDER["T-3"], {"A261201"}, LADDER)


@pytest.mark.parametrize("there", ["T-3", "T+0"])
def test_its_row_or_a_later_one_is_enough(there):
    assert not is_missing(asked(-3), LADDER["T-3"], {"T-14", there}, LADDER)


def jumped(*codes: str, since=SINCE, lenient=False) -> list[str]:
    return skipped(dict.fromkeys(codes, NOW), LADDER, since, is_lenient=lenient)


def test_a_whole_ladder_has_no_gap():
    assert jumped("T-14", "T-3", "T+0", "T+7") == []


@pytest.mark.parametrize(
    ("codes", "gone"),
    [
        (("T-3", "T+0", "T+7"), "T-14"),
        (("T-14", "T+0", "T+7"), "T-3"),
        (("T-14", "T-3", "T+7"), "T+0"),
    ],
)
def test_a_row_that_went_away_before_another_is_found(codes, gone):
    # T-3 reaches raters only: the step of the day, for leads too, says nothing of it.
    found = jumped(*codes)
    assert found == ([] if gone == "T-3" else [gone])


def test_rows_of_other_roles_imply_nothing():
    assert jumped("T+30") == []
    assert jumped("T-30", "T+30") == []


def test_a_step_that_is_newer_than_the_rows_is_not_missed():
    later = SINCE | {"T-14": NOW + timedelta(seconds=1)}
    assert jumped("T-3", since=later) == []
    never = {code: at for code, at in SINCE.items() if code != "T-14"}
    assert jumped("T-3", since=never) == []


def test_a_ladder_that_leaves_out_old_steps_needs_an_earlier_row():
    ladder = {
        code: Rung(code, offset, "LEADS")
        for code, offset in [("T-30", -30), ("T+0", 0), ("T+14", 14)]
    }
    since = dict.fromkeys(ladder, FIRST)

    def found(*codes: str) -> list[str]:
        rows = dict.fromkeys(codes, NOW)
        return skipped(rows, ladder, since, is_lenient=True)

    assert found("T+14") == []
    assert found("T-30", "T+14") == ["T+0"]


def test_asking_for_a_report_and_for_its_confirmation_are_apart():
    ladder = {
        "T-14": Rung("T-14", -14, "LEADS", "due", group="due"),
        "C+7": Rung("C+7", 7, "LEADS", "confirm", group="confirm"),
    }
    rows = {"C+7": NOW}
    assert skipped(rows, ladder, dict.fromkeys(ladder, FIRST)) == []
