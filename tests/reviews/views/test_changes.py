"""A change that was declined is shown at the next review (methods E3.5)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.choices import ChangeReason
from agreements.services.endings import decline
from reviews.choices import ReviewState
from tests.agreements.table import raised
from tests.agreements.visits import staff, text
from tests.cast import NOW
from tests.reviews.factories import make_review


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def _declined(cast) -> None:
    decline(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=raised(cast),
        reason=ChangeReason.MONEY,
        text="There is no money this year",
        would_be_possible="A second donor",
    )


@pytest.mark.parametrize("page", ["result", "talk"])
def test_a_declined_change_is_shown_with_what_would_make_it_possible(
    cast, page
) -> None:
    review = make_review(cast, state=ReviewState.CLOSED)
    _declined(cast)

    shown = text(staff(cast, "amina").get(reverse(f"reviews:{page}", args=[review.pk])))

    assert "The storm took the roofs" in shown
    assert "There is no money this year" in shown
    assert "A second donor" in shown


def test_an_open_change_is_not_shown_as_ended(cast) -> None:
    review = make_review(cast, state=ReviewState.CLOSED)
    raised(cast)
    client: Client = staff(cast, "amina")

    shown = text(client.get(reverse("reviews:result", args=[review.pk])))

    assert "The storm took the roofs" not in shown
