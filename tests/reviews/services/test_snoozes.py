"""Leads move a review, and the other side objects."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.choices import Side, Stage
from partners.models import Partnership
from reviews.choices import ReviewState, SnoozeReason
from reviews.emails.moves import moved
from reviews.models import Review, Snooze
from reviews.selectors.standing import standing_of
from reviews.services import snoozes
from reviews.services.reminders import plan_reminders
from tests.agreements.drafts import make_version, register
from tests.cast import TODAY
from tests.reviews.coalitions import second_lead
from tests.reviews.factories import fresh, link_actor, make_review

DUE = TODAY + timedelta(days=14)
LATER = DUE + timedelta(days=10)


@pytest.fixture(autouse=True)
def calm(cast) -> None:
    """A stage that needs no agreement: nothing is red."""
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.SHAPING
    )
    cast.malawi_partnership.refresh_from_db()


@pytest.fixture
def review(cast, now):
    return make_review(cast, now=now)


@pytest.fixture
def gift(cast):
    return link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.REVIEW)


def snooze(actor, now, review, to_on=LATER, reason=SnoozeReason.HARVEST) -> Snooze:
    return snoozes.snooze_review(
        actor=actor, now=now, review=review, to_on=to_on, reason=reason
    )


def test_the_lead_of_the_foundation_moves_it(cast, now, review) -> None:
    snooze(cast.actor("amina"), now, review)
    found = fresh(review)
    assert (found.due_on, found.original_due_on, found.round) == (LATER, DUE, 2)


def test_the_first_review_is_not_moved_past_the_day_of_the_clause(
    cast, now, review
) -> None:
    start = TODAY - timedelta(days=75)
    Partnership.objects.update(relationship_start=start, clause_months=3)
    with pytest.raises(InvalidInput) as refusal:
        snooze(cast.actor("amina"), now, fresh(review))
    assert "not after 9 Dec 2026" in refusal.value.problems["to_on"]


def test_a_partnership_that_joined_late_moves_its_first_review(
    cast, now, review
) -> None:
    Partnership.objects.update(relationship_start=date(2020, 1, 1), clause_months=3)
    assert snooze(cast.actor("amina"), now, fresh(review)).to_on == LATER


def test_the_last_review_before_the_end_moves_once_the_agreement_is_extended(
    cast, now, review
) -> None:
    Review.objects.filter(pk=review.pk).update(is_closing=True)
    agreement = register(cast, now, effective_to=DUE + timedelta(days=60))
    Partnership.objects.update(stage=Stage.SHAPING)
    with pytest.raises(InvalidInput) as refusal:
        snooze(cast.actor("amina"), now, review)
    assert refusal.value.problems[""] == (
        "It is the last review before the agreement ends."
    )
    make_version(agreement, number=2, starts=TODAY, ends=DUE + timedelta(days=425))
    assert snooze(cast.actor("amina"), now, review).to_on == LATER


def test_the_lead_of_the_partner_moves_it(now, review, gift) -> None:
    assert snooze(gift, now, review).side == Side.PARTNER


def test_a_manager_moves_it_for_the_foundation(cast, now, review) -> None:
    assert snooze(cast.actor("brian"), now, review).side == Side.FOUNDATION


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "sam", "ada"])
def test_nobody_else_moves_it(cast, now, review, who) -> None:
    with pytest.raises(NotPermitted):
        snooze(cast.actor(who), now, review)


def test_another_person_of_the_partner_does_not_move_it(cast, now, review) -> None:
    cast.malawi_party.partner_lead = None
    cast.malawi_party.save()
    with pytest.raises(NotPermitted):
        snooze(
            link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.REVIEW),
            now,
            review,
        )


@pytest.mark.parametrize("day", [DUE, DUE + timedelta(days=31), date(2026, 11, 1)])
def test_a_day_that_cannot_be_is_refused_with_the_days_that_can(
    cast, now, review, day
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        snooze(cast.actor("amina"), now, review, day)
    assert "7 Dec 2026" in refusal.value.problems["to_on"]
    assert "6 Jan 2027" in refusal.value.problems["to_on"]


def test_a_late_review_is_moved_to_a_day_that_is_still_to_come(
    cast, now, review
) -> None:
    today = DUE + timedelta(days=10)
    with pytest.raises(InvalidInput) as refusal:
        snooze(cast.actor("amina"), now + timedelta(days=24), review, today)
    assert "after 17 Dec 2026" in refusal.value.problems["to_on"]
    assert fresh(review).due_on == DUE


def test_a_red_partnership_is_not_kept_waiting(cast, now, review) -> None:
    Partnership.objects.filter(pk=review.partnership_id).update(stage=Stage.ACTIVE)
    review.partnership.refresh_from_db()
    assert standing_of(review.partnership, TODAY).status == "RED"
    with pytest.raises(InvalidInput) as refusal:
        snooze(cast.actor("amina"), now, review)
    assert "red" in refusal.value.problems[""]


def test_it_is_moved_twice_at_most(cast, now, review) -> None:
    amina = cast.actor("amina")
    for days in (10, 20):
        snooze(amina, now, fresh(review), DUE + timedelta(days=days))
    with pytest.raises(InvalidInput) as refusal:
        snooze(amina, now, fresh(review), DUE + timedelta(days=25))
    assert "twice" in refusal.value.problems[""]


def test_reminders_of_the_old_day_are_overtaken(cast, now, only_malawi, review) -> None:
    plan_reminders(now=now)
    assert Reminder.objects.filter(state="PLANNED").exists()
    snooze(cast.actor("amina"), now, review)
    assert not Reminder.objects.filter(round=1, state="PLANNED").exists()


def test_the_other_side_gets_a_mail_with_its_own_way_in(
    cast, now, review, gift, settings
) -> None:
    settings.SITE_URL = "https://site.example"
    snooze(gift, now, review)
    message = Outgoing.objects.get(letter="review.moved")
    assert message.recipient_key == f"user:{cast.amina.pk}"
    letter = moved(message, now=now)
    assert letter.subject == "Moved to 17 Dec 2026: our review, Nyali Trust"
    assert f"https://site.example/reviews/{review.pk}/" in letter.text
    assert "Harvest" in letter.text


@pytest.mark.parametrize("lead", ["nobody", "who has left", "who works elsewhere"])
def test_where_nobody_leads_the_managers_hear_of_a_move(
    cast, now, review, gift, lead
) -> None:
    if lead == "nobody":
        Partnership.objects.update(foundation_lead=None)
    elif lead == "who works elsewhere":
        RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    else:
        User.objects.filter(pk=cast.amina.pk).update(is_active=False)
    snooze(gift, now, fresh(review))
    message = Outgoing.objects.get(letter="review.moved")
    assert message.recipient_key == f"user:{cast.brian.pk}"
    assert "because you manage this country" in moved(message, now=now).text


def test_a_partner_is_told_by_a_personal_link(cast, now, review) -> None:
    snooze(cast.actor("amina"), now, review)
    message = Outgoing.objects.get(letter="review.moved")
    assert message.recipient_key == f"contact:{cast.gift.pk}"
    assert f"[[link:{message.facts['link']}]]" in moved(message, now=now).text


def test_an_objection_brings_the_old_day_back(cast, now, review, gift) -> None:
    snooze(cast.actor("amina"), now, review)
    snoozes.object_to_snooze(actor=gift, now=now, review=fresh(review))
    found = fresh(review)
    assert (found.due_on, found.round) == (DUE, 3)
    assert Snooze.objects.get().objected_by == gift.key


def test_a_move_that_met_an_objection_does_not_count(cast, now, review, gift) -> None:
    for _time in range(3):
        snooze(cast.actor("amina"), now, fresh(review))
        snoozes.object_to_snooze(actor=gift, now=now, review=fresh(review))
    assert snooze(cast.actor("amina"), now, fresh(review)).to_on == LATER


def test_nobody_objects_to_the_own_move(cast, now, review) -> None:
    snooze(cast.actor("amina"), now, review)
    with pytest.raises(NotPermitted):
        snoozes.object_to_snooze(
            actor=cast.actor("brian"), now=now, review=fresh(review)
        )


def test_the_other_partners_of_a_coalition_hear_of_a_move_and_may_object(
    cast, now, review, gift
) -> None:
    lead = second_lead(cast)
    cast.malawi_partnership.parties.create(
        partner=lead.partner, partner_lead=lead, from_on=now.date()
    )
    snooze(gift, now, fresh(review))
    message = Outgoing.objects.get(recipient_key=f"contact:{lead.pk}")
    letter = moved(message, now=now)
    assert "Another partner asks for more time for our review." in letter.text
    assert "because you lead this partnership for your side" in letter.text
    assert not Outgoing.objects.filter(recipient_key=gift.key).exists()
    with pytest.raises(NotPermitted):
        snoozes.object_to_snooze(actor=gift, now=now, review=fresh(review))

    actor = link_actor(lead, cast.malawi_partnership, LinkPurpose.REVIEW)
    snoozes.object_to_snooze(actor=actor, now=now, review=fresh(review))

    assert fresh(review).due_on == DUE


def test_without_a_move_there_is_nothing_to_object_to(now, review, gift) -> None:
    with pytest.raises(IllegalTransition):
        snoozes.object_to_snooze(actor=gift, now=now, review=review)


def test_the_database_refuses_two_moves_from_one_day(cast, now, review) -> None:
    snooze(cast.actor("amina"), now, review)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snooze.objects.create(
            review=review,
            from_on=DUE,
            to_on=LATER,
            reason=SnoozeReason.TRAVEL,
            side=Side.PARTNER,
            asked_at=now,
            asked_by="contact:1",
        )


def test_a_cancelled_review_is_not_moved(cast, now) -> None:
    review = make_review(cast, state=ReviewState.CANCELLED, now=now)
    with pytest.raises(InvalidInput):
        snooze(cast.actor("amina"), now, review)
