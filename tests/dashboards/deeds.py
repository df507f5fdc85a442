"""What people do that changes what a dashboard says of a partnership, deed by deed.

Each makes ready what it needs and returns the deed itself: one call of a service.
"""

from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from agreements.choices import InstanceState
from agreements.models import CommitmentInstance
from agreements.services.commitments import report_outcome
from agreements.services.confirming import confirm_report
from agreements.services.raising import raise_change
from agreements.services.results import set_serves_children, take_back_result
from agreements.services.silence import confirm_by_silence
from eclt_partners.accounts.services.countries import CountryFields, change_country
from eclt_partners.common.actor import SYSTEM
from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.services.answering import (
    ClosingWords,
    ItemGiven,
    answer_check,
)
from partners.choices import (
    CapacityDomain,
    EventKind,
    FlagKind,
    FlagLevel,
    FlagOutcome,
    HowKnown,
    IncidentWish,
    Stage,
)
from partners.models import PartnershipParty
from partners.rules.handover import Pillar
from partners.services import capacity, flags, incidents, plans
from partners.services.events import report_event
from partners.services.partners import PartnerFields, change_partner
from partners.services.partnerships import PartnershipFields, change_partnership
from reviews.choices import ActionState, Helped, ReviewState, SnoozeReason
from reviews.models import Action
from reviews.services import corrections, planning
from reviews.services.follow_ups import close_action
from reviews.services.panels import mark_seat_left
from reviews.services.refusals import GivenAnswer
from reviews.services.snoozes import snooze_review
from tests.agreements.drafts import register
from tests.agreements.results import recorded, with_targets
from tests.agreements.table import (
    WISH,
    accepted,
    gift,
    make_agreement,
    raised,
    ready,
    sign,
)
from tests.cast import NOW, TODAY
from tests.lifecycle import world
from tests.reviews.factories import (
    answer_side,
    confirm_both,
    hold_talk,
    make_review,
    seat_of_person,
)

SOON = TODAY + timedelta(days=20)


def a_review_is_planned(cast):
    return lambda: make_review(cast, state=ReviewState.SCHEDULED)


def a_side_answers(cast):
    review = make_review(cast)
    return lambda: answer_side(review, None, 3)


