"""When are reviews planned, moved and cancelled?"""

from datetime import date, timedelta

import pytest

from agreements.models import Agreement
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from partners.choices import EventKind, Side, Stage
from partners.models import Event, Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services import planning
from tests.agreements.drafts import make_version
from tests.cast import NOW, TODAY
from tests.reviews.factories import fresh, make_review

FULL, PULSE, TALK = ReviewKind.FULL, ReviewKind.PULSE, ReviewKind.TALK


def _schedule(cast, name="amina", **changes):
    given = {
        "partnership": cast.malawi_partnership,
        "kind": FULL,
        "due_on": TODAY + timedelta(days=30),
    }
    return planning.schedule_review(actor=cast.actor(name), now=NOW, **given | changes)


def _ensure(cast, now=NOW):
    return planning.ensure_next_review(now=now, partnership=cast.malawi_partnership)


def _event(cast, kind, reported_on=TODAY, happened_on=TODAY):
    return Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=kind,
        happened_on=happened_on,
        reported_on=reported_on,
        reported_by="user:1",
        side=Side.PARTNER,
    )


def _agreement(cast, ends_on):
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/1",
        kind_id="PROGRAMME",
        title="Work",
        created_at=NOW,
    )
    make_version(agreement, ends=ends_on)


def _completed(cast):
    """A completed review of today, without the next one that follows it."""
    review = make_review(cast, state=ReviewState.COMPLETED)
    _forget_planned(cast)
    return review


def _forget_planned(cast):
    for review in Review.objects.filter(state=ReviewState.SCHEDULED):
        review.panelists.all().delete()
        review.sides.all().delete()
        review.delete()


# Scheduling by a person


def test_a_review_in_a_month_waits_with_both_leads_on_its_panel(cast):
    review = _schedule(cast)
    assert (review.state, review.round) == (ReviewState.SCHEDULED, 1)
    assert review.original_due_on == review.due_on == TODAY + timedelta(days=30)
    people = [
        (seat.user, seat.contact, seat.is_lead) for seat in review.panelists.all()
    ]
    assert people == [(cast.amina, None, True), (None, cast.gift, True)]
    assert review.sides.count() == 2


@pytest.mark.parametrize(("days", "state"), [(14, "OPEN"), (15, "SCHEDULED")])
def test_a_review_opens_at_once_from_two_weeks_before(cast, days, state):
    assert _schedule(cast, due_on=TODAY + timedelta(days=days)).state == state


def test_today_is_the_day_in_the_country(cast):
    evening = NOW.replace(hour=22, minute=30)  # 00:30 of the next day in Blantyre
    with pytest.raises(InvalidInput):
        planning.schedule_review(
            actor=cast.actor("amina"),
            now=evening,
            partnership=cast.malawi_partnership,
            kind=FULL,
            due_on=TODAY,
        )


@pytest.mark.parametrize("name", ["chloe", "fay", "ada", "sam", "eve"])
def test_only_officers_of_the_country_schedule(cast, name):
    with pytest.raises(NotPermitted):
        _schedule(cast, name)
    assert not Review.objects.exists()


def test_an_earlier_day_moves_the_planned_review_and_starts_a_new_round(cast):
    first = _schedule(cast, due_on=TODAY + timedelta(days=60))
    moved = _schedule(cast, "brian", due_on=TODAY + timedelta(days=40))
    assert (moved.pk, moved.round) == (first.pk, 2)
    assert moved.due_on == TODAY + timedelta(days=40)
    assert moved.original_due_on == TODAY + timedelta(days=60)
    assert AuditEntry.objects.filter(verb="reviews.review.brought_forward").count() == 1


def test_a_later_day_does_not_postpone_the_planned_review(cast):
    _schedule(cast)
    with pytest.raises(InvalidInput) as refusal:
        _schedule(cast, due_on=TODAY + timedelta(days=90))
    assert list(refusal.value.problems) == ["due_on"]


def test_no_second_full_review_beside_one_under_way(cast):
    make_review(cast, state=ReviewState.CLOSED)
    with pytest.raises(InvalidInput) as refusal:
        _schedule(cast)
    assert list(refusal.value.problems) == [""]


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (Stage.SUSTAINING, FULL),
        (Stage.ENDED_EARLY, PULSE),
        (Stage.CONCLUDED, TALK),
    ],
)
def test_nobody_is_asked_again_after_the_end(cast, stage, kind):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)
    with pytest.raises(InvalidInput) as refusal:
        _schedule(cast, kind=kind)
    assert "the stage is now" in refusal.value.problems[""]


