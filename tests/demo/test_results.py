"""What invented agreements reached, where the agreement was there before its targets."""

from datetime import date

from agreements.models import PeriodResult
from eclt_partners.demo.results import write_results
from partners.models import Partnership
from tests.conftest import LoadedPortfolio

ROWS = [
    ["2026-01-01", "2026-06-30", 35, 110, 20, "9.00", {"children": 240}, None, "Lists"]
]


def test_a_target_that_the_version_does_not_have_is_left_out(
    portfolio_db: LoadedPortfolio, db: None
) -> None:
    write_results(Partnership.objects.get(code="ZW-01"), ROWS, date(2026, 11, 23))

    result = PeriodResult.objects.get()
    assert (result.withdrawn, result.reached) == (35, {})