def somebody_leaves_a_panel(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    seat = seat_of_person(review, cast.brian)
    answer_side_of(review, cast.amina)
    return lambda: mark_seat_left(actor=SYSTEM, now=NOW, panelist=seat)


def answer_side_of(review, person):
    seats = review.panelists.exclude(pk=seat_of_person(review, person).pk)
    seats.update(left_at=NOW)
    answer_side(review, None, 4)
    seats.update(left_at=None)


def a_date_is_moved(cast):
    register(cast, NOW)
    review = make_review(cast, due_on=SOON)
    return lambda: snooze_review(
        actor=cast.actor("amina"),
        now=NOW,
        review=review,
        to_on=SOON + timedelta(days=7),
        reason=SnoozeReason.HARVEST,
    )


def a_review_is_taken_back(cast):
    review = make_review(cast)
    return lambda: planning.cancel_review(
        actor=SYSTEM, now=NOW, review=review, reason="The office moved."
    )


def a_talk_is_recorded(cast):
    review = make_review(cast, state=ReviewState.CLOSED)
    return lambda: hold_talk(review)


def a_talk_is_confirmed(cast):
    review = make_review(cast, state=ReviewState.CLOSED)
    hold_talk(review)
    return lambda: confirm_both(cast, review)


def a_score_is_corrected(cast):
    review = make_review(cast, state=ReviewState.COMPLETED)
    correction = corrections.correct_answer(
        actor=cast.actor("amina"),
        now=NOW,
        assessment=seat_of_person(review, cast.amina).assessment,
        given=GivenAnswer(dimension="D1", rating=1),
        reason="A wrong key",
        send_key=uuid4(),
    )
    return lambda: corrections.agree_to_correction(
        actor=cast.actor("eve"),
        now=NOW,
        correction=correction,
    )


def an_action_is_done(cast):
    make_review(cast, state=ReviewState.COMPLETED)
    action = Action.objects.get()
    return lambda: close_action(
        actor=cast.actor("amina"),
        now=NOW,
        action=action,
        state=ActionState.DONE,
        helped=Helped.YES,
    )


def an_agreement_is_registered(cast):
    return lambda: register(cast, NOW)


def a_change_is_raised(cast):
    agreement = make_agreement(cast)
    return lambda: raise_change(
        actor=cast.actor("amina"), now=NOW, agreement=agreement, wish=WISH
    )


def a_version_is_signed(cast):
    ready(cast)
    proposal = accepted(cast, raised(cast))
    sign(cast, proposal, "brian")
    return lambda: sign(cast, proposal, "gift")


def _reported(cast, instance):
    return report_outcome(
        actor=cast.actor("amina"),
        now=NOW,
        instance=instance,
        outcome=InstanceState.KEPT,
    )


def a_promise_is_reported(cast):
    register(cast, NOW)
    instance = CommitmentInstance.objects.order_by("due_on").first()
    return lambda: _reported(cast, instance)


def a_promise_is_confirmed(cast):
    register(cast, NOW)
    instance = _reported(cast, CommitmentInstance.objects.order_by("due_on").first())
    return lambda: confirm_report(actor=gift(cast), now=NOW, instance=instance)


def silence_settles_a_promise(cast):
    register(cast, NOW)
    instance = _reported(cast, CommitmentInstance.objects.order_by("due_on").first())
    instance.reported_on = TODAY - timedelta(days=15)
    instance.save(update_fields=["reported_on"])
    return lambda: confirm_by_silence(now=NOW)


def a_result_is_recorded(cast):
    agreement = with_targets(cast)
    return lambda: recorded(cast, NOW, agreement)


def a_result_is_taken_back(cast):
    result = recorded(cast, NOW, with_targets(cast))
    return lambda: take_back_result(
        actor=cast.actor("brian"),
        now=NOW,
        result=result,
        reason="It belongs to MW-02",
        client_key=uuid4(),
    )


def an_agreement_serves_no_children(cast):
    agreement = with_targets(cast)
    return lambda: set_serves_children(
        actor=cast.actor("amina"), now=NOW, agreement=agreement, serves=False
    )


def a_stage_is_left(cast):
    world.make_ready(cast)
    here = world.at(cast, Stage.ACTIVE)
    return lambda: world.move(cast, here, Stage.TRANSITION)


def a_partnership_gets_another_name(cast):
    fields = PartnershipFields("Schools of Zomba", date(2021, 3, 1), 6, cast.amina)
    return lambda: change_partnership(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        fields=fields,
        leads={},
    )


def _is_a_union(cast, partner, who):
    return lambda: change_partner(
        actor=cast.actor(who),
        now=NOW,
        partner=partner,
        fields=PartnerFields("Workers United", "TRADE_UNION"),
    )


def a_partner_is_of_another_kind(cast):
    return _is_a_union(cast, cast.nyali, "amina")


def a_partner_at_home_elsewhere_is_of_another_kind(cast):
    """Its entry is filed in Uganda; the partnership is in Malawi."""
    PartnershipParty.objects.create(
        partnership=cast.malawi_partnership, partner=cast.kasanyi, from_on=TODAY
    )
    return _is_a_union(cast, cast.kasanyi, "chloe")


def _an_incident(cast):
    return incidents.report_incident(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
    )


def a_danger_is_rated_serious(cast):
    """Its entry names no partnership, so that nobody reads it there."""
    found = _an_incident(cast)
    return lambda: incidents.rate_serious(
        actor=cast.actor("sam"), now=NOW, incident=found
    )


def a_red_flag_is_lifted(cast):
    fields = flags.FlagFields(FlagKind.INTEGRITY, FlagLevel.RED, "Two sets of books.")
    partner, actor = cast.gift.partner, cast.actor("dan")
    flag = flags.raise_flag(actor=actor, now=NOW, partner=partner, fields=fields)
    end = {"outcome": FlagOutcome.UNFOUNDED, "reason": "There is one set."}
    return lambda: flags.lift_flag(actor=actor, now=NOW, flag=flag, **end)


def people_are_safe_again(cast):
    found = _an_incident(cast)
    incidents.rate_serious(actor=cast.actor("sam"), now=NOW, incident=found)
    return lambda: incidents.confirm_safe(
        actor=cast.actor("sam"), now=NOW, incident=found, safe_on=TODAY
    )


def a_talk_was_asked_for_long_ago(cast):
    then = NOW - timedelta(days=100)
    return lambda: report_event(
        actor=cast.actor("amina"),
        now=then,
        partnership=cast.malawi_partnership,
        kind=EventKind.TALK_ASKED,
        happened_on=then.date(),
        side="FOUNDATION",
        note="Payments",
    )


def pillars_are_read(cast):
    found = world.function(cast)
    return lambda: plans.read_pillars(
        actor=cast.actor("amina"),
        now=NOW,
        function=found,
        levels=dict.fromkeys(Pillar, 3),
    )


def a_goal_is_set(cast):
    fields = capacity.GoalFields("To grow", 2, date(2026, 1, 1), 4, SOON)
    return partial(
        capacity.set_goal,
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        party=None,
        domain=CapacityDomain.C3,
        fields=fields,
    )


def a_level_is_read(cast):
    goal = a_goal_is_set(cast)()
    return lambda: capacity.read_level(
        actor=cast.actor("amina"), now=NOW, goal=goal, level=3, evidence="Accounts"
    )


def a_check_after_the_end_is_answered(cast):
    check, clubs = world.open_check(cast), world.function(cast)
    return lambda: answer_check(
        actor=cast.actor("amina"),
        now=NOW,
        check=check,
        items=[ItemGiven(clubs, Lasts.GROWN, HowKnown.OWNER)],
        words=ClosingWords("The school", "The council", "The hours", "Slower", True),
        told_by=cast.gift,
    )


def a_country_gets_another_zone(cast):
    """Closed at 23:30 in Blantyre is closed the next day in Tokyo."""
    late = NOW.replace(hour=21, minute=30) - timedelta(days=1)
    make_review(cast, state=ReviewState.CLOSED, now=late)
    known = {key: getattr(cast.malawi, key) for key in asdict(FIELDS)}
    return lambda: change_country(
        actor=cast.actor("ada"),
        now=NOW,
        country=cast.malawi,
        fields=CountryFields(**known | {"time_zone": "Asia/Tokyo"}),
    )


FIELDS = CountryFields("UTC", "SAT_SUN", "en-gb", "MWK")
DEEDS = (
    a_review_is_planned,
    a_side_answers,
    somebody_leaves_a_panel,
    a_date_is_moved,
    a_review_is_taken_back,
    a_talk_is_recorded,
    a_talk_is_confirmed,
    a_score_is_corrected,
    an_action_is_done,
    an_agreement_is_registered,
    a_change_is_raised,
    a_version_is_signed,
    a_promise_is_reported,
    a_promise_is_confirmed,
    silence_settles_a_promise,
    a_result_is_recorded,
    a_result_is_taken_back,
    an_agreement_serves_no_children,
    a_stage_is_left,
    a_partnership_gets_another_name,
    a_partner_is_of_another_kind,
    a_partner_at_home_elsewhere_is_of_another_kind,
    a_danger_is_rated_serious,
    a_red_flag_is_lifted,
    people_are_safe_again,
    a_talk_was_asked_for_long_ago,
    pillars_are_read,
    a_goal_is_set,
    a_level_is_read,
    a_check_after_the_end_is_answered,
    a_country_gets_another_zone,
)
