"""Do younger partnerships do better than older ones at the same age?"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.cohorts import cohorts, newest_version
from tests.dashboards.rows import a_row, a_score


def _review(index, age=6, *, number=1, party=1, version="RHR-1", on=date(2026, 5, 1)):
    return replace(
        a_score(age=age, review_id=number, party_id=party, on=on),
        index=None if index is None else Fraction(index),
        version=version,
    )


def _began(year, code, *scores):
    return replace(a_row(code), start=date(year, 3, 1), scores=scores)


def _many(year, indices, first=1):
    return [
        _began(year, f"MW-{n:02}", _review(index))
        for n, index in enumerate(indices, first)
    ]


def test_five_partnerships_have_a_mean():
    (line,) = cohorts(_many(2024, [50, 60, 70, 80, 95]))["lines"]
    assert (line["year"], line["count"]) == (2024, 5)
    assert (line["points"][0]["mean"], line["points"][0]["listed"]) == (71, [])


def test_three_and_four_are_listed_and_not_averaged():
    for indices in ([50, 60, 70], [50, 60, 70, 80]):
        (line,) = cohorts(_many(2024, indices))["lines"]
        point = line["points"][0]
        assert point["mean"] is None
        assert [each["index"] for each in point["listed"]] == indices
        assert line["path"] == ""


def test_two_are_hidden_and_counted():
    found = cohorts(_many(2024, [50, 60]))
    assert (found["lines"], found["hidden"]) == ([], [{"year": 2024, "count": 2}])


def test_a_band_with_two_shows_no_number_of_them():
    rows = [*_many(2024, [50, 60, 70]), _began(2024, "MW-09", _review(90, 13))]
    (line,) = cohorts(rows)["lines"]
    assert [p["count"] for p in line["points"]] == [3, 1, 0]
    assert (line["points"][1]["mean"], line["points"][1]["listed"]) == (None, [])


def test_a_partnership_counts_once_in_a_band_with_the_mean_of_its_reviews():
    twice = _began(2024, "MW-09", _review(40), _review(60, 9, number=2))
    (line,) = cohorts([twice, *_many(2024, [50, 50])])["lines"]
    assert [each["index"] for each in line["points"][0]["listed"]] == [50, 50, 50]


def test_of_several_pairs_the_lowest_speaks():
    pair = _began(2024, "MW-09", _review(90, party=1), _review(30, party=2))
    (line,) = cohorts([pair, *_many(2024, [50, 50])])["lines"]
    assert [each["index"] for each in line["points"][0]["listed"]] == [50, 50, 30]


def test_bands_begin_with_months_12_and_36():
    ages = [_review(10 * n, age, number=n) for n, age in enumerate((11, 12, 35, 36), 1)]
    rows = [_began(2020, f"MW-{n:02}", *ages) for n in range(1, 6)]
    (line,) = cohorts(rows)["lines"]
    assert [point["mean"] for point in line["points"]] == [10, 25, 40]
    assert len(line["path"].split()) == 3


def test_only_the_newest_questions_are_compared():
    old = _review(10, version="RHR-1", on=date(2025, 1, 1))
    new = _review(60, version="RHR-2", number=2)
    rows = [_began(2024, f"MW-{n:02}", old, new) for n in range(1, 6)]
    assert newest_version(rows) == "RHR-2"
    assert cohorts(rows)["lines"][0]["points"][0]["mean"] == 60


def test_what_is_not_known_counts_nowhere():
    rows = [_began(2024, f"MW-{n:02}", _review(None)) for n in range(1, 6)]
    found = cohorts(rows)
    assert (found["lines"], found["hidden"]) == ([], [])


def test_the_newest_and_the_oldest_mean_of_the_first_band_are_compared():
    old = _many(2019, [60] * 5)
    middle = _many(2021, [70] * 5, first=11)
    new = _many(2024, [50] * 5, first=21)
    assert cohorts([*old, *middle, *new])["compared"] == {
        "band": "STARTING",
        "old_year": 2019,
        "old_mean": 60,
        "new_year": 2024,
        "new_mean": 50,
    }
    assert cohorts(old)["compared"] is None


def test_at_most_twelve_start_years_are_drawn_the_newest():
    rows = [r for year in range(2010, 2025) for r in _many(year, [50] * 5)]
    lines = cohorts(rows)["lines"]
    assert [line["year"] for line in lines if line["is_drawn"]] == [*range(2013, 2025)]
    assert len(lines) == 15
