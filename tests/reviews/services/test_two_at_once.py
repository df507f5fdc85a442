"""What holds when two people take different steps with one review at the same moment?"""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from partners.choices import EventKind, Side
from partners.services.events import report_event
from reviews.choices import AssessmentState, ReviewKind, ReviewState
from reviews.models import Review
from reviews.services.answers import submit_assessment
from reviews.services.panels import mark_seat_left
from reviews.services.planning import (
    cancel_review,
    ensure_next_review,
    schedule_review,
)
from reviews.services.talks import confirm_talk
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.reviews.factories import answer_all, make_review, seat_of_person
from tests.waiting import (
    beside,
    until_somebody_waits,
    until_somebody_waits_or_is_done,
)

PARTNERSHIP_LOCKED = re.compile(
    r'^SELECT .*FROM "partners_partnership".* FOR NO KEY UPDATE', re.DOTALL
)
SEND_KEY = "6f8e3c1a-0d5b-4a57-9a51-1d2f0c6b7e11"


@pytest.fixture
def cast(committed_db: object) -> Cast:
    return make_cast()


def confirm(cast: Cast, review: Review, side: Side, for_key: str = "") -> Review:
    return confirm_talk(
        actor=cast.actor("amina"), now=NOW, review=review, side=side, for_key=for_key
    )


@pytest.mark.parametrize(
    ("end", "refusal"),
    [
        (
            lambda cast, seat: cancel_review(
                actor=cast.actor("brian"), now=NOW, review=seat.review, reason="Flood"
            ),
            IllegalTransition,
        ),
        (
            lambda cast, seat: mark_seat_left(
                actor=cast.actor("brian"), now=NOW, panelist=seat
            ),
            NotPermitted,
        ),
    ],
)
def test_answers_that_come_while_the_way_is_closed_are_refused(
    cast: Cast, end: Callable[..., object], refusal: type[Exception]
) -> None:
    seat = seat_of_person(make_review(cast), cast.amina)
    draft = answer_all(seat, send=False)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            end(cast, seat)
            sending = beside(
                lambda: submit_assessment(
                    actor=cast.actor("amina"),
                    now=NOW,
                    assessment=draft,
                    send_key=SEND_KEY,
                ),
                pool=pool,
            )
            until_somebody_waits()
        with pytest.raises(refusal):
            sending.result(timeout=30)

    draft.refresh_from_db()
    assert draft.state == AssessmentState.DRAFT


@pytest.mark.parametrize("kind", ReviewKind)
def test_a_review_that_is_planned_by_many_presses_is_one(
    cast: Cast, together: Callable[[Callable[[int], Any]], list[Any]], kind: ReviewKind
) -> None:
    due_on = TODAY + timedelta(days=60)
    actors = [cast.actor("amina"), cast.actor("brian")]
    planned = together(
        lambda number: schedule_review(
            actor=actors[number % 2],
            now=NOW,
            partnership=cast.malawi_partnership,
            kind=kind,
            due_on=due_on,
        )
    )
    assert len({review.pk for review in planned}) == 1


def test_confirming_and_planning_at_the_same_moment_wait_for_each_other(
    cast: Cast,
) -> None:
    review = make_review(cast, state=ReviewState.TALK_HELD)
    confirm(cast, review, Side.FOUNDATION)
    planning: list[Future[Any]] = []

    def plan() -> Review:
        return schedule_review(
            actor=cast.actor("brian"),
            now=NOW,
            partnership=cast.malawi_partnership,
            kind=ReviewKind.FULL,
            due_on=TODAY + timedelta(days=60),
        )

    def before_its_partnership_is_locked(execute, sql, params, many, context):
        if not planning and PARTNERSHIP_LOCKED.search(sql):
            planning.append(beside(plan, pool=pool))
            until_somebody_waits_or_is_done(planning[0])
        return execute(sql, params, many, context)

    with ThreadPoolExecutor(1) as pool:
        with connection.execute_wrapper(before_its_partnership_is_locked):
            confirm(cast, review, Side.PARTNER, for_key=f"contact:{cast.gift.pk}")
        with suppress(InvalidInput):
            planning[0].result(timeout=30)

    review.refresh_from_db()
    assert review.state == ReviewState.COMPLETED


def test_a_review_that_is_cancelled_while_it_would_be_brought_forward_stays_so(
    cast: Cast,
) -> None:
    review = schedule_review(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=ReviewKind.FULL,
        due_on=TODAY + timedelta(days=60),
    )
    report_event(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=EventKind.INTEGRITY,
        happened_on=TODAY,
        side=Side.FOUNDATION,
    )

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            cancel_review(
                actor=cast.actor("brian"), now=NOW, review=review, reason="Flood"
            )
            planning = beside(
                lambda: ensure_next_review(
                    now=NOW + timedelta(days=17), partnership=cast.malawi_partnership
                ),
                pool=pool,
            )
            until_somebody_waits()
        planning.result(timeout=30)

    review.refresh_from_db()
    assert (review.state, review.round) == (ReviewState.CANCELLED, 1)
