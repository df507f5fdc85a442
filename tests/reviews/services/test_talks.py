"""How does a talk complete a review?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.choices import EventKind, OwnerSide, Side
from partners.models import Contact, Event, HealthReading, Talk
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Action, Review
from reviews.services import talks
from reviews.services.recording import record_mark
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    confirm_both,
    fresh,
    hold_talk,
    link_actor,
    make_review,
)

DAY = timedelta(days=1)
OTHER = [talks.ActionDraft("Call first.", OwnerSide.PARTNER, TODAY + DAY)]


@pytest.fixture
def closed(cast):
    return make_review(cast, state=ReviewState.CLOSED)


@pytest.fixture
def held(cast):
    return make_review(cast, state=ReviewState.TALK_HELD)


def _confirm(cast, review, side, actor=None, **more):
    return talks.confirm_talk(
        actor=actor or cast.actor("amina"), now=NOW, review=review, side=side, **more
    )


def _event(cast, kind, reported_on=TODAY):
    return Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=kind,
        happened_on=reported_on,
        reported_on=reported_on,
        reported_by="user:1",
        side=Side.PARTNER,
    )


def test_a_recorded_talk_waits_for_both_leads(cast, closed):
    talk = hold_talk(closed, actor=cast.actor("amina"))
    review = fresh(closed)
    assert (review.state, review.talk) == (ReviewState.TALK_HELD, talk)
    assert (talk.created_by, talk.is_fair_record) == (cast.actor("amina").key, False)
    action = Action.objects.get()
    assert (action.side, action.created_on) == (OwnerSide.FOUNDATION, TODAY)


def test_the_helper_may_record_the_talk(cast, closed):
    hold_talk(closed, actor=cast.actor("eve"))
    assert fresh(closed).state == ReviewState.TALK_HELD


@pytest.mark.parametrize("name", ["chloe", "fay", "ada", "sam"])
def test_others_do_not_record_a_talk(cast, closed, name):
    with pytest.raises(NotPermitted):
        hold_talk(closed, actor=cast.actor(name))
    assert not Talk.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"strong": " "}, "strong"),
        ({"hurts": ""}, "hurts"),
        ({"next_steps": ""}, "next_steps"),
        ({"people": ""}, "people"),
        ({"actions": []}, "actions"),
        ({"held_on": TODAY + DAY}, "held_on"),
        ({"held_on": TODAY - DAY}, "held_on"),
    ],
)
def test_a_record_with_a_gap_or_an_impossible_day_is_refused(closed, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        hold_talk(closed, **changes)
    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize(("text", "days"), [("", 3), ("Pay on time.", -1)])
def test_an_action_has_words_and_a_day_after_the_talk(closed, text, days):
    action = talks.ActionDraft(text, OwnerSide.PARTNER, TODAY + days * DAY)
    with pytest.raises(InvalidInput) as refusal:
        hold_talk(closed, actions=[action])
    assert list(refusal.value.problems) == ["actions"]


def test_no_action_needs_its_reason(closed):
    talk = hold_talk(closed, actions=[], no_action_reason="All goes well.")
    assert talk.no_action_reason == "All goes well."
    assert not Action.objects.exists()


def test_an_open_review_has_no_talk_yet(cast):
    with pytest.raises(IllegalTransition):
        hold_talk(make_review(cast))


def test_a_correction_takes_back_what_was_confirmed(cast, held):
    _confirm(cast, held, Side.FOUNDATION)
    again = hold_talk(held, hurts="Nobody called.")
    again.refresh_from_db()
    assert (again.hurts, again.foundation_confirmed_at) == ("Nobody called.", None)
    assert again.foundation_confirmed_by == ""
    assert (Talk.objects.count(), Action.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(verb="reviews.talk.corrected").count() == 1


def test_saving_the_same_record_again_takes_nothing_back(cast, held):
    _confirm(cast, held, Side.FOUNDATION)
    again = hold_talk(held)
    assert again.foundation_confirmed_at == NOW
    assert not AuditEntry.objects.filter(verb="reviews.talk.corrected").exists()


def test_nobody_writes_over_a_record_that_they_did_not_see(cast, closed):
    nothing = record_mark(None, [])
    hold_talk(closed, seen=nothing)
    with pytest.raises(StaleObject):
        hold_talk(closed, seen=nothing, hurts="Nobody called.")
    assert Talk.objects.get().hurts == "Payments came late."


@pytest.mark.parametrize("change", [{"hurts": "Nobody called."}, {"actions": OTHER}])
def test_nobody_confirms_a_record_that_they_did_not_read(cast, held, change):
    read = record_mark(held.talk, held.actions.all())
    hold_talk(held, **change)
    with pytest.raises(StaleObject):
        _confirm(cast, held, Side.FOUNDATION, seen=read)
    assert Talk.objects.get().foundation_confirmed_at is None


def test_a_second_press_of_the_last_confirmation_changes_nothing(cast, held):
    confirm_both(cast, held)
    done = _confirm(cast, held, Side.FOUNDATION)
    assert done.state == ReviewState.COMPLETED


def test_one_confirmation_is_not_enough(cast, held):
    review = _confirm(cast, held, Side.FOUNDATION)
    assert review.state == ReviewState.TALK_HELD
    assert not HealthReading.objects.exists()


def test_both_confirmations_complete_the_review(cast, held):
    review = fresh(confirm_both(cast, held))
    assert (review.state, review.completed_on) == (ReviewState.COMPLETED, TODAY)
    assert review.completed_at == NOW
    assert HealthReading.objects.count() == 1
    assert Review.objects.full().filter(state=ReviewState.SCHEDULED).count() == 1


def test_confirming_again_changes_nothing(cast, held):
    for name in ("amina", "brian"):
        _confirm(cast, held, Side.FOUNDATION, cast.actor(name))
    assert fresh(held).talk.foundation_confirmed_by == cast.actor("amina").key
    assert AuditEntry.objects.filter(verb="reviews.talk.confirmed").count() == 1


def test_the_partner_confirms_by_its_own_link(cast, held):
    gift = link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.CONFIRM)
    talk = _confirm(cast, held, Side.PARTNER, gift).talk
    assert (talk.partner_confirmed_by, talk.partner_confirmed_for) == (gift.key, "")


def test_an_officer_may_enter_what_the_lead_of_the_partner_said(cast, held):
    key = f"contact:{cast.gift.pk}"
    talk = _confirm(cast, held, Side.PARTNER, for_key=key).talk
    assert talk.partner_confirmed_by == cast.actor("amina").key
    assert talk.partner_confirmed_for == key
    entry = AuditEntry.objects.get(verb="reviews.talk.confirmed")
    assert entry.facts == {"side": "PARTNER", "on_behalf": True}


@pytest.mark.parametrize("key", ["", "contact:x", "user:1", "contact:0"])
def test_entering_it_for_nobody_is_refused(cast, held, key):
    with pytest.raises(InvalidInput):
        _confirm(cast, held, Side.PARTNER, for_key=key)


def test_the_head_of_another_partner_has_no_word(cast, held):
    with pytest.raises(InvalidInput):
        _confirm(cast, held, Side.PARTNER, for_key=f"contact:{cast.grace.pk}")


def test_the_partner_does_not_confirm_for_the_foundation(cast, held):
    gift = link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.CONFIRM)
    with pytest.raises(NotPermitted):
        _confirm(cast, held, Side.FOUNDATION, gift)


def test_a_person_who_is_neither_lead_nor_head_does_not_confirm(cast, held):
    mercy = Contact.objects.create(
        partner=cast.nyali, name="Mercy", phone="1", time_zone="Africa/Blantyre"
    )
    actor = link_actor(mercy, cast.malawi_partnership, LinkPurpose.HOME)
    with pytest.raises(NotPermitted):
        _confirm(cast, held, Side.PARTNER, actor)


@pytest.mark.parametrize("name", ["chloe", "eve", "fay", "ada"])
def test_others_do_not_confirm_for_the_foundation(cast, held, name):
    with pytest.raises(NotPermitted):
        _confirm(cast, held, Side.FOUNDATION, cast.actor(name))


def test_without_a_recorded_talk_there_is_nothing_to_confirm(cast, closed):
    with pytest.raises(IllegalTransition):
        _confirm(cast, closed, Side.FOUNDATION)


# One side only


def test_a_review_of_one_side_is_completed_without_a_talk_and_an_index(cast):
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    done = talks.complete_without_talk(
        actor=cast.actor("amina"),
        now=review.closed_at,
        review=review,
        reason=" Nobody answers the phone. ",
    )
    assert (done.state, done.talk) == (ReviewState.COMPLETED, None)
    assert done.no_talk_reason == "Nobody answers the phone."
    assert HealthReading.objects.get().index is None


def test_a_talk_may_still_be_held_when_one_side_answered(cast):
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    hold_talk(review, now=review.closed_at)
    assert confirm_both(cast, review, now=review.closed_at).state == "COMPLETED"


def test_when_both_sides_answered_the_talk_is_not_optional(cast, closed):
    with pytest.raises(IllegalTransition):
        talks.complete_without_talk(
            actor=cast.actor("amina"), now=NOW, review=closed, reason="No time"
        )


def test_a_recorded_talk_is_not_passed_over(cast, held):
    with pytest.raises(IllegalTransition):
        talks.complete_without_talk(
            actor=cast.actor("amina"), now=NOW, review=held, reason="No time"
        )


def test_no_talk_needs_a_reason(cast):
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    with pytest.raises(InvalidInput):
        talks.complete_without_talk(
            actor=cast.actor("amina"), now=NOW, review=review, reason=" "
        )


def test_only_who_records_talks_completes_without_one(cast):
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    with pytest.raises(NotPermitted):
        talks.complete_without_talk(
            actor=cast.actor("chloe"), now=NOW, review=review, reason="No"
        )


def test_the_database_refuses_completion_without_talk_or_reason(cast, closed):
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=closed.pk).update(
            state=ReviewState.COMPLETED, completed_at=NOW, completed_on=TODAY
        )


# Events


def test_a_full_review_closes_the_events_it_has_dealt_with(cast, held):
    merged = _event(cast, EventKind.LEADERSHIP)
    confirm_both(cast, held)
    merged.refresh_from_db()
    assert merged.closed_on == TODAY


@pytest.mark.parametrize(
    ("state", "is_over"), [("CANCELLED", True), ("LAPSED", True), ("SCHEDULED", False)]
)
def test_a_full_review_closes_events_whose_own_talk_never_came_about(
    cast, held, state, is_over
):
    event = _event(cast, EventKind.TALK_ASKED)
    talk = make_review(cast, kind=ReviewKind.TALK, state=ReviewState.SCHEDULED)
    Review.objects.filter(pk=talk.pk).update(
        event=event, state=state, cancel_reason="Flood"
    )
    confirm_both(cast, held)
    event.refresh_from_db()
    assert (event.closed_on == TODAY) is is_over


def test_an_event_after_the_talk_waits_for_the_next_review(cast, held):
    later = _event(cast, EventKind.LEADERSHIP, TODAY + DAY)
    confirm_both(cast, held, now=NOW + DAY)
    later.refresh_from_db()
    assert later.closed_on is None


def test_a_topic_talk_closes_its_event_and_moves_nothing_else(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    full = Review.objects.get(state=ReviewState.SCHEDULED)
    event = _event(cast, EventKind.TALK_ASKED)
    other = _event(cast, EventKind.CONTEXT)
    talk = make_review(cast, kind=ReviewKind.TALK)
    Review.objects.filter(pk=talk.pk).update(event=event)
    hold_talk(fresh(talk))
    confirm_both(cast, talk)
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.closed_on, other.closed_on) == (TODAY, None)
    assert fresh(full).due_on == full.due_on
    assert HealthReading.objects.count() == 1


def test_a_topic_talk_may_be_held_before_its_day(cast):
    review = make_review(
        cast, kind=ReviewKind.TALK, state=ReviewState.SCHEDULED, due_on=TODAY + 30 * DAY
    )
    assert review.state == ReviewState.SCHEDULED
    hold_talk(review)
    assert fresh(review).state == ReviewState.TALK_HELD


def test_the_audit_of_a_talk_holds_no_words(cast, held):
    confirm_both(cast, held)
    written = " ".join(
        f"{entry.subject_text} {entry.facts}" for entry in AuditEntry.objects.all()
    )
    assert "Payments came late" not in written
    assert "Pay within" not in written
