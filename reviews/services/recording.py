"""What is written down of a talk, and what must it contain?"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput, StaleObject
from eclt_partners.common.rules.marks import mark_of
from partners.choices import OwnerSide
from partners.models import Talk
from reviews.choices import ReviewKind
from reviews.models import Action, Review


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """Something agreed in the talk.

    Attributes:
        text: what will be done.
        side: who does it.
        due_on: by when; not before the talk.
        owner_user_id: the person of the foundation, if one is named.
        owner_contact_id: the person of the partner, if one is named.
    """

    text: str
    side: OwnerSide
    due_on: date
    owner_user_id: int | None = None
    owner_contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class TalkRecord:
    """What was said, as it will be stored."""

    held_on: date
    people: str
    language: str
    strong: str
    hurts: str
    next_steps: str
    no_action_reason: str


def check_record(
    review: Review, record: TalkRecord, actions: Sequence[ActionDraft], *, now: datetime
) -> None:
    """Refuse a record with a gap or with a day that cannot be.

    Raises:
        InvalidInput: field -> what to do.
    """
    problems = (
        _day_problems(review, record.held_on, now=now)
        | _text_problems(record)
        | _action_problems(record, actions)
    )
    if problems:
        raise InvalidInput(problems)


def _day_problems(review: Review, held_on: date, *, now: datetime) -> dict[str, str]:
    if held_on > review.partnership.country.today(now=now):
        return {"held_on": _("The talk cannot be in the future.")}
    if _is_before_closing(review, held_on):
        return {"held_on": _("The talk comes after both sides have answered.")}
    return {}


def _text_problems(record: TalkRecord) -> dict[str, str]:
    lines = {
        "people": (record.people, _("Write who took part.")),
        "strong": (record.strong, _("Write what is strong.")),
        "hurts": (record.hurts, _("Write what hurts.")),
        "next_steps": (record.next_steps, _("Write what you will do.")),
    }
    return {name: text for name, (given, text) in lines.items() if not given.strip()}


def _action_problems(
    record: TalkRecord, actions: Sequence[ActionDraft]
) -> dict[str, str]:
    if any(each.due_on < record.held_on for each in actions):
        return {"actions": _("The date of an action must not be before the talk.")}
    if any(not each.text.strip() for each in actions):
        return {"actions": _("Write what will be done.")}
    if not actions and not record.no_action_reason.strip():
        return {"actions": _("Agree one action, or write why none is needed.")}
    return {}


def record_mark(talk: Talk | None, actions: Iterable[Action]) -> str:
    """Return what a page remembers of a record with its actions; also of none yet."""
    if talk is None:
        return mark_of(())
    return mark_of((talk.mark, *sorted(_said_in(each) for each in actions)))


def refuse_unseen(review: Review, seen: str) -> None:
    """Refuse what somebody says of a record that they did not read.

    Args:
        review: locked.
        seen: the mark that the page carried; "" for a client that sends none.

    Raises:
        StaleObject: the record says something else by now.
    """
    if seen and seen != record_mark(review.talk, review.actions.all()):
        raise StaleObject("the record of the talk was changed")


def says_the_same(
    review: Review, record: TalkRecord, actions: Sequence[ActionDraft]
) -> bool:
    """Tell whether a record stands there already, as after a second press."""
    talk = review.talk
    if talk is None:
        return False
    said = {name: getattr(talk, name) for name in asdict(record)}
    stands = sorted(_said_in(each) for each in review.actions.all())
    return said == asdict(record) and stands == sorted(map(_said_in, actions))


def _said_in(action: Action | ActionDraft) -> str:
    owners = (action.owner_user_id, action.owner_contact_id)
    return f"{action.due_on} {action.side} {owners} {action.text.strip()}"


def store_talk(
    review: Review, record: TalkRecord, *, actor: Actor, now: datetime
) -> Talk:
    """Write the talk, anew or in place of an earlier text that both must read again."""
    talk = review.talk or Talk(
        partnership=review.partnership, created_at=now, created_by=actor.key
    )
    for name, value in asdict(record).items():
        setattr(talk, name, value)
    talk.foundation_confirmed_at = talk.partner_confirmed_at = None
    talk.foundation_confirmed_by = talk.partner_confirmed_by = ""
    talk.partner_confirmed_for = ""
    talk.save()
    return talk


def replace_actions(
    review: Review, actions: Sequence[ActionDraft], held_on: date
) -> None:
    """Write the actions; those of an unconfirmed earlier text were never agreed."""
    review.actions.all().delete()
    Action.objects.bulk_create(
        Action(
            review=review,
            text=each.text.strip(),
            side=each.side,
            due_on=each.due_on,
            owner_user_id=each.owner_user_id,
            owner_contact_id=each.owner_contact_id,
            created_on=held_on,
        )
        for each in actions
    )


def _is_before_closing(review: Review, held_on: date) -> bool:
    if review.kind == ReviewKind.TALK or review.closed_at is None:
        return False
    return held_on < review.partnership.country.today(now=review.closed_at)
