"""What needs attention in partnerships that somebody sees one by one."""

from datetime import UTC, datetime

from eclt_partners.dashboards.selectors.helped import attention_in
from partners.models import Partnership
from tests.cast import TODAY
from tests.reviews.factories import make_review

# In Malawi it is half past midnight of the next day.
LATE_EVENING = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def test_lateness_counts_by_the_day_where_the_partnership_is(
    cast, django_assert_num_queries
):
    make_review(cast, due_on=TODAY)
    helped = list(Partnership.objects.select_related("country"))
    with django_assert_num_queries(1):
        found = attention_in(helped, now=LATE_EVENING)
    assert [
        line["days_overdue"] for line in found.lines if line["code"] == "MW-01"
    ] == [1]
