"""Which reviews are so late that what is known is out of date?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.countries.models import Country
from reviews.models import Review
from reviews.selectors.out_of_date import out_of_date
from reviews.services.planning import cancel_review
from tests.dashboards.views.pages import more_partnerships
from tests.reviews.late import late_review

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
TODAY = NOON.date()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def found(now: datetime = NOON, most: int = 10) -> list[tuple[str, date]]:
    listed = out_of_date(Country.objects.all(), now=now, most=most)
    assert listed.count == len(listed.first)
    return [(each.code, each.due_on) for each in listed.first]


@pytest.mark.parametrize(("days", "is_listed"), [(90, False), (91, True)])
def test_a_review_is_out_of_date_after_90_days(cast, days, is_listed):
    late_review(cast, cast.malawi_partnership, ago(days))
    assert bool(found()) is is_listed


def test_the_day_is_that_of_the_country(cast):
    late_review(cast, cast.malawi_partnership, ago(90))
    Country.objects.filter(pk="MW").update(time_zone="Pacific/Kiritimati")
    assert found(NOON + timedelta(hours=-3)) == []
    assert found() == [("MW-01", ago(90))]


def test_late_counts_from_the_original_date(cast):
    review = late_review(cast, cast.malawi_partnership, ago(120))
    Review.objects.filter(pk=review.pk).update(due_on=ago(80), round=2)
    assert found() == [("MW-01", ago(120))]


def test_what_was_cancelled_or_closed_for_answers_is_not_listed(cast):
    review = late_review(cast, cast.malawi_partnership, ago(200))
    cancel_review(actor=cast.actor("dan"), now=NOON, review=review, reason="Flood")
    (place,) = more_partnerships(cast.malawi_partnership, 1)
    review = late_review(cast, place, ago(200))
    Review.objects.filter(pk=review.pk).update(state="CLOSED", closed_at=NOON)
    assert found() == []


def test_the_longest_late_stand_first_and_all_are_counted(cast):
    late_review(cast, cast.malawi_partnership, ago(100))
    for number, place in enumerate(more_partnerships(cast.malawi_partnership, 3)):
        late_review(cast, place, ago(110 + number))
    assert [due_on for _code, due_on in found()] == [
        ago(d) for d in (112, 111, 110, 100)
    ]
    cut = out_of_date(Country.objects.all(), now=NOON, most=2)
    assert [each.due_on for each in cut.first] == [ago(112), ago(111)]
    assert cut.count == 4


def test_only_the_countries_asked_for_are_looked_at(cast):
    late_review(cast, cast.malawi_partnership, ago(100))
    listed = out_of_date(Country.objects.filter(pk="UG"), now=NOON, most=10)
    assert (listed.first, listed.count) == ([], 0)
