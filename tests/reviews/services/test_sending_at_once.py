"""What happens when both sides send at the same instant?"""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from eclt_partners.common.actor import SYSTEM
from reviews.choices import ReviewState
from reviews.models import Assessment, Review, ReviewScore
from reviews.services.answers import submit_assessment
from reviews.services.planning import advance_reviews
from tests.cast import NOW, make_cast
from tests.reviews.factories import answer_all, fresh, make_review, seat_of_person

ROUNDS = 50


def _at_once(*works):
    """Run all works at the same instant, each in its own connection."""
    start, problems = Barrier(len(works)), []

    def run(work):
        try:
            start.wait(timeout=10)
            work()
        except Exception as problem:  # noqa: BLE001 - shown by the assertion below
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    assert problems == []


def _sending(draft: Assessment, key=None):
    return lambda: submit_assessment(
        actor=SYSTEM, now=NOW, assessment=draft, send_key=key or uuid4()
    )


@pytest.fixture
def cast(committed_db):
    return make_cast()


def test_two_sides_at_the_same_instant_give_one_set_of_scores(cast):
    for _round in range(ROUNDS):
        review = make_review(cast)
        drafts = [
            answer_all(seat_of_person(review, person), send=False)
            for person in (cast.amina, cast.gift)
        ]
        _at_once(*map(_sending, drafts))
        assert fresh(review).state == ReviewState.CLOSED
        assert ReviewScore.objects.filter(review=review).count() == 1
        Review.objects.filter(pk=review.pk).update(state=ReviewState.LAPSED)


def test_one_form_sent_twice_at_once_is_one_sending(cast):
    review = make_review(cast)
    draft = answer_all(seat_of_person(review, cast.amina), send=False)
    key = uuid4()
    _at_once(_sending(draft, key), _sending(draft, key), _sending(draft, key))
    assert Assessment.objects.get().send_key == key


def test_many_planners_at_once_plan_one_review(cast):
    _at_once(*[lambda: advance_reviews(now=NOW)] * 4)
    planned = Review.objects.full().unfinished()
    assert sorted(planned.values_list("partnership__code", flat=True)) == [
        "MW-01",
        "UG-01",
    ]


def test_a_planner_and_a_sender_at_once_close_once(cast):
    review = make_review(cast)
    answer_all(seat_of_person(review, cast.amina))
    draft = answer_all(seat_of_person(review, cast.gift), send=False)
    planners = [lambda: advance_reviews(now=NOW)] * 2
    _at_once(_sending(draft), *planners)
    assert fresh(review).state == ReviewState.CLOSED
    assert ReviewScore.objects.filter(review=review).count() == 1
