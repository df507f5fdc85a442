"""The checks after the end that the real portfolio holds (methods H2)."""

import pytest

from eclt_partners.lifecycle.selectors.checks import outcome_of
from partners.models import AfterCheck
from partners.rules.rounding import half_up
from tests.conftest import LoadedPortfolio


@pytest.fixture
def loaded(portfolio_db: LoadedPortfolio, db: None) -> None:
    """The real portfolio."""


def states(code: str) -> dict[int, tuple[str, str]]:
    checks = AfterCheck.objects.filter(partnership__code=code)
    return {check.month: (check.due_on.isoformat(), check.state) for check in checks}


def test_the_six_month_check_in_the_philippines_is_overdue(loaded) -> None:
    assert states("PH-01")[6] == ("2026-07-31", "SCHEDULED")


def test_the_last_check_in_mozambique_is_due_next(loaded) -> None:
    assert states("MZ-02") == {
        6: ("2025-05-30", "DONE"),
        12: ("2025-11-30", "DONE"),
        24: ("2026-11-30", "SCHEDULED"),
    }


def test_only_those_two_checks_are_due_by_the_end_of_november(loaded) -> None:
    due = AfterCheck.objects.open().filter(due_on__lte="2026-11-30")

    assert sorted(due.values_list("partnership__code", "month")) == [
        ("MZ-02", 24),
        ("PH-01", 6),
    ]


@pytest.mark.parametrize(
    ("code", "month", "score"),
    [("GT-02", 6, "66.67"), ("KG-01", 24, "88.89"), ("KG-02", 12, "48.15")],
)
def test_what_was_found_gives_the_score_of_the_method(
    loaded, code, month, score
) -> None:
    check = AfterCheck.objects.get(partnership__code=code, month=month)

    assert str(half_up(outcome_of(check).score, 2)) == score


def test_what_has_ended_well_has_no_open_check(loaded) -> None:
    assert {state for _due, state in states("KG-01").values()} == {"DONE", "WAIVED"}
