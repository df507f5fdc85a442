"""Who reads a mail about a review, and where does its button lead?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink, User
from eclt_partners.accounts.services.issuing import LinkWish, issue_links
from eclt_partners.countries.models import Country
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.models import Contact, Partnership
from partners.selectors.leading import leads_at_work
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
        partner_id: where a person of a partner works.
    """

    name: str
    url: str
    holds_until: date | None
    seat: Panelist | None
    user_id: int | None = None
    partner_id: int | None = None

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
        lead: the foundation's, while the lead works there.
    """

    review: Review
    reader: Reader
    today: date
    written_at: datetime
    lead: User | None = None

    @property
    def is_late(self) -> bool:
        """True after the day answers are due."""
        return self.today > self.review.due_on

    @property
    def partnership(self) -> Partnership:
        """The partnership that takes stock."""
        return self.review.partnership

    @property
    def is_coalition(self) -> bool:
        """Whether more than one partner answers."""
        return sum(each.party_id is not None for each in self.review.sides.all()) > 1

    @property
    def country(self) -> Country:
        """The country of the partnership."""
        return self.review.partnership.country


def matter_of_message(message: Outgoing, *, now: datetime) -> Matter:
    """Return what a message with one reminder is about.

    Raises:
        NothingToSayError: its reminder was taken back.
    """
    found = message.gathered or matters_of_messages([message], now=now).get(message.pk)
    if not isinstance(found, Matter):
        raise NothingToSayError
    return found


def matters_of_messages(
    messages: Sequence[Outgoing], *, now: datetime
) -> dict[int, Matter]:
    """Return what messages with one reminder each are about, by their ids.

    Messages whose reminder was taken back are left out. Links of readers are made.
    The number of queries does not depend on the number of messages.
    """
    prefetch_related_objects(messages, "reminders")
    first: dict[int, Reminder] = {}
    for message in messages:
        for reminder in message.reminders.all():
            if _is_owed(reminder):
                first.setdefault(message.pk, reminder)
    found = matters_of(list(first.values()), now=now)
    return dict(zip(first, found, strict=True))


def _is_owed(reminder: Reminder) -> bool:
    is_of_review = reminder.kind == ReminderKind.REVIEW
    return is_of_review and reminder.state == ReminderState.COMPOSED


def matter_of(reminder: Reminder, *, now: datetime) -> Matter:
    """Return what a reminder is about, with the link of its reader made."""
    return matters_of([reminder], now=now)[0]


def matter_for(review: Review, key: str, *, now: datetime) -> Matter:
    """Return what a mail to somebody about a review is about.

    Args:
        review: with its partnership, country and lead.
        key: of the reader: "user:12".
        now: the present moment, aware.
    """
    return _matters([(key, review)], now=now)[0]


def matters_of(reminders: Sequence[Reminder], *, now: datetime) -> list[Matter]:
    """Return what each reminder is about, with the links of their readers made.

    The number of queries does not depend on the number of reminders.
    """
    reviews = (
        Review.objects.select_related(
            "partnership__country", "partnership__foundation_lead"
        )
        .prefetch_related(
            Prefetch("panelists", Panelist.objects.select_related("assessment")),
            "sides",
        )
        .in_bulk({reminder.subject_id for reminder in reminders})
    )
    pairs = [(each.read_by, reviews[each.subject_id]) for each in reminders]
    return _matters(pairs, now=now)


def _matters(pairs: Sequence[tuple[str, Review]], *, now: datetime) -> list[Matter]:
    """Return what a mail to each reader about each review is about."""
    readers = _readers(pairs, now=now)
    leads = leads_at_work({review.partnership for _key, review in pairs})
    return [
        Matter(
            review=review,
            reader=reader,
            today=review.partnership.country.today(now=now),
            written_at=now,
            lead=leads.get(review.partnership_id),
        )
        for (_, review), reader in zip(pairs, readers, strict=True)
    ]


def _readers(pairs: Sequence[tuple[str, Review]], *, now: datetime) -> list[Reader]:
    """Return who reads about each review."""
    people = [_person(key) for key, _ in pairs]
    users = User.objects.in_bulk({key for kind, key in people if kind == "user"})
    contacts = Contact.objects.in_bulk(
        {key for kind, key in people if kind == "contact"}
    )
    links = iter(
        issue_links(
            [
                _wish(key, review, now=now)
                for (kind, key), (_, review) in zip(people, pairs, strict=True)
                if kind == "contact"
            ],
            now=now,
        )
    )
    return [
        _partner_reader(contacts[key], review, next(links))
        if kind == "contact"
        else _staff_reader(users[key], review)
        for (kind, key), (_, review) in zip(people, pairs, strict=True)
    ]


def _person(reader_key: str) -> tuple[str, int]:
    kind, _, number = reader_key.partition(":")
    return kind, int(number)


def _staff_reader(user: User, review: Review) -> Reader:
    return Reader(
        name=user.name,
        url=settings.SITE_URL + reverse("reviews:hub", args=[review.pk]),
        holds_until=None,
        seat=_open_seat(review, lambda seat: seat.user_id == user.pk),
        user_id=user.pk,
    )


def _wish(contact_id: int, review: Review, *, now: datetime) -> LinkWish:
    """Return the personal link to a review that a contact needs."""
    country = review.partnership.country
    last = max(review.due_on, country.today(now=now)) + timedelta(days=LINK_DAYS)
    return LinkWish(
        contact_id=contact_id,
        partnership_id=review.partnership_id,
        country_id=country.pk,
        purpose=LinkPurpose.REVIEW,
        subject_id=review.pk,
        expires_at=datetime.combine(last, time(), tzinfo=country.zone),
    )


def _partner_reader(contact: Contact, review: Review, link: PartnerLink) -> Reader:
    country = review.partnership.country
    return Reader(
        name=contact.name,
        url=placeholder(link.pk),
        holds_until=link.last_day(country),
        seat=_open_seat(review, lambda seat: seat.contact_id == contact.pk),
        partner_id=contact.partner_id,
    )


def _open_seat(review: Review, is_mine: Callable[[Panelist], bool]) -> Panelist | None:
    """Return the reader's seat when it still has to answer."""
    seat = next(filter(is_mine, review.panelists.all()), None)
    if seat is None or seat.left_at is not None or is_sent_in_time(seat):
        return None
    return seat
