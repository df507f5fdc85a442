"""What do the gates hear about a partnership?"""

from datetime import date, timedelta

import pytest

from eclt_partners.accounts.models import User
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.rules.closing import ClosingReview
from eclt_partners.lifecycle.selectors.facts import closing_facts, shaping_facts
from eclt_partners.lifecycle.selectors.gate_rows import gate_rows
from eclt_partners.lifecycle.services.notes import write_note
from partners.choices import Side
from partners.models import Contact, Function, Partnership
from reviews.choices import ReviewState
from reviews.models import Review
from tests.agreements.drafts import register
from tests.cast import NOW, Cast
from tests.lifecycle.world import function
from tests.reviews.factories import make_review

DUE = date(2026, 12, 7)
BOTH = {Side.FOUNDATION, Side.PARTNER}


def held(cast: Cast) -> None:
    """A full review that both sides answered, due on 7 December."""
    assert make_review(cast, state=ReviewState.CLOSED).due_on == DUE


def closing(cast: Cast, *, days_after: int) -> ClosingReview | None:
    """The closing review as the gate hears of it, so many days after that review."""
    today = DUE + timedelta(days=days_after)
    place = cast.malawi_partnership
    rows = gate_rows(place, today=today)
    facts = closing_facts(place, rows, today=today, has_contact=True)
    return facts.review


@pytest.mark.parametrize(("days", "counts"), [(120, True), (121, False)])
def test_who_closes_long_before_the_last_day_takes_stock_near_the_closing(
    cast: Cast, days: int, counts: bool
) -> None:
    register(cast, NOW, effective_to=DUE + timedelta(days=900))
    held(cast)
    assert (closing(cast, days_after=days) is not None) is counts


def test_after_the_last_day_the_time_before_it_counts(cast: Cast) -> None:
    register(cast, NOW, effective_to=DUE + timedelta(days=100))
    held(cast)
    found = closing(cast, days_after=300)
    assert found is not None
    assert found.answered == BOTH


def test_a_review_that_is_only_planned_stands_behind_one_that_was_held(
    cast: Cast,
) -> None:
    register(cast, NOW, effective_to=DUE + timedelta(days=400))
    make_review(cast, state=ReviewState.COMPLETED)
    assert Review.objects.filter(state=ReviewState.SCHEDULED, due_on__gt=DUE).exists()
    found = closing(cast, days_after=1)
    assert found is not None
    assert found.answered == BOTH


def test_a_cancelled_review_closes_nothing(cast: Cast) -> None:
    register(cast, NOW, effective_to=DUE + timedelta(days=30))
    make_review(cast, state=ReviewState.CANCELLED)
    assert closing(cast, days_after=1) is None


def undecided(cast: Cast) -> tuple[str, ...]:
    """What the gate hears to have an owner who has said neither yes nor no."""
    place = cast.malawi_partnership
    rows = gate_rows(place, today=DUE)
    return closing_facts(place, rows, today=DUE, has_contact=True).undecided


def test_a_refusal_counts_until_the_plan_names_another_owner(cast: Cast) -> None:
    clubs = function(cast, owner_accepted_on=None, owner_name="Farm school")
    assert undecided(cast) == ("Clubs",)

    write_note(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=NoteKind.OWNER_DECLINED,
        side=Side.FOUNDATION,
        text="No money",
        function=clubs,
    )
    assert undecided(cast) == ()
    Function.objects.update(owner_name="")
    assert undecided(cast) == ()

    Function.objects.update(owner_name="District office")
    assert undecided(cast) == ("Clubs",)


def test_who_left_leads_no_side(cast: Cast) -> None:
    place = cast.malawi_partnership
    User.objects.filter(pk=place.foundation_lead_id).update(is_active=False)
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE)

    place = Partnership.objects.get(pk=place.pk)
    facts = shaping_facts(place, gate_rows(place, today=DUE))
    assert not facts.has_foundation_lead
    assert [party.has_lead for party in facts.parties] == [False]
