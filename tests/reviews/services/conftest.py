"""What the tests of reminders start from."""

import pytest

from eclt_partners.countries.services import fill_working_days
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewState
from tests.reviews.factories import make_review
from tests.reviews.ladder import DUE


@pytest.fixture
def planned_review(cast, now):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    fill_working_days(now=now)
    return make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE)


@pytest.fixture
def only_malawi(cast, now):
    """Working days are filled, and nothing in Uganda could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    fill_working_days(now=now)
