"""What holds when two things happen in a partnership at the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import transaction

from agreements.choices import ChangeReason, Topic
from agreements.services.raising import ChangeWish, raise_change
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.lifecycle.selectors.facts import renegotiation_open
from eclt_partners.lifecycle.services.checks import change_whom_we_ask
from partners.choices import CheckState, Stage
from partners.models import Contact, HealthReading
from reviews.choices import ReviewState
from reviews.services.finishing import finish_alone
from reviews.services.steps import lock_review
from tests.cast import NOW, make_cast
from tests.lifecycle.services.test_answering import answer, said, visitor
from tests.lifecycle.world import at, function, make_ready, move, open_check
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


def test_who_is_asked_no_more_while_answers_are_sent_answers_nothing(
    committed_db,
) -> None:
    cast = make_cast()
    check, clubs = open_check(cast), function(cast)
    zola = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@x.example", time_zone="UTC"
    )

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change_whom_we_ask(
                actor=cast.actor("amina"), now=NOW, check=check, contact=zola
            )
            answering = beside(
                lambda: answer(cast, check, said(clubs), who=visitor(cast)), pool=pool
            )
            until_somebody_waits()
        with pytest.raises(NotPermitted):
            answering.result(timeout=30)

    check.refresh_from_db()
    assert check.state == CheckState.SCHEDULED


@pytest.mark.parametrize("to_stage", [Stage.SUSTAINING, Stage.ENDED_EARLY])
def test_nobody_raises_a_change_while_the_partnership_ends(
    committed_db, to_stage
) -> None:
    cast = make_cast()
    make_ready(cast)
    partnership = at(cast, Stage.TRANSITION)
    agreement = partnership.agreements.get()
    wish = ChangeWish(ChangeReason.CONTEXT, "Fewer schools", [Topic.TARGETS])

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            move(cast, partnership, to_stage)
            raising = beside(
                lambda: raise_change(
                    actor=cast.actor("amina"), now=NOW, agreement=agreement, wish=wish
                ),
                pool=pool,
            )
            until_somebody_waits()
        with pytest.raises(InvalidInput):
            raising.result(timeout=30)

    assert not renegotiation_open(partnership)
