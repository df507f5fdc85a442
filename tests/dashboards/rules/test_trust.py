"""The curve of trust by the age of the partnership."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from eclt_partners.dashboards.rules.trust import trust_curve
from tests.dashboards.rows import a_row, a_score


def _trust(value, age, *, review_id=1, party_id=1):
    ratings = [3, value, *[3] * 8]
    return a_score(
        ratings,
        ratings,
        age=age,
        review_id=review_id,
        party_id=party_id,
        on=date(2026, 1, review_id),
    )


def test_a_line_has_one_point_per_review_at_its_age():
    row = a_row(scores=(_trust(3, 6), _trust(4, 18, review_id=2)))
    (line,) = trust_curve([row])["lines"]
    assert [(p["age_months"], p["trust"]) for p in line["points"]] == [
        (6, "3.0"),
        (18, "4.0"),
    ]


def test_it_counts_where_trust_rose_fell_and_stayed():
    rows = [
        a_row("MW-01", scores=(_trust(3, 6), _trust(4, 18, review_id=2))),
        a_row("MW-02", scores=(_trust(4, 6), _trust(2, 18, review_id=2))),
        a_row("MW-03", scores=(_trust(4, 6), _trust(4, 18, review_id=2))),
        a_row("MW-04", scores=(_trust(4, 6),)),
    ]
    curve = trust_curve(rows)
    assert (curve["rose"], curve["fell"], curve["same"], curve["first_only"]) == (
        1,
        1,
        1,
        1,
    )


def test_a_coalition_counts_once_and_the_pair_that_fell_speaks():
    rose = (_trust(3, 6), _trust(4, 18, review_id=2))
    fell = (_trust(4, 6, party_id=2), _trust(3, 18, review_id=2, party_id=2))
    curve = trust_curve([a_row(scores=(*rose, *fell), party_count=2)])
    assert (curve["rose"], curve["fell"], curve["lines_count"]) == (0, 1, 2)


def test_a_review_without_trust_from_both_sides_has_no_point():
    assert trust_curve([a_row(scores=(a_score(4, None),))])["lines"] == []


def test_a_coalition_is_one_partnership_in_the_medians():
    scores = tuple(_trust(n, 40, party_id=n) for n in range(1, 6))
    coalition = a_row("MW-01", scores=scores)
    assert trust_curve([coalition])["bands"] == []
    four = [a_row(f"MW-0{n}", scores=(_trust(3, 40),)) for n in range(2, 6)]
    (band,) = trust_curve([coalition, *four])["bands"]
    assert (band["median"], band["count"]) == ("3.0", 5)


def test_medians_per_age_band_need_five_partnerships():
    four = [a_row(f"MW-0{n}", scores=(_trust(3, 40),)) for n in range(1, 5)]
    assert trust_curve(four)["bands"] == []
    five = [*four, a_row("MW-05", scores=(_trust(5, 40),))]
    assert trust_curve(five)["bands"] == [
        {"band": "ESTABLISHED", "median": "3.0", "count": 5}
    ]


def test_names_at_the_ends_of_lines_do_not_cover_each_other():
    rows = [a_row(f"MW-0{n}", scores=(_trust(3, 40),)) for n in range(1, 4)]
    heights = [line["label_y"] for line in trust_curve(rows)["lines"]]
    assert [later - before for before, later in pairwise(heights)] == [16, 16]


def test_a_country_without_reviews_still_has_its_axes():
    curve = trust_curve([])
    assert curve["lines"] == []
    assert [tick["value"] for tick in curve["rating_ticks"]] == [1, 2, 3, 4, 5]


def _asked_with(version, value, age, review_id):
    return replace(_trust(value, age, review_id=review_id), version=version)


def test_a_line_breaks_where_the_questions_changed():
    old = _asked_with("RHR-1", 5, 6, 1)
    new = [_asked_with("RHR-2", 3, 12, 2), _asked_with("RHR-2", 4, 18, 3)]
    curve = trust_curve([a_row(scores=(old, *new))])
    (line,) = curve["lines"]
    assert (len(line["points"]), len(line["paths"])) == (3, 2)
    assert curve["is_broken"]
    # 3 to 4 is a rise; 5 to 4 would be a fall.
    assert (curve["rose"], curve["fell"]) == (1, 0)


def test_one_version_makes_one_line():
    old = [_asked_with("RHR-1", 3, 12, 2), _asked_with("RHR-1", 4, 18, 3)]
    curve = trust_curve([a_row(scores=tuple(old))])
    assert len(curve["lines"][0]["paths"]) == 1
    assert not curve["is_broken"]


def test_medians_are_of_readings_with_the_newest_version():
    old = [
        a_row(f"MW-0{n}", scores=(_asked_with("RHR-1", 3, 40, 1),)) for n in range(1, 6)
    ]
    new = a_row("MW-06", scores=(_asked_with("RHR-2", 5, 40, 2),))
    assert trust_curve([*old, new])["bands"] == []
