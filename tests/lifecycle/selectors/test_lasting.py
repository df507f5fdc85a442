"""What lasted in all partnerships, for those who may see them."""

from datetime import date, timedelta

import pytest

from eclt_partners.lifecycle.rules.lasting import Measure, measure, twelve_months
from eclt_partners.lifecycle.selectors.checks import outcome_of
from eclt_partners.lifecycle.selectors.lasting import (
    LastingFilters,
    checks_seen,
    held_newest_first,
    lasting_rows,
    places_and_years,
    portfolio_measure,
)
from partners.choices import CheckState
from partners.models import AfterCheckReport
from partners.selectors.after import with_answers
from tests.cast import NOW, TODAY
from tests.dashboards.views.pages import more_partnerships
from tests.lifecycle.services.test_checks import item
from tests.lifecycle.world import check, function, open_check


def measured(cast, who="dan", **filters) -> Measure:
    checks = checks_seen(cast.actor(who), LastingFilters(**filters))
    return portfolio_measure(checks, now=NOW)


def rows(cast, who="dan", **filters):
    checks = checks_seen(cast.actor(who), LastingFilters(**filters))
    return lasting_rows(held_newest_first(checks))


@pytest.fixture
def ended(cast):
    """Partnerships of Malawi beside the first; each has ended."""
    return more_partnerships(cast.malawi_partnership, 4)


def test_the_measure_counts_every_partnership_once(cast, ended) -> None:
    clubs = function(cast)
    item(check(cast, 12), clubs, 3)
    item(check(cast, 12, partnership=ended[0]), clubs, 2)
    check(cast, 12, partnership=ended[1])
    open_check(cast, 12, partnership=ended[2], due_on=TODAY - timedelta(days=1))
    open_check(cast, 12, partnership=ended[3], due_on=date(2026, 11, 24))
    item(check(cast, 24), clubs, 0)

    assert measured(cast) == Measure(
        lasting=1, known=2, without_score=1, ahead=1, overdue=1
    )


def test_a_check_is_not_overdue_on_its_day(cast) -> None:
    open_check(cast, 12, due_on=TODAY)

    assert measured(cast) == Measure(0, 0, 0, ahead=1, overdue=0)


def test_after_a_second_end_the_last_one_counts(cast) -> None:
    item(check(cast, 12, ended_on=date(2020, 1, 1)), function(cast), 3)
    open_check(cast, 12, due_on=date(2027, 3, 31))

    assert measured(cast) == Measure(0, 0, 0, ahead=1, overdue=0)


def test_what_was_stopped_on_purpose_or_is_not_known_counts_as_for_one_check(
    cast, ended, django_assert_num_queries
) -> None:
    big, small = function(cast, "Clubs", importance=3), function(cast, "Radio")
    found = [
        [(big, 3, {}), (small, None, {"is_stopped_on_purpose": True})],
        [(big, None, {}), (small, 3, {})],
        [(big, 2, {}), (small, None, {})],
        [(big, None, {"is_stopped_on_purpose": True})],
    ]
    for partnership, items in zip(ended, found, strict=True):
        held = check(cast, 12, partnership=partnership)
        for what, value, more in items:
            item(held, what, value, **more)
    checks = checks_seen(cast.actor("dan"), LastingFilters())
    each = measure(
        twelve_months(is_open=False, is_late=True, score=outcome_of(held).score)
        for held in with_answers(checks)
    )

    with django_assert_num_queries(1):
        assert portfolio_measure(checks, now=NOW) == each
    assert (each.lasting, each.known, each.without_score) == (1, 2, 2)


def test_what_was_left_out_is_known_by_nobody(cast) -> None:
    check(cast, 12, state=CheckState.WAIVED, waived_reason="Flood")

    assert measured(cast).without_score == 1


def test_a_row_names_what_lasts_best_and_least(cast) -> None:
    found = check(cast)
    item(found, function(cast, "Clubs"), 3)
    item(found, function(cast, "Savings"), 3, has_grown=True)
    item(found, function(cast, "Data", importance=3), 1)
    AfterCheckReport.objects.create(
        check_of=found, differently="Leave slower", entered_at=NOW, entered_by="user:1"
    )
    (row,) = rows(cast)

    assert (row.score, row.strongest.name, row.weakest.name) == (
        "71.4",
        "Savings",
        "Data",
    )
    assert row.differently == "Leave slower"


def test_the_newest_check_comes_first_and_open_ones_not_at_all(cast) -> None:
    check(cast, 6, settled_on=date(2026, 10, 1))
    check(cast, 12)
    open_check(cast, 24)

    assert [row.check.month for row in rows(cast)] == [12, 6]


def test_filters_leave_one_country_and_one_year(cast) -> None:
    check(cast, partnership=cast.uganda_partnership, ended_on=date(2024, 1, 31))
    check(cast)

    assert [row.check.partnership.code for row in rows(cast, country="UG")] == ["UG-01"]
    assert [row.check.partnership.code for row in rows(cast, year=2026)] == ["MW-01"]
    countries, years = places_and_years(cast.actor("dan"))
    assert [each.pk for each in countries] == ["MW", "UG"]
    assert years == [2026, 2024]


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("amina", ["MW-01"]),
        ("chloe", ["UG-01"]),
        ("eve", ["MW-01"]),
        ("fay", ["UG-01", "MW-01"]),
        ("sam", []),
        ("ada", []),
    ],
)
def test_nobody_sees_what_is_behind_the_wall(cast, who, codes) -> None:
    check(cast)
    check(cast, partnership=cast.uganda_partnership, contact=cast.grace)

    assert [row.check.partnership.code for row in rows(cast, who)] == codes
    countries, _years = places_and_years(cast.actor(who))
    assert sorted(each.pk for each in countries) == sorted({c[:2] for c in codes})
