"""What the tests of dashboards share."""

import pytest

from tests.reviews.factories import review_with_days


@pytest.fixture
def planned_review(cast, now):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    return review_with_days(cast, now)