def test_both_sides_may_talk_at_the_end(cast):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.SUSTAINING
    )
    assert _schedule(cast, kind=TALK).kind == TALK


def test_a_pulse_may_run_beside_a_full_review(cast):
    _schedule(cast)
    assert _schedule(cast, kind=PULSE).kind == PULSE


def test_a_talk_asks_nobody_and_is_closed_at_once(cast):
    review = _schedule(cast, kind=TALK, due_on=TODAY + timedelta(days=14))
    assert fresh(review).state == ReviewState.CLOSED
    assert not review.panelists.exists()
    assert not review.scores.exists()


# What the cadence asks for


def test_a_partnership_that_joins_is_not_late_before_it_joined(cast):
    Partnership.objects.update(created_at=NOW)
    review = _ensure(cast)
    assert (review.original_due_on, review.due_on) == (TODAY + timedelta(days=14),) * 2
    assert review.created_by == "system"


def test_planning_again_changes_nothing(cast):
    first = _ensure(cast)
    assert _ensure(cast) is None
    assert list(Review.objects.all()) == [first]


def test_the_next_review_follows_the_interval(cast):
    _agreement(cast, date(2031, 1, 1))
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    assert planned.due_on == date(2027, 8, 23)  # green after 56 months: 9 months
    assert [seat.key for seat in planned.panelists.all()] == [
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    ]


def test_the_review_before_the_end_is_the_closing_review(cast):
    _agreement(cast, date(2027, 6, 30))
    _completed(cast)
    review = _ensure(cast)
    assert (review.due_on, review.is_closing) == (date(2027, 5, 1), True)


def test_an_agreement_that_ends_sooner_brings_the_planned_review_forward(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    _agreement(cast, date(2027, 4, 1))
    planning.advance_reviews(now=NOW)
    moved = fresh(planned)
    assert (moved.due_on, moved.round) == (date(2027, 1, 31), 2)
    assert (planned.is_closing, moved.is_closing) == (False, True)
    assert moved.original_due_on == planned.due_on


@pytest.mark.parametrize(
    ("changes", "due_on"),
    [
        ({"clause_months": 4}, date(2027, 3, 23)),
        ({"stage": Stage.PAUSED, "stage_before_pause": "ACTIVE"}, date(2027, 2, 23)),
    ],
)
def test_a_planned_review_comes_as_soon_as_a_new_clause_or_stage_asks(
    cast, changes, due_on
):
    _agreement(cast, date(2031, 1, 1))
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    assert planned.due_on == date(2027, 8, 23)
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(**changes)
    planning.advance_reviews(now=NOW)
    assert fresh(planned).due_on == due_on


def test_what_was_owed_long_ago_is_asked_for_with_two_weeks_notice(cast):
    _agreement(cast, date(2031, 1, 1))
    _completed(cast)
    later = NOW.replace(year=2027, month=10)
    review = _ensure(cast, now=later)
    assert review.original_due_on == date(2027, 8, 23)
    assert review.due_on == date(2027, 11, 6)
    assert review.state == ReviewState.OPEN


@pytest.mark.parametrize(
    "stage", [Stage.SUSTAINING, Stage.CONCLUDED, Stage.NOT_PURSUED]
)
def test_no_review_is_planned_after_the_end(cast, stage):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)
    assert _ensure(cast) is None
    assert not Review.objects.exists()


def test_a_new_partnership_gets_a_pulse_after_90_days_and_a_full_review_after_6_months(
    cast,
):
    Partnership.objects.update(relationship_start=TODAY, created_at=NOW)
    full = _ensure(cast)
    pulse = Review.objects.get(kind=PULSE)
    assert full.due_on == date(2027, 5, 23)
    assert pulse.due_on == date(2027, 2, 21)


@pytest.mark.parametrize("state", ["CLOSED", "COMPLETED"])
def test_a_talk_in_the_first_weeks_does_not_replace_the_first_pulse(cast, state):
    Partnership.objects.update(relationship_start=TODAY, created_at=NOW)
    make_review(cast, kind=TALK, state=ReviewState(state))
    _ensure(cast)
    assert Review.objects.get(kind=PULSE).due_on == TODAY + timedelta(days=90)


# What events ask for


def test_a_new_head_asks_for_a_pulse_after_45_days(cast):
    _agreement(cast, date(2031, 1, 1))
    _completed(cast)
    event = _event(cast, EventKind.LEADERSHIP)
    _ensure(cast)
    pulse = Review.objects.get(event=event)
    assert (pulse.kind, pulse.due_on) == (PULSE, TODAY + timedelta(days=45))
    assert [seat.key for seat in pulse.panelists.all()] == [
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    ]


