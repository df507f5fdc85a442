"""Who reads a mail about a review, and where does its button lead?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.links import issue_link
from eclt_partners.countries.models import Country
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.models import Contact, Partnership
from reviews.models import Panelist, Review
from reviews.selectors.panels import is_sent_in_time

# A personal link holds this long after the answers are due, or after today.
LINK_DAYS = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a mail.

    Attributes:
        name: how we greet.
        url: where the button leads; a placeholder for a partner's personal link.
        holds_until: the last day of a personal link; None for people who sign in.
        seat: the reader's seat when it still has to answer.
        user_id: the account of somebody who signs in.
    """

    name: str
    url: str
    holds_until: date | None
    seat: Panelist | None
    user_id: int | None = None

    @property
    def is_partner(self) -> bool:
        """True for a person of a partner, who comes by a personal link."""
        return self.holds_until is not None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a mail is about.

    Attributes:
        review: with its partnership and country.
        reader: who gets it.
        today: the day in the partnership's country.
        written_at: the moment of writing.
    """

    review: Review
    reader: Reader
    today: date
    written_at: datetime

    @property
    def is_late(self) -> bool:
        """True after the day answers are due."""
        return self.today > self.review.due_on

    @property
    def partnership(self) -> Partnership:
        """The partnership that takes stock."""
        return self.review.partnership

    @property
    def country(self) -> Country:
        """The country of the partnership."""
        return self.review.partnership.country


def matter_of_message(message: Outgoing, *, now: datetime) -> Matter:
    """Return what a message with one reminder is about.

    Raises:
        NothingToSayError: its reminder was taken back.
    """
    reminder = message.reminders.filter(
        kind=ReminderKind.REVIEW, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    return matter_of(reminder, now=now)


def matter_of(reminder: Reminder, *, now: datetime) -> Matter:
    """Return what a reminder is about, with the link of its reader made."""
    review = Review.objects.select_related(
        "partnership__country", "partnership__foundation_lead"
    ).get(pk=reminder.subject_id)
    return matter_for(review, reminder.recipient_key, now=now)


def matter_for(review: Review, key: str, *, now: datetime) -> Matter:
    """Return what a mail to somebody about a review is about.

    Args:
        review: with its partnership, country and lead.
        key: of the reader: "user:12".
        now: the present moment, aware.
    """
    return Matter(
        review=review,
        reader=_reader(key, review, now=now),
        today=review.partnership.country.today(now=now),
        written_at=now,
    )


def _reader(key: str, review: Review, *, now: datetime) -> Reader:
    kind, _, number = key.partition(":")
    if kind == "contact":
        return _partner_reader(int(number), review, now=now)
    user = User.objects.get(pk=int(number))
    return Reader(
        name=user.name,
        url=settings.SITE_URL + reverse("reviews:hub", args=[review.pk]),
        holds_until=None,
        seat=_open_seat(review.panelists.filter(user=user).first()),
        user_id=user.pk,
    )


def _partner_reader(contact_id: int, review: Review, *, now: datetime) -> Reader:
    """Return a contact with the personal link to the review; made when it is new."""
    country = review.partnership.country
    last = max(review.due_on, country.today(now=now)) + timedelta(days=LINK_DAYS)
    link = issue_link(
        now=now,
        contact_id=contact_id,
        partnership_id=review.partnership_id,
        country_id=country.pk,
        purpose=LinkPurpose.REVIEW,
        subject_id=review.pk,
        expires_at=datetime.combine(last, time(), tzinfo=country.zone),
    )
    return Reader(
        name=Contact.objects.get(pk=contact_id).name,
        url=placeholder(link.pk),
        holds_until=country.today(now=link.expires_at - timedelta(seconds=1)),
        seat=_open_seat(review.panelists.filter(contact=contact_id).first()),
    )


def _open_seat(seat: Panelist | None) -> Panelist | None:
    if seat is None or seat.left_at is not None or is_sent_in_time(seat):
        return None
    return seat
