"""How does a talk complete a review?

A score without a talk is worth nothing (methods, finding 4): a review is completed
when the talk is recorded, with an action or the reason for none, and both leads have
said that this is a fair record.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from partners.choices import Side
from partners.models import Contact, PartnershipParty, Talk
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import check_step
from reviews.selectors.panels import progress
from reviews.services.completion import complete
from reviews.services.next_reviews import lock_partnership
from reviews.services.recording import (
    ActionDraft,
    TalkRecord,
    check_record,
    refuse_unseen,
    replace_actions,
    says_the_same,
    store_talk,
)
from reviews.services.reminders import cancel_for_review
from reviews.services.steps import close, lock_review, record_on

__all__ = ["ActionDraft", "complete_without_talk", "confirm_talk", "record_talk"]


@transaction.atomic
def record_talk(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    held_on: date,
    people: str,
    language: str,
    strong: str,
    hurts: str,
    next_steps: str,
    actions: Sequence[ActionDraft],
    no_action_reason: str = "",
    seen: str = "",
) -> Talk:
    """Record the talk of a closed review; recording again corrects it.

    A correction takes back what was confirmed: both leads read the new text. Saving
    the same again changes nothing. A topic talk may be recorded before its day.

    Args:
        actor: an officer of the country, or the neutral helper.
        now: when, aware.
        review: a closed review.
        held_on: the day of the talk; today or earlier, not before the closing.
        people: who took part.
        language: in which language.
        strong: what is strong.
        hurts: what hurts.
        next_steps: what both will do.
        actions: at least one, or a reason in `no_action_reason`.
        no_action_reason: why no action is needed.
        seen: the mark of the record that the page showed; "" for none.

    Raises:
        NotPermitted: the actor may not record talks here.
        IllegalTransition: the review is not closed yet, or is over.
        StaleObject: somebody else wrote the record meanwhile.
        InvalidInput: a line is missing, a day that cannot be, no action and no reason.
    """
    _require_recorder(actor, review)
    locked = _closed(review, now=now)
    record = TalkRecord(
        held_on, people, language, strong, hurts, next_steps, no_action_reason
    )
    if locked.talk is not None and says_the_same(locked, record, actions):
        return locked.talk
    refuse_unseen(locked, seen)
    check_record(locked, record, actions, now=now)
    return _store(locked, record, actions, actor=actor, now=now)


def _store(
    review: Review,
    record: TalkRecord,
    actions: Sequence[ActionDraft],
    *,
    actor: Actor,
    now: datetime,
) -> Talk:
    """Keep the record with its actions, and say so in the audit."""
    talk = store_talk(review, record, actor=actor, now=now)
    replace_actions(review, actions, record.held_on)
    facts = {"held_on": record.held_on.isoformat(), "actions": len(actions)}
    verb = "corrected" if review.state == ReviewState.TALK_HELD else "recorded"
    _hold(review, talk, now=now)
    record_on(review, f"reviews.talk.{verb}", actor=actor, now=now, facts=facts)
    return talk


def _hold(review: Review, talk: Talk, *, now: datetime) -> None:
    """Tie the talk to its review, about which nobody needs a reminder any more."""
    review.talk = talk
    review.state = ReviewState.TALK_HELD
    review.save(update_fields=["talk", "state"])
    cancel_for_review(review=review, recipient_key=None, now=now)


@transaction.atomic
def confirm_talk(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    side: Side,
    for_key: str = "",
    seen: str = "",
) -> Review:
    """Say for one side that the record is fair; with both, the review is completed.

    Completing writes the health readings, closes the events that the talk dealt with
    and plans the next review. Confirming again changes nothing.

    Args:
        actor: somebody of that side; for the partner also an officer who was told so,
            which stays visible.
        now: when, aware.
        review: a review whose talk is recorded.
        side: whose confirmation it is.
        for_key: the person of the partner who said it, for example "contact:7", when
            somebody else enters it.
        seen: the mark of the record that the page showed; "" for none.

    Raises:
        NotPermitted: the actor may not confirm for this side.
        IllegalTransition: no talk is recorded, or the review is over.
        StaleObject: the record says something else than was read.
        InvalidInput: nobody of the partner is named.
    """
    _require_side(actor, review, side, for_key)
    # First of all, as who plans does: completing plans the next review.
    lock_partnership(review.partnership_id)
    locked = lock_review(review.pk)
    talk = locked.talk
    if talk is not None and _is_confirmed(talk, side):
        return locked
    if talk is None or locked.state != ReviewState.TALK_HELD:
        raise IllegalTransition(locked.state, ReviewState.COMPLETED)
    refuse_unseen(locked, seen)
    _confirm(talk, side, for_key, actor=actor, now=now)
    facts = {"side": str(side), "on_behalf": bool(for_key)}
    record_on(locked, "reviews.talk.confirmed", actor=actor, now=now, facts=facts)
    if talk.is_fair_record:
        complete(locked, actor=actor, now=now)
    return locked


@transaction.atomic
def complete_without_talk(
    *, actor: Actor, now: datetime, review: Review, reason: str
) -> Review:
    """Complete a review that only one side answered; it has no index (rulings 8).

    The same wish a second time, as a button pressed twice sends it, changes nothing.

    Raises:
        NotPermitted: the actor may not record talks here.
        IllegalTransition: both sides answered, or the review is not closed.
        InvalidInput: there is no reason.
    """
    _require_recorder(actor, review)
    lock_partnership(review.partnership_id)
    locked = lock_review(review.pk)
    is_over, why = locked.state == ReviewState.COMPLETED, locked.no_talk_reason
    if is_over and why and why == reason.strip():
        return locked
    check_step(ReviewState(locked.state), ReviewState.COMPLETED, progress(locked).heard)
    if locked.state != ReviewState.CLOSED:
        raise IllegalTransition(locked.state, ReviewState.COMPLETED)
    if not reason.strip():
        raise InvalidInput({"reason": _("Write why no talk was held.")})
    locked.no_talk_reason = reason.strip()
    locked.save(update_fields=["no_talk_reason"])
    complete(locked, actor=actor, now=now)
    return locked


def _require_recorder(actor: Actor, review: Review) -> None:
    require(
        actor,
        Right.RECORD_TALK,
        country=review.partnership.country_id,
        partnership=review.partnership_id,
    )


def _closed(review: Review, *, now: datetime) -> Review:
    """Return the locked review, ready for its talk."""
    locked = lock_review(review.pk)
    if locked.kind == ReviewKind.TALK and locked.state == ReviewState.SCHEDULED:
        check_step(ReviewState.SCHEDULED, ReviewState.OPEN)
        locked.state = ReviewState.OPEN
        locked.opened_at = now
        locked.save(update_fields=["state", "opened_at"])
        close(locked, now=now)
    if locked.state != ReviewState.TALK_HELD:
        check_step(ReviewState(locked.state), ReviewState.TALK_HELD)
    return locked


def _require_side(actor: Actor, review: Review, side: Side, for_key: str) -> None:
    """Let each side confirm for itself; an officer may enter what a lead said."""
    is_link = actor.kind == ActorKind.LINK
    on_behalf = side == Side.PARTNER and not is_link
    require(
        actor,
        Right.RECORD_TALK if on_behalf else Right.CONFIRM_RECORD,
        country=review.partnership.country_id,
        partnership=review.partnership_id,
    )
    if is_link and (side == Side.FOUNDATION or not _speaks(review, actor.key)):
        raise NotPermitted("only a lead or head confirms for the partner")
    if on_behalf and not _speaks(review, for_key):
        text = _("Choose the person of the partner who said so.")
        raise InvalidInput({"for_key": text})


def _speaks(review: Review, key: str) -> bool:
    """Tell whether a person may confirm for a partner: its lead or its head."""
    kind, _colon, number = key.partition(":")
    if kind != "contact" or not number.isdigit():
        return False
    parties = PartnershipParty.objects.filter(
        partnership=review.partnership_id, to_on=None
    )
    return Contact.objects.filter(
        Q(parties_led__in=parties) | Q(partner__parties__in=parties, is_head=True),
        pk=int(number),
        left_on=None,
    ).exists()


def _is_confirmed(talk: Talk, side: Side) -> bool:
    if side == Side.FOUNDATION:
        return talk.foundation_confirmed_at is not None
    return talk.partner_confirmed_at is not None


def _confirm(
    talk: Talk, side: Side, for_key: str, *, actor: Actor, now: datetime
) -> None:
    if side == Side.FOUNDATION:
        talk.foundation_confirmed_at = now
        talk.foundation_confirmed_by = actor.key
        talk.save(update_fields=["foundation_confirmed_at", "foundation_confirmed_by"])
        return
    talk.partner_confirmed_at = now
    talk.partner_confirmed_by = actor.key
    talk.partner_confirmed_for = for_key
    talk.save(
        update_fields=[
            "partner_confirmed_at",
            "partner_confirmed_by",
            "partner_confirmed_for",
        ]
    )