def test_a_pulse_shortly_before_a_full_review_is_merged_into_it(cast):
    _schedule(cast, due_on=TODAY + timedelta(days=60))
    _event(cast, EventKind.LEADERSHIP)
    _ensure(cast)
    assert not Review.objects.filter(kind=PULSE).exists()


def test_a_late_pulse_is_merged_into_the_full_review_that_follows_soon(cast):
    _schedule(cast, due_on=TODAY + timedelta(days=44))
    _event(cast, EventKind.LEADERSHIP, reported_on=TODAY - timedelta(days=50))
    _ensure(cast)
    assert not Review.objects.filter(kind=PULSE).exists()


def test_a_side_that_asks_for_a_talk_gets_one_within_two_weeks(cast):
    _schedule(cast)
    event = _event(cast, EventKind.TALK_ASKED)
    planning.advance_reviews(now=NOW)
    talk = Review.objects.get(event=event)
    assert (talk.kind, talk.due_on) == (TALK, TODAY + timedelta(days=14))


def test_a_concern_about_money_brings_the_full_review_forward(cast):
    _agreement(cast, date(2031, 1, 1))
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    _event(cast, EventKind.INTEGRITY)
    planning.advance_reviews(now=NOW)
    moved = fresh(planned)
    assert moved.due_on == TODAY + timedelta(days=45)  # not sooner than day 45
    assert moved.round == 2


def test_one_event_never_makes_two_reviews(cast):
    _completed(cast)
    _event(cast, EventKind.CONTEXT)
    for _time in range(3):
        planning.advance_reviews(now=NOW)
    assert Review.objects.filter(kind=PULSE).count() == 1


def test_a_full_review_is_due_30_days_after_people_are_safe(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    _event(cast, EventKind.SAFEGUARDING, happened_on=TODAY - timedelta(days=2))
    planning.advance_reviews(now=NOW)
    moved = fresh(planned)
    assert (moved.due_on, moved.round) == (TODAY + timedelta(days=28), 2)


# Cancelling


def test_a_manager_cancels_with_a_reason(cast):
    review = planning.cancel_review(
        actor=cast.actor("brian"), now=NOW, review=_schedule(cast), reason=" Flood. "
    )
    assert (review.state, review.cancel_reason) == (ReviewState.CANCELLED, "Flood.")
    entry = AuditEntry.objects.get(verb="reviews.review.cancelled")
    assert (entry.country_code, entry.facts) == ("MW", {})


def test_cancelling_needs_a_reason(cast):
    with pytest.raises(InvalidInput):
        planning.cancel_review(
            actor=cast.actor("brian"), now=NOW, review=_schedule(cast), reason=" "
        )


@pytest.mark.parametrize("name", ["amina", "chloe", "eve", "fay"])
def test_others_do_not_cancel(cast, name):
    with pytest.raises(NotPermitted):
        planning.cancel_review(
            actor=cast.actor(name), now=NOW, review=_schedule(cast), reason="Flood"
        )


@pytest.mark.parametrize("state", ["TALK_HELD", "COMPLETED", "CANCELLED", "LAPSED"])
def test_what_is_over_is_not_cancelled(cast, state):
    review = make_review(cast, state=ReviewState(state))
    with pytest.raises(IllegalTransition):
        planning.cancel_review(
            actor=cast.actor("brian"), now=NOW, review=review, reason="Flood"
        )


def test_after_cancelling_the_next_review_is_due_30_days_later(cast):
    planning.cancel_review(
        actor=cast.actor("brian"), now=NOW, review=_schedule(cast), reason="Flood"
    )
    assert _ensure(cast).due_on == TODAY + timedelta(days=30)


def test_the_30_days_stand_when_the_day_of_the_clause_is_past(cast):
    make_review(cast, state=ReviewState.COMPLETED, now=NOW - timedelta(days=400))
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    planning.cancel_review(
        actor=cast.actor("brian"), now=NOW, review=planned, reason="Flood"
    )
    review = _ensure(cast)
    _ensure(cast)
    assert fresh(review).due_on == TODAY + timedelta(days=30)


def test_the_30_days_count_from_cancelling_also_when_the_review_was_closed(cast):
    review = make_review(cast, state=ReviewState.CLOSED)
    later = NOW + timedelta(days=40)
    planning.cancel_review(
        actor=cast.actor("brian"), now=later, review=review, reason="Flood"
    )
    assert _ensure(cast, now=later).due_on == TODAY + timedelta(days=70)
