"""How is a review moved to a later day, and how does the other side object?"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    Recipient,
    queue,
    supersede_reminders,
)
from partners.choices import Side
from partners.models import Contact
from reviews.choices import ReviewState, SnoozeReason
from reviews.models import Review, Snooze
from reviews.rules.snooze import day_before_first, latest_day, refusal
from reviews.selectors.snoozes import (
    lead_side,
    may_object,
    open_snooze,
    snooze_facts,
    told_of_move,
)
from reviews.services.calendar_entries import mail_new_day, raise_number
from reviews.services.new_links import HOLDS_FOR
from reviews.services.steps import close_if_due, lock_review, record_on
from reviews.words import snooze_refusal_words

LETTER = "review.moved"


@transaction.atomic
def snooze_review(
    *, actor: Actor, now: datetime, review: Review, to_on: date, reason: SnoozeReason
) -> Snooze:
    """Move a review to a later day; the other side is told and may object.

    The first due date stays: lateness is counted from it. The same move a second time,
    as a button pressed twice asks for it, changes nothing.

    Args:
        actor: the lead of either side, or a manager.
        now: when, aware.
        review: planned or open.
        to_on: the new day by which both sides answer.
        reason: why.

    Raises:
        NotPermitted: the actor neither leads a side nor manages here.
        InvalidInput: the review may not be moved, or not to this day.
    """
    side = _side(actor, review)
    locked = lock_review(review.pk)
    made = open_snooze(locked)
    if made and (made.to_on, made.reason, made.asked_by) == (to_on, reason, actor.key):
        return made
    facts = snooze_facts(locked, today=_today(locked, now))
    why_not = refusal(facts)
    if why_not is not None:
        raise InvalidInput({"": snooze_refusal_words(why_not)})
    before, last = day_before_first(facts), latest_day(facts)
    if not before < to_on <= last:
        text = _("Choose a day after %(first)s and not after %(last)s.")
        days = {"first": plain_date(before), "last": plain_date(last)}
        raise InvalidInput({"to_on": text % days})
    snooze = Snooze.objects.create(
        review=locked,
        from_on=locked.due_on,
        to_on=to_on,
        reason=reason,
        side=side,
        asked_at=now,
        asked_by=actor.key,
    )
    _move(locked, to_on)
    told = _tell_other_side(snooze, locked, now=now)
    mail_new_day(locked, now=now, told_already=told)
    facts_kept = {"to": to_on.isoformat(), "reason": str(reason), "side": str(side)}
    record_on(locked, "reviews.review.snoozed", actor=actor, now=now, facts=facts_kept)
    return snooze


@transaction.atomic
def object_to_snooze(*, actor: Actor, now: datetime, review: Review) -> Review:
    """Take back the last move of the others; the day before it holds again.

    In a coalition each partner may object to the move of another. Somebody who objects a second time is told so again, and nothing changes.

    Raises:
        NotPermitted: the actor leads neither the other side nor another partner.
        IllegalTransition: nothing was moved, or the review is over.
    """
    _side(actor, review)
    locked = lock_review(review.pk)
    snooze = open_snooze(locked)
    if snooze is None and _objected_last(locked, actor):
        return locked
    if snooze is None or locked.state not in {ReviewState.SCHEDULED, ReviewState.OPEN}:
        raise IllegalTransition(locked.state, ReviewState.OPEN)
    if not may_object(actor, snooze):
        raise NotPermitted("only the other side or another partner objects")
    snooze.objected_at = now
    snooze.objected_by = actor.key
    snooze.save(update_fields=["objected_at", "objected_by"])
    _move(locked, snooze.from_on)
    mail_new_day(locked, now=now)
    facts = {"back_to": snooze.from_on.isoformat()}
    record_on(locked, "reviews.review.objected", actor=actor, now=now, facts=facts)
    close_if_due(locked, now=now)
    return locked


def _objected_last(review: Review, actor: Actor) -> bool:
    last = review.snoozes.first()
    return last is not None and last.objected_by == actor.key


def _side(actor: Actor, review: Review) -> Side:
    """Return for which side the actor speaks.

    Raises:
        NotPermitted: for none.
    """
    place = review.partnership
    led = lead_side(actor, review)
    right = Action.SCHEDULE_REVIEW if led == Side.FOUNDATION else Action.SNOOZE_REVIEW
    require(actor, right, country=place.country_id, partnership=place.pk)
    if led is None and actor.contact_id is not None:
        raise NotPermitted("only the lead of the partner moves a review")
    return led or Side.FOUNDATION


def _move(review: Review, due_on: date) -> None:
    """Change the day; reminders of the old day are overtaken (rulings 19)."""
    review.due_on = due_on
    review.round += 1
    review.save(update_fields=["due_on", "round"])
    raise_number(review)
    mine = Q(kind=ReminderKind.REVIEW, subject_id=review.pk, round__lt=review.round)
    supersede_reminders(mine, why="moved")


def _today(review: Review, now: datetime) -> date:
    return review.partnership.country.today(now=now)


def _tell_other_side(snooze: Snooze, review: Review, *, now: datetime) -> list[str]:
    """Mail the new day to the others; return the keys of who is told."""
    people = told_of_move(snooze)
    for person in people:
        if isinstance(person, Contact):
            link = issue_link(
                now=now,
                contact_id=person.pk,
                partnership_id=review.partnership_id,
                country_id=review.partnership.country_id,
                purpose=LinkPurpose.REVIEW,
                subject_id=review.pk,
                expires_at=now + HOLDS_FOR,
            )
            _write(snooze, review, person, link_id=link.pk, now=now)
        else:
            _write(snooze, review, person, link_id=0, now=now)
    return [_key(person) for person in people]


def _key(person: User | Contact) -> str:
    kind = "contact" if isinstance(person, Contact) else "user"
    return f"{kind}:{person.pk}"


def _write(
    snooze: Snooze,
    review: Review,
    person: User | Contact,
    *,
    link_id: int,
    now: datetime,
) -> None:
    recipient = Recipient(_key(person), person.email, person.language, person.time_zone)
    queue(
        now=now,
        letter=LETTER,
        facts={"snooze": snooze.pk, "link": link_id},
        recipient=recipient,
        dedupe_key=f"{LETTER}:{snooze.pk}:{recipient.key}",
        country=review.partnership.country_id,
        partnership_id=review.partnership_id,
        is_for_role=True,
    )
