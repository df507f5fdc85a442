"""Every heading about agreements, promises, growth and endings states what it found."""

import pytest

from eclt_partners.dashboards import record_sentences as s


def _helped(**ways):
    return {"better": 0, "same": 0, "worse": 0, "unknown": 0, **ways}


@pytest.mark.parametrize(
    ("agreements", "count", "helped", "sentence"),
    [
        ([], 0, _helped(), "No agreement is kept here yet"),
        ([1], 0, _helped(), "No change of an agreement was signed here yet"),
        (
            [1],
            1,
            _helped(unknown=1),
            "1 change agreed; health afterwards: better 0, about the same 0, worse 0, "
            "not known 1",
        ),
        (
            [1],
            4,
            _helped(better=2, same=1, worse=1),
            "4 changes agreed; health afterwards: better 2, about the same 1, worse 1, "
            "not known 0",
        ),
    ],
)
def test_changes_say_after_how_many_health_rose(agreements, count, helped, sentence):
    figures = {"agreements": agreements, "change_count": count, "helped": helped}
    assert s.changes(figures) == sentence


@pytest.mark.parametrize(
    ("rows", "late", "weak", "sentence"),
    [
        ([], [], 0, "No promise is written down yet"),
        ([1], [], 0, "No promise is late"),
        ([1], [1], 0, "1 promise is late"),
        ([], [1], 0, "1 promise is late"),
        (
            [1],
            [1, 2],
            1,
            "2 promises are late; in 1 partnership a side keeps fewer than 6 in 10",
        ),
        (
            [1],
            [],
            3,
            "No promise is late; in 3 partnerships a side keeps fewer than 6 in 10",
        ),
    ],
)
def test_promises_say_what_is_late_and_where_too_little_is_kept(
    rows, late, weak, sentence
):
    figures = {"rows": rows, "late_count": len(late), "weak_count": weak}
    assert s.keeping(figures) == sentence


@pytest.mark.parametrize(
    ("states", "keep", "sentence"),
    [
        ((1, 0, 0), (0, 0, 0), "1 of 1 goal to grow is reached"),
        ((1, 2, 4), (0, 0, 0), "1 of 7 goals to grow is reached; 2 went back"),
        (
            (1, 1, 0),
            (3, 2, 1),
            "1 of 2 goals to grow is reached; 1 went back; 1 strength was not kept",
        ),
        ((0, 0, 0), (2, 1, 1), "1 of 2 strengths is kept"),
        ((0, 0, 0), (3, 2, 1), "2 of 3 strengths are kept"),
        ((2, 1, 0), (0, 0, 0), "2 of 3 goals to grow are reached; 1 went back"),
    ],
)
def test_growth_says_what_is_reached_what_went_back_and_what_was_lost(
    states, keep, sentence
):
    figures = {
        "domains": [1],
        "states": dict(zip(("reached", "went_back", "unknown"), states, strict=True)),
        "keep": dict(zip(("count", "kept", "lost"), keep, strict=True)),
    }
    assert s.growing(figures) == sentence


def test_without_a_goal_there_is_no_growth_to_count():
    assert s.growing({"domains": []}) == "No organisation has a goal to grow yet"


@pytest.mark.parametrize(
    ("rows", "lasting", "known", "overdue", "sentence"),
    [
        ([], 0, 0, [], "No partnership has ended here yet"),
        (
            [1],
            0,
            0,
            [1],
            "No score is known 12 months after the end yet; 1 check is overdue",
        ),
        (
            [1],
            1,
            1,
            [],
            "12 months after the end, the work of the one ended partnership with a "
            "score mostly lasts",
        ),
        (
            [1],
            0,
            1,
            [1, 2],
            "12 months after the end, the work of the one ended partnership with a "
            "score lasts only in part or is mostly lost; 2 checks are overdue",
        ),
        (
            [1],
            1,
            3,
            [],
            "12 months after the end, the work mostly lasts in 1 of 3 ended "
            "partnerships with a score",
        ),
    ],
)
def test_endings_say_what_lasts_and_what_nobody_looked_at(
    rows, lasting, known, overdue, sentence
):
    measure = {"lasting": lasting, "known": known}
    figures = {"rows": rows, "measure": measure, "overdue_count": len(overdue)}
    assert s.lasting(figures) == sentence


def _usd(amount, currency="USD"):
    return {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    ("agreements", "totals", "sentence"),
    [
        ([], [], "No agreement is in force"),
        ([1], [_usd("640000.00")], "USD\u00a0640,000 in 1 agreement in force"),
        (
            [1, 2],
            [_usd("10.50", "CHF"), _usd("640000.00")],
            "CHF\u00a010.50 + USD\u00a0640,000 in 2 agreements in force",
        ),
    ],
)
def test_money_is_said_in_the_reporting_currency(agreements, totals, sentence):
    figures = {"agreements_count": len(agreements), "totals": totals}
    assert s.money(figures) == sentence
