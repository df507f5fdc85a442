"""Each part of the reviews counts what its list shows, in the scope of who looks."""

from datetime import timedelta

import pytest

from reviews.choices import ReviewState
from reviews.selectors.lists import Show, counts, review_list
from tests.cast import NOW, TODAY
from tests.reviews.factories import answer_side, make_review

SOON, LATER = TODAY + timedelta(days=9), TODAY + timedelta(days=60)


def parts(cast, who, now=NOW) -> set[Show]:
    """The parts that have reviews for somebody, as lists and as numbers say alike."""
    actor = cast.actor(who)
    listed = {show: list(review_list(actor, show, now=now)) for show in Show}
    counted = counts(actor, now=now)
    assert counted == {show: len(rows) for show, rows in listed.items()}
    return {show for show in Show if counted[show]}


@pytest.mark.parametrize(
    ("state", "due_on", "days", "expected"),
    [
        (ReviewState.SCHEDULED, LATER, 0, {Show.DUE}),
        (ReviewState.SCHEDULED, LATER, 61, {Show.OVERDUE}),
        (ReviewState.OPEN, SOON, 0, {Show.DUE, Show.DRAFTS}),
        (ReviewState.OPEN, SOON, 10, {Show.OVERDUE, Show.DRAFTS}),
        (ReviewState.CLOSED, SOON, 0, {Show.TALK}),
        # The next one is planned with it.
        (ReviewState.COMPLETED, SOON, 0, {Show.DONE, Show.DUE}),
    ],
)
def test_a_review_counts_where_it_is_listed(
    cast, state, due_on, days, expected
) -> None:
    make_review(cast, state=state, due_on=due_on)
    now = NOW + timedelta(days=days)

    assert parts(cast, "amina", now) == expected
    assert parts(cast, "chloe", now) == set()


def test_the_partner_is_waited_for_once_the_foundation_has_sent(cast) -> None:
    review = make_review(cast, due_on=SOON)
    assert Show.PARTNER not in parts(cast, "dan")

    answer_side(review, None, 3)

    assert parts(cast, "dan") == {Show.DUE, Show.PARTNER}
    assert parts(cast, "amina") == {Show.DUE, Show.PARTNER}


def test_all_parts_are_counted_by_one_question(cast, django_assert_num_queries) -> None:
    make_review(cast, state=ReviewState.COMPLETED)
    actor = cast.actor("dan")

    with django_assert_num_queries(1):
        counts(actor, now=NOW)
