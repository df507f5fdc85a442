"""How do the reminders of reviews come about, and how do they end?

Planning is one statement over all unfinished reviews, steps of the ladder and
people (rulings 22); any number of planners may run at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection, transaction
from django.db.models import Q

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.notifications.choices import (
    OutgoingState,
    ReminderKind,
    ReminderState,
)
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.rules.ladders import ESCALATION, RATERS
from eclt_partners.notifications.selectors import steps_to
from eclt_partners.notifications.services import (
    WORTH_SENDING,
    Recipient,
    cancel_reminders,
    queue,
    supersede_reminders,
)
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.selectors.reminders import (
    PEOPLE_SQL,
    REVIEWS,
    reviews_owed,
    sql_values,
)
from reviews.services.calendar_entries import take_out

INVITATION = "review.invitation"
A_YEAR = 366

RATERS_SQL = (
    PEOPLE_SQL
    + """
SELECT DISTINCT recipient_key, to_address, language, time_zone FROM people
WHERE role = 'RATER' ORDER BY recipient_key
"""
)


def plan_reminders(*, now: datetime) -> int:
    """Plan every reminder that is owed now and not planned yet.

    A review whose answers are just being sent is left for the next tick: its row is
    locked, so nobody is planned a reminder after answering (rulings 20).

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    wanted = reviews_owed(now=now)
    if not wanted:
        return 0
    with transaction.atomic():
        free = _lock(wanted)
        return REVIEWS.plan(sql_values(now=now, reviews=free), now=now)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking everybody at once.

    Attributes:
        count: people to whom a mail goes out now.
        mailed_count: people whose mail of today about the review is out already.
    """

    count: int
    mailed_count: int


def ask_now(*, actor: Actor, now: datetime, review: Review) -> Asked:
    """Send the invitation at once to everybody who has not answered.

    A named person's act: it goes out at any hour and does not count for the cap. A
    second press on the same day sends nothing.

    Args:
        actor: who asks; needs the right to schedule reviews.
        now: the present moment, aware.
        review: an open review.

    Returns:
        How many people were asked, and how many had a mail of today.

    Raises:
        NotPermitted: the actor may not schedule reviews here.
        IllegalTransition: the review is not open for answers.
    """
    place = review.partnership
    require(
        actor, Action.SCHEDULE_REVIEW, country=place.country_id, partnership=place.pk
    )
    with transaction.atomic():
        locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
        if locked.state != ReviewState.OPEN:
            raise IllegalTransition(locked.state, ReviewState.OPEN)
        plan_reminders(now=now)
        raters = _raters(locked, now=now)
        free = [each for each in raters if not _is_mailed(each, locked, now=now)]
        asked = sum(_ask(person, locked, now=now) for person in free)
        audit.record(
            "reviews.review.asked",
            actor=actor,
            subject=locked,
            now=now,
            place=Place(country=place.country_id, partnership=place.pk),
            facts={"asked": asked},
        )
    return Asked(asked, len(raters) - len(free))


def cancel_for_review(
    *, review: Review, recipient_key: str | None, now: datetime
) -> int:
    """Take back what nobody needs any more; in the transaction of the change.

    Args:
        review: saved in its new state. While it waits for its talk, the steps that
            ask for the talk stay.
        recipient_key: somebody who has answered or left ("user:12"), who is asked for
            answers no more but hears as a lead or a manager all the same; None:
            everybody.
        now: the present moment, aware.

    Returns:
        How many reminders were cancelled.
    """
    take_out(review, recipient_key, now=now)
    wanted = Q(kind=ReminderKind.REVIEW, subject_id=review.pk)
    if recipient_key is not None:
        wanted &= Q(recipient_key=recipient_key) & _asks_for_answers()
        return cancel_reminders(wanted, why="answered")
    state = ReviewState(review.state)
    if state == ReviewState.CLOSED and review.kind == ReviewKind.TALK:
        return 0
    if state == ReviewState.CLOSED:
        wanted &= ~Q(step__in=steps_to(ReminderKind.REVIEW, ESCALATION))
    return cancel_reminders(wanted, why=state.lower())


def _asks_for_answers() -> Q:
    """Return what asks a person for answers, not what the person hears in a role."""
    return Q(is_personal=True) | Q(step__in=steps_to(ReminderKind.REVIEW, RATERS))


def _lock(reviews: Iterable[int]) -> list[int]:
    return list(
        Review.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(pk__in=list(reviews))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _raters(review: Review, *, now: datetime) -> list[Recipient]:
    values = sql_values(now=now, ahead=A_YEAR, reviews=[review.pk])
    with connection.cursor() as cursor:
        cursor.execute(RATERS_SQL, values)
        return [Recipient(*row) for row in cursor.fetchall()]


def _is_mailed(person: Recipient, review: Review, *, now: datetime) -> bool:
    """Whether a mail of today about the review is out to this person."""
    country = review.partnership.country
    midnight = datetime.combine(country.today(now=now), time(), tzinfo=country.zone)
    of_today = Reminder.objects.filter(outgoing__created_at__gte=midnight)
    return of_today.filter(_mine(person, review)).exists()


def _mine(person: Recipient, review: Review) -> Q:
    return Q(kind=ReminderKind.REVIEW, subject_id=review.pk, recipient_key=person.key)


def _ask(person: Recipient, review: Review, *, now: datetime) -> bool:
    """Queue the invitation of one person.

    Returns:
        False when nothing goes out because the address is stopped.
    """
    place = review.partnership
    today = place.country.today(now=now)
    wanted = _mine(person, review) & _asks_for_answers()
    supersede_reminders(wanted, why="asked now")
    step = f"A{today:%y%m%d}"
    message = queue(
        now=now,
        letter=INVITATION,
        facts={},
        recipient=person,
        dedupe_key=f"ask:{review.pk}:{review.round}:{step}:{person.key}",
        not_after=now + WORTH_SENDING,
        country=place.country_id,
        partnership_id=place.pk,
    )
    goes_out = message.state != OutgoingState.CANCELLED
    Reminder.objects.create(
        kind=ReminderKind.REVIEW,
        subject_id=review.pk,
        step=step,
        round=review.round,
        recipient_key=person.key,
        is_personal=True,
        to_address=person.address,
        language=person.language,
        time_zone=person.time_zone,
        country_code=place.country_id,
        partnership_id=place.pk,
        due_on=review.due_on,
        send_at=now,
        not_after=now + WORTH_SENDING,
        state=ReminderState.COMPOSED if goes_out else ReminderState.CANCELLED,
        why="" if goes_out else message.last_reply,
        outgoing=message,
        created_at=now,
    )
    return goes_out
