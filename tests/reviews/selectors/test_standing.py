"""Where do partnerships stand, and at what price?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import (
    Agreement,
    CommitmentInstance,
)
from agreements.rules.terms import Promise
from partners.choices import EventKind, HandoverMode, OwnerSide, Side, Status
from partners.models import (
    Event,
    Function,
    Partnership,
    PartnershipParty,
    PillarReading,
    SustainabilityPlan,
)
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.rules.findings import Grey
from reviews.selectors.standing import pair_standings, standing_of, standings
from reviews.services import planning
from tests.agreements.drafts import make_version
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    answer_side,
    confirm_both,
    fresh,
    hold_talk,
    make_review,
)

DAY = timedelta(days=1)


def _standing(cast, as_of=TODAY, **more):
    return standing_of(cast.malawi_partnership, as_of, **more)


def _codes(findings):
    return [each.text for each in findings]


@pytest.fixture
def agreement(cast):
    """In force until the end of 2031, with six promises of the partner."""
    agreement = Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number="MW-01/1",
        kind_id="PROGRAMME",
        title="Work",
        created_at=NOW,
    )
    minutes = Promise(
        "P1", OwnerSide.PARTNER, "REPORT", "Send minutes", None, "monthly"
    )
    promise = make_version(agreement, promises=(minutes,)).commitments.get()
    for month in range(1, 7):
        CommitmentInstance.objects.create(
            commitment=promise,
            due_on=date(2026, month, 1),
            state="KEPT",
            reported_on=date(2026, month, 1),
            confirmation="CONFIRMED",
            confirmed_on=date(2026, month, 2),
        )
    return agreement


def _plan(cast, read_on=TODAY):
    plan = SustainabilityPlan.objects.create(
        partnership=cast.malawi_partnership, mode=HandoverMode.PHASE_OVER
    )
    function = Function.objects.create(
        plan=plan, name="Committees", importance=3, owner_accepted_on=read_on
    )
    PillarReading.objects.create(
        function=function,
        read_on=read_on,
        resources=4,
        capacity=4,
        motivation=4,
        linkages=4,
    )
    return function


def test_without_any_review_we_do_not_know(cast, agreement):
    standing = _standing(cast)
    assert (standing.status, standing.index) == (Status.GREY, None)
    assert standing.grey == (Grey.NO_REVIEW,)


def test_a_completed_review_gives_index_status_and_next_day(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    standing = _standing(cast)
    assert (standing.index, standing.status) == (75, Status.GREEN)
    assert (standing.interval_months, standing.due_on) == (9, date(2027, 8, 23))
    assert standing.days_to_agreement_end == (date(2031, 12, 31) - TODAY).days


def test_what_was_completed_later_is_left_out(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    assert _standing(cast, TODAY - DAY).grey == (Grey.NO_REVIEW,)


def test_a_review_planned_later_is_left_out(cast):
    make_review(cast, state=ReviewState.OPEN)
    late = TODAY + 20 * DAY
    assert _standing(cast, late).due_on == TODAY + 14 * DAY
    Review.objects.update(created_at=NOW + 30 * DAY)
    assert _standing(cast, late).due_on == date(2022, 9, 1)


def test_lateness_counts_from_the_first_due_day_until_both_are_in(cast, agreement):
    review = make_review(cast)
    late = TODAY + 14 * DAY + 31 * DAY
    assert _standing(cast, late).days_overdue == 31
    assert _codes(_standing(cast, late).amber) == ["A5", "A6"]
    answer_side(review, None, 4)
    answer_side(review, cast.malawi_party, 4)
    assert _standing(cast, late).days_overdue == 0


def test_people_asked_too_late_are_not_called_silent(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    planned = Review.objects.get(state=ReviewState.SCHEDULED)
    planned.panelists.all().delete()
    planned.sides.all().delete()
    planned.delete()
    now = NOW.replace(year=2027, month=10)
    planning.ensure_next_review(now=now, partnership=cast.malawi_partnership)
    standing = _standing(cast, date(2027, 10, 23))
    assert (standing.due_on, standing.days_overdue) == (date(2027, 8, 23), 61)
    assert _codes(standing.amber) == ["A6"]


def test_a_review_brought_forward_shows_its_new_day(cast, agreement):
    review = make_review(cast, state=ReviewState.SCHEDULED)
    planning.schedule_review(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind="FULL",
        due_on=TODAY + 20 * DAY,
    )
    assert fresh(review).round == 2
    assert _standing(cast).due_on == TODAY + 20 * DAY


def test_asking_as_if_nothing_were_planned(cast, agreement):
    make_review(cast, due_on=TODAY + 3 * DAY)
    assert _standing(cast, with_open_review=False).due_on == date(2022, 9, 1)


def test_a_lapse_is_grey_until_the_next_review_is_completed(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    Review.objects.filter(state=ReviewState.SCHEDULED).update(
        state=ReviewState.LAPSED, closed_at=NOW + DAY
    )
    assert Grey.LAPSED not in _standing(cast, TODAY + 60 * DAY).grey
    lapsed = _standing(cast, TODAY + 61 * DAY)
    assert (lapsed.status, lapsed.grey) == (Status.GREY, (Grey.LAPSED,))
    assert lapsed.index == 75


def test_silence_before_and_after_an_answered_review_is_not_in_a_row(cast, agreement):
    first = make_review(cast, state=ReviewState.COMPLETED, partner=None)
    Review.objects.filter(pk=first.pk).update(completed_on=TODAY - 99 * DAY)
    Review.objects.filter(state=ReviewState.SCHEDULED).update(
        state=ReviewState.LAPSED, closed_at=NOW - 70 * DAY
    )
    later = make_review(cast, state=ReviewState.COMPLETED, partner=None)
    day = later.completed_on
    assert _codes(_standing(cast, day).red) == []
    Review.objects.filter(state=ReviewState.LAPSED).update(
        state=ReviewState.CANCELLED, cancel_reason="Flood"
    )
    assert _codes(_standing(cast, day).red) == ["R4"]


def test_handover_readiness_is_read_from_the_plan(cast):
    _plan(cast)
    assert _standing(cast).hri == 100
    assert _standing(cast, TODAY - DAY).hri == 0


def test_the_latest_reading_of_a_function_counts(cast):
    function = _plan(cast, TODAY - 100 * DAY)
    PillarReading.objects.create(function=function, read_on=TODAY)
    assert _standing(cast, TODAY - DAY).hri == 100
    assert _standing(cast).hri == 0


def test_between_two_agreements_none_is_in_force(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    make_version(agreement, number=2, starts=TODAY - 99 * DAY, ends=TODAY - DAY)
    make_version(agreement, number=3, starts=TODAY + 99 * DAY)
    assert _codes(_standing(cast).amber) == ["A10"]
    assert _codes(_standing(cast, TODAY + 60 * DAY).red) == ["R7"]
    assert _codes(_standing(cast, TODAY + 99 * DAY).red) == []


def test_broken_promises_of_a_side_turn_the_status_amber(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    assert _standing(cast).status == Status.GREEN
    CommitmentInstance.objects.update(state="NOT_KEPT")
    standing = _standing(cast)
    assert _codes(standing.amber) == ["A7"]
    assert standing.amber[0].sides == (Side.PARTNER,)


def test_a_talk_asked_for_too_long_ago_is_told(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=EventKind.TALK_ASKED,
        happened_on=TODAY,
        reported_on=TODAY,
        reported_by="user:1",
        side=Side.PARTNER,
    )
    assert _codes(_standing(cast, TODAY + 60 * DAY).amber) == []
    assert _codes(_standing(cast, TODAY + 61 * DAY).amber) == ["A8"]


def test_of_a_coalition_the_worst_pair_counts_and_there_is_no_index(
    cast, coalition, agreement
):
    review, second = coalition
    hold_talk(review)
    confirm_both(cast, review)
    pairs = pair_standings([cast.malawi_partnership], TODAY)
    by_party = pairs[cast.malawi_partnership.pk]
    assert by_party[cast.malawi_party.pk].status == Status.GREEN
    assert (by_party[second.pk].index, by_party[second.pk].status) == (50, Status.RED)
    whole = _standing(cast)
    assert (whole.status, whole.index) == (Status.RED, None)
    assert whole.due_on == min(each.due_on for each in by_party.values())


def test_a_party_that_has_left_does_not_count(cast, coalition, agreement):
    review, second = coalition
    hold_talk(review)
    confirm_both(cast, review)
    PartnershipParty.objects.filter(pk=second.pk).update(to_on=TODAY)
    assert (_standing(cast).status, _standing(cast).index) == (Status.GREEN, 75)


def test_a_partnership_without_a_party_has_a_standing_too(cast):
    alone = Partnership.objects.create(
        code="MW-09",
        name="Nobody yet",
        country=cast.malawi,
        relationship_start=TODAY,
    )
    assert standing_of(alone, TODAY).status == Status.GREY


def test_three_or_thirty_partnerships_cost_the_same(cast, agreement):
    make_review(cast, state=ReviewState.COMPLETED)
    _plan(cast)
    few = [cast.malawi_partnership, cast.uganda_partnership, _another(cast, 1)]
    planning.advance_reviews(now=NOW)
    cost_of_few = _query_count(few)
    many = [*few, *(_another(cast, number) for number in range(2, 29))]
    planning.advance_reviews(now=NOW)
    assert len(many) == 30
    assert _query_count(many) == cost_of_few <= 14


def _another(cast, number):
    partnership = Partnership.objects.create(
        code=f"MW-{number + 10}",
        name=f"Partnership {number}",
        country=cast.malawi,
        stage="ACTIVE",
        relationship_start=date(2024, 1, 1),
        foundation_lead=cast.amina,
    )
    PartnershipParty.objects.create(
        partnership=partnership,
        partner=cast.nyali,
        partner_lead=cast.gift,
        from_on=date(2024, 1, 1),
    )
    return partnership


def _query_count(partnerships):
    with CaptureQueriesContext(connection) as queries:
        found = standings(partnerships, TODAY)
    assert len(found) == len(partnerships)
    return len(queries)


def test_what_was_registered_today_is_due_in_45_days_however_old_it_is(cast):
    place = cast.malawi_partnership
    place.registered_on = TODAY
    place.save()
    found = _standing(cast)
    assert (found.due_on, found.days_overdue) == (TODAY + 45 * DAY, 0)
