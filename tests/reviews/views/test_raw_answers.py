"""The neutral helper opens single answers, and each opening is noted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from eclt_partners.audit.models import AuditEntry
from partners.models import Contact
from reviews.choices import ReviewState
from reviews.services.retention import erase_old_answers
from tests.reviews.factories import answer_side, make_review

ADDRESS = "reviews:single_answers"


def page(review):
    return reverse(ADDRESS, args=[review.pk])


def readings():
    return AuditEntry.objects.filter(verb="reviews.answers.read").count()


@pytest.fixture
def closed(cast, now):
    return make_review(cast, state=ReviewState.CLOSED, now=now, partner=2)


def test_looking_at_the_page_opens_nothing_and_notes_nothing(
    cast, sign_in, closed
) -> None:
    text = sign_in(cast.eve).get(page(closed)).content.decode()
    assert "notes that you opened the answers" in text
    assert "Gift" not in text
    assert readings() == 0


def test_the_button_shows_who_answered_what_and_notes_it(cast, sign_in, closed) -> None:
    text = sign_in(cast.eve).post(page(closed)).content.decode()
    for name in ("Amina", "Gift"):
        assert f'<th scope="col">{name}' in text
    assert text.count("<td>2</td>") == 10
    assert readings() == 1


def test_before_both_sides_are_in_even_the_helper_waits(cast, sign_in, review) -> None:
    answer_side(review, cast.malawi_party, 1)
    assert sign_in(cast.eve).post(page(review)).status_code == 409
    assert readings() == 0


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "fay"])
def test_everybody_else_is_refused(cast, sign_in, closed, who) -> None:
    assert sign_in(getattr(cast, who)).post(page(closed)).status_code == 403
    assert readings() == 0


def test_the_way_there_is_shown_to_the_helper_only(cast, sign_in, closed) -> None:
    result = reverse("reviews:result", args=[closed.pk])
    shown = {
        who: page(closed) in sign_in(getattr(cast, who)).get(result).content.decode()
        for who in ("eve", "amina", "dan", "fay")
    }
    assert shown == {"eve": True, "amina": False, "dan": False, "fay": False}


def test_the_queries_do_not_grow_with_the_people(
    cast, sign_in, now, django_assert_max_num_queries
) -> None:
    people = [
        Contact.objects.create(
            partner=cast.nyali, name=f"P{n}", email=f"p{n}@x.example", time_zone="UTC"
        )
        for n in range(4)
    ]
    review = make_review(
        cast, state=ReviewState.CLOSED, now=now, contacts=[cast.gift, *people]
    )
    eve = sign_in(cast.eve)
    with django_assert_max_num_queries(26):
        text = eve.post(page(review)).content.decode()
    assert "P3" in text


def test_answers_whose_time_is_over_are_missed_in_words(cast, sign_in, now) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        then = cursor.fetchone()[0] - timedelta(days=800)
    review = make_review(cast, state=ReviewState.COMPLETED, now=then)
    erase_old_answers(now=then + timedelta(days=800))
    gone = "The single answers were deleted after 24 months."
    assert gone in sign_in(cast.eve).post(page(review)).content.decode()
    assert readings() == 0
    result = reverse("reviews:result", args=[review.pk])
    assert gone in sign_in(cast.amina).get(result).content.decode()
    own = reverse("reviews:corrections", args=[review.pk])
    assert "were deleted" in sign_in(cast.amina).get(own).content.decode()
    done = reverse("reviews:done", args=[review.pk])
    assert sign_in(cast.amina).get(done).status_code == 200
