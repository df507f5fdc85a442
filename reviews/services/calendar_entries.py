"""How does a review stay right in the calendars of those who got its file?

The number of the review rises with every change and never goes back, so calendars
believe the newest file: moved, or taken out (screens E7, RFC 5546).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import F

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_at
from eclt_partners.notifications.services import Recipient, queue
from eclt_partners.notifications.services.calendar_files import (
    holders_of,
    withdraw_file,
)
from partners.models import Contact, Partnership
from reviews.calendars import uid_of
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Panelist, Review

NEW_DAY, NO_DAY = "review.new_day", "review.no_day"


class Why(StrEnum):
    """Why a day leaves a calendar."""

    ANSWERED = "answered"
    LEFT = "left"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"


def raise_number(review: Review) -> None:
    """Give the calendar files of a review a higher number; in the caller's statement."""
    Review.objects.filter(pk=review.pk).update(calendar_number=F("calendar_number") + 1)
    review.refresh_from_db(fields=["calendar_number"])


def mail_new_day(
    review: Review, *, now: datetime, told_already: Collection[str] = ()
) -> None:
    """Mail the new day to everybody who has the old one in the calendar.

    Args:
        review: moved, with its new number.
        now: the present moment, aware.
        told_already: keys of people who get the file with another mail.
    """
    holders = [key for key in holders_of(uid_of(review)) if key not in told_already]
    for person in _reachable(holders, review.partnership):
        facts = {"review": review.pk, "number": review.calendar_number}
        _write(NEW_DAY, facts, review, person, now=now)


def take_out(review: Review, recipient_key: str | None, *, now: datetime) -> None:
    """Take the day out of calendars when it means nothing to their owners any more.

    Who leads a side keeps it until the review closes. A day that is past stays.

    Args:
        review: saved in its new state.
        recipient_key: who has answered or left; None: everybody.
        now: the present moment, aware.
    """
    still_awaited = recipient_key is None and _waits_for_its_talk(review)
    if still_awaited or review.due_on < review.partnership.country.today(now=now):
        return
    holders = set(holders_of(uid_of(review)))
    if recipient_key is not None:
        holders &= {recipient_key} - _lead_keys(review)
    if not holders:
        return
    raise_number(review)
    why = _why(review, recipient_key)
    for person in _reachable(holders, review.partnership):
        withdraw_file(uid_of(review), person.key)
        facts = {
            "review": review.pk,
            "number": review.calendar_number,
            "on": review.due_on.isoformat(),
            "why": why,
        }
        _write(NO_DAY, facts, review, person, now=now)


def _why(review: Review, recipient_key: str | None) -> Why:
    if recipient_key is not None:
        seats = Panelist.objects.filter(review=review, left_at=None)
        is_seated = any(seat.key == recipient_key for seat in seats)
        return Why.ANSWERED if is_seated else Why.LEFT
    reasons = {
        ReviewState.CANCELLED: Why.CANCELLED,
        ReviewState.CLOSED: Why.CLOSED,
    }
    return reasons.get(ReviewState(review.state), Why.HELD)


def _waits_for_its_talk(review: Review) -> bool:
    """Tell whether the day is that of a topic talk that is still to be held."""
    return review.kind == ReviewKind.TALK and review.state == ReviewState.CLOSED


def _lead_keys(review: Review) -> set[str]:
    partnership = review.partnership
    leads = partnership.parties.filter(to_on=None).exclude(partner_lead=None)
    keys = {f"contact:{pk}" for pk in leads.values_list("partner_lead", flat=True)}
    return keys | {f"user:{partnership.foundation_lead_id}"}


def _reachable(keys: Iterable[str], place: Partnership) -> list[Recipient]:
    """Return the people behind keys whom a mail about a partnership still reaches."""
    numbers = [key.partition(":") for key in sorted(keys)]
    users = [int(number) for kind, _colon, number in numbers if kind == "user"]
    contacts = [int(number) for kind, _colon, number in numbers if kind == "contact"]
    people: list[tuple[str, User | Contact]] = [
        *(
            ("user", each)
            for each in people_at(place.country_id, place.pk).filter(pk__in=users)
        ),
        *(
            ("contact", each)
            for each in Contact.objects.reachable().filter(pk__in=contacts)
        ),
    ]
    return [
        Recipient(f"{kind}:{each.pk}", each.email, each.language, each.time_zone)
        for kind, each in people
    ]


def _write(
    letter: str,
    facts: Mapping[str, object],
    review: Review,
    person: Recipient,
    *,
    now: datetime,
) -> None:
    queue(
        now=now,
        letter=letter,
        facts=facts,
        recipient=person,
        dedupe_key=f"{letter}:{review.pk}:{review.calendar_number}:{person.key}",
        country=review.partnership.country_id,
        partnership_id=review.partnership_id,
    )
