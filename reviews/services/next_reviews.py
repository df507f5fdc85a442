"""Which review does a partnership need next, and from when?

The caller holds the lock on the partnership, so that two planners plan one review.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from eclt_partners.common.actor import SYSTEM, Actor
from partners.models import Event, Partnership
from partners.rules.method import METHOD
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Instrument, Review, ReviewSide
from reviews.rules.cadence import closing_on, first_pulse_on
from reviews.rules.events import extra_reviews
from reviews.selectors.facts import facts_of, open_event
from reviews.selectors.standing import pair_standings
from reviews.selectors.urgency import urgent_on
from reviews.services.calendar_entries import mail_new_day, raise_number
from reviews.services.seating import PanelChoice, seat_side, usual_panel
from reviews.services.steps import lock_review, open_if_due, record_on

NOTICE = timedelta(days=METHOD.open_lead_days)
MERGE = timedelta(days=METHOD.merge_days)
PAUSE_AFTER_CANCEL = timedelta(days=METHOD.after_lapse_days)


@dataclass(frozen=True, slots=True)
class Plan:
    """A review to be made.

    Attributes:
        kind: full, pulse or talk.
        owed_on: the day the method asks for; lateness counts from it.
        due_on: the day people are asked for; never before `owed_on`.
        is_closing: it is the last one before the agreement ends.
        event: why it is held, for a pulse or a talk.
    """

    kind: ReviewKind
    owed_on: date
    due_on: date
    is_closing: bool = False
    event: Event | None = None


def lock_partnership(partnership_id: int) -> Partnership:
    """Return a partnership locked against other planners, not against its readers."""
    return (
        Partnership.objects.select_for_update(of=("self",), no_key=True)
        .select_related("country")
        .get(pk=partnership_id)
    )


def create_review(
    partnership: Partnership,
    plan: Plan,
    *,
    actor: Actor,
    now: datetime,
    panel: PanelChoice | None = None,
) -> Review:
    """Make a review with its sides and seats; it opens at once when its time has come.

    Args:
        partnership: locked by the caller.
        plan: what to make.
        actor: who plans.
        now: when, aware.
        panel: who answers; sides left out, or None, get the usual people.
    """
    review = Review.objects.create(
        partnership=partnership,
        instrument=Instrument.objects.for_new_reviews(),
        kind=plan.kind,
        is_closing=plan.is_closing,
        event=plan.event,
        due_on=plan.due_on,
        original_due_on=plan.owed_on,
        created_at=now,
        created_by=actor.key,
    )
    _seat(review, panel, now=now)
    facts = {"kind": str(plan.kind), "due_on": plan.due_on.isoformat()}
    record_on(review, "reviews.review.scheduled", actor=actor, now=now, facts=facts)
    open_if_due(review, now=now)
    return review


def bring_forward(
    review: Review,
    due_on: date,
    *,
    actor: Actor,
    now: datetime,
    is_closing: bool = False,
) -> None:
    """Move a planned review to an earlier day; reminders go out anew (rulings 19).

    Args:
        review: locked, planned.
        due_on: the earlier day.
        actor: who wants it.
        now: when, aware.
        is_closing: it is the last one before the agreement ends from now on.
    """
    review.due_on = due_on
    review.round += 1
    review.is_closing = review.is_closing or is_closing
    review.save(update_fields=["due_on", "round", "is_closing"])
    raise_number(review)
    mail_new_day(review, now=now)
    facts = {"due_on": due_on.isoformat(), "round": review.round}
    record_on(
        review, "reviews.review.brought_forward", actor=actor, now=now, facts=facts
    )
    open_if_due(review, now=now)


def plan_full(
    partnership: Partnership, *, now: datetime, pauses: bool = True
) -> Review | None:
    """Plan the full review the cadence asks for, when none is planned or under way.

    A planned one moves to an earlier day when an event or the agreement's end asks
    for it (methods D2, rulings 9), or when the stage or the clause of the agreement has
    changed and allows no day so late.

    Args:
        partnership: locked by the caller.
        now: when, aware.
        pauses: after a review that was cancelled nobody is asked for 30 days; False
            when it was cancelled only to be planned anew.

    Returns:
        The new review, or None.
    """
    today = partnership.country.today(now=now)
    planned = Review.objects.full().unfinished().filter(partnership=partnership).first()
    if planned is not None:
        _hurry(planned, partnership, today, now=now)
        return None
    owed_on = full_owed_on(partnership, today)
    if owed_on is None:
        return None
    # What was owed before today is asked for with the usual notice.
    asked_on = today + NOTICE if owed_on < today else owed_on
    if pauses:
        asked_on = max(asked_on, _earliest_after_cancel(partnership))
    plan = Plan(
        kind=ReviewKind.FULL,
        owed_on=owed_on,
        due_on=asked_on,
        is_closing=_is_closing(partnership, owed_on, today),
    )
    return create_review(partnership, plan, actor=SYSTEM, now=now)


def plan_extras(partnership: Partnership, *, now: datetime) -> list[Review]:
    """Plan the pulses and talks that open events and a new start ask for.

    A pulse within 45 days before the full review is merged into it.

    Returns:
        The new reviews.
    """
    today = partnership.country.today(now=now)
    full = Review.objects.full().unfinished().filter(partnership=partnership).first()
    full_on = full.due_on if full else date.max
    plans = [
        plan
        for event in Event.objects.filter(
            partnership=partnership, closed_on=None, review=None
        )
        for plan in _plans_for(event, full_on, today)
    ]
    first_pulse = _first_pulse(partnership, full_on, today)
    plans += [first_pulse] if first_pulse else []
    return [create_review(partnership, plan, actor=SYSTEM, now=now) for plan in plans]


def _seat(review: Review, panel: PanelChoice | None, *, now: datetime) -> None:
    """Give out the seats; a talk asks nobody, but has its sides all the same."""
    parties = review.partnership.parties.filter(to_on=None).values_list("pk", flat=True)
    everybody = {None, *parties}
    ReviewSide.objects.bulk_create(
        ReviewSide(review=review, party_id=party_id)
        for party_id in sorted(everybody, key=lambda each: each or 0)
    )
    if review.kind == ReviewKind.TALK:
        return
    chosen = {side.party_id: side for side in panel.sides} if panel else {}
    if everybody - set(chosen):
        usual = {side.party_id: side for side in usual_panel(review.partnership).sides}
        chosen = usual | chosen
    for choice in chosen.values():
        seat_side(review, choice, now=now)


def full_owed_on(partnership: Partnership, today: date) -> date | None:
    """Return the day the method asks for the next full review, as if none was planned.

    A partnership that joins without any review cannot be late before it joined.
    """
    pairs = pair_standings([partnership], today, with_open_review=False)
    standings = pairs[partnership.pk].values()
    owed = [each.due_on for each in standings if each.due_on is not None]
    if not owed:
        return None
    if any(each.index is not None for each in standings):
        return min(owed)
    has_history = partnership.reviews.full().filter(
        state__in=[ReviewState.COMPLETED, ReviewState.CANCELLED, ReviewState.LAPSED]
    )
    if has_history.exists():
        return min(owed)
    joined_on = partnership.country.today(now=partnership.created_at)
    return max(min(owed), joined_on + NOTICE)


def _hurry(
    review: Review, partnership: Partnership, today: date, *, now: datetime
) -> None:
    if review.state != ReviewState.SCHEDULED:
        return
    wanted_on = urgent_on(review, partnership, today)
    due_on = max(wanted_on, today + NOTICE)
    if due_on >= review.due_on:
        return
    # Meanwhile somebody may have moved it, or cancelled it.
    locked = lock_review(review.pk)
    if locked.state == ReviewState.SCHEDULED and due_on < locked.due_on:
        closing = _is_closing(partnership, wanted_on, today)
        bring_forward(locked, due_on, actor=SYSTEM, now=now, is_closing=closing)


def _is_closing(partnership: Partnership, owed_on: date, today: date) -> bool:
    facts = facts_of([partnership], today)[partnership.pk].values()
    ends = [each.agreement_end for each in facts if each.agreement_end is not None]
    return any(closing_on(end) == owed_on for end in ends)


def _earliest_after_cancel(partnership: Partnership) -> date:
    """Return the first day for a new review after one was cancelled."""
    last = partnership.reviews.full().order_by("-id").first()
    if last is None or last.state != ReviewState.CANCELLED or last.closed_at is None:
        return date.min
    return partnership.country.today(now=last.closed_at) + PAUSE_AFTER_CANCEL


def _plans_for(event: Event, full_on: date, today: date) -> list[Plan]:
    is_pulse = open_event(event).review == ReviewKind.PULSE
    first_on = today + NOTICE if is_pulse else today
    return [
        Plan(extra.kind, extra.due_on, max(extra.due_on, first_on), event=event)
        for extra in extra_reviews([open_event(event)], full_on, not_before=first_on)
        if not extra.is_merged
    ]


def _first_pulse(partnership: Partnership, full_on: date, today: date) -> Plan | None:
    """Return the pulse 90 days after the start, while it still makes sense."""
    owed_on = first_pulse_on(partnership.relationship_start)
    due_on = max(owed_on, today + NOTICE)
    is_too_late = owed_on + MERGE < today or due_on >= full_on - MERGE
    # A talk on one topic asks no questions: it stands in for no pulse.
    asked = partnership.reviews.exclude(kind=ReviewKind.TALK)
    is_done = Q(kind=ReviewKind.PULSE) | Q(state=ReviewState.COMPLETED)
    if is_too_late or asked.filter(is_done).exists():
        return None
    return Plan(ReviewKind.PULSE, owed_on, due_on)
