"""Can answers be counted for another side, or another review, by moving their seat?"""

import pytest
from django.db import DatabaseError, transaction

from reviews.choices import ReviewKind
from reviews.models import Panelist
from tests.reviews.factories import make_review

pytestmark = pytest.mark.django_db


def test_a_seat_stays_with_its_review_its_side_and_its_person(cast, now):
    ours, theirs = make_review(cast), make_review(cast, kind=ReviewKind.PULSE)
    seat = Panelist.objects.filter(review=ours, user__isnull=False).first()
    for moved in (
        {"review": theirs},
        {"user": cast.brian},
        {"user": None, "contact": cast.gift, "party": cast.malawi_party},
    ):
        with (
            pytest.raises(DatabaseError, match="a seat stays"),
            transaction.atomic(),
        ):
            Panelist.objects.filter(pk=seat.pk).update(**moved)


def test_a_person_may_still_leave_a_panel(cast, now):
    seat = Panelist.objects.filter(review=make_review(cast)).first()
    assert Panelist.objects.filter(pk=seat.pk).update(left_at=now) == 1
