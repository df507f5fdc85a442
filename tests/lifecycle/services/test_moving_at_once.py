"""What holds when a partnership moves while something else happens in it?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import transaction

from partners.choices import Stage
from partners.models import HealthReading
from reviews.choices import ReviewState
from reviews.services.finishing import finish_alone
from reviews.services.steps import lock_review
from tests.cast import NOW, make_cast
from tests.lifecycle.world import at, move
from tests.reviews.factories import make_review
from tests.waiting import beside, until_somebody_waits


def test_a_move_waits_for_a_review_that_is_completed_and_goes_on(committed_db) -> None:
    cast = make_cast()
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    partnership = at(cast, Stage.EXPLORING)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked = lock_review(review.pk)
            moving = beside(
                lambda: move(cast, partnership, Stage.NOT_PURSUED, "brian"), pool=pool
            )
            until_somebody_waits()
            assert finish_alone(locked, now=NOW + timedelta(days=120))
        moving.result(timeout=30)

    partnership.refresh_from_db()
    assert partnership.stage == Stage.NOT_PURSUED
    assert HealthReading.objects.count() == 1
