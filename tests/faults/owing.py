"""Who is owed a mail in these tests? People who answer open reviews, by the hundred.

Partnerships like that of Malawi, each with an open review that three users and three
contacts answer, in all languages; Amina and Gift lead them all and get digests.
"""

from datetime import timedelta

from django.utils import timezone

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from partners.choices import Stage
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Instrument, Panelist, Review, ReviewSide
from reviews.services.planning import advance_reviews
from tests.cast import Cast, make_cast

SEATS = 3
PER_REVIEW = 2 * SEATS
LANGUAGES = ("en-gb", "fr", "es", "pt")
ZONES = ("Africa/Blantyre", "Europe/Zurich", "Asia/Kathmandu", "America/Lima")
DAYS_LEFT = 10


def owe_mail(people: int) -> Cast:
    """Write the cast and so many people who are owed an invitation."""
    cast = make_cast()
    many = -(-people // PER_REVIEW)
    users, contacts = _users(cast, many * SEATS), _contacts(cast, many * SEATS)
    parties = _parties(cast, many)
    reviews = Review.objects.bulk_create(_review(party) for party in parties)
    ReviewSide.objects.bulk_create(
        ReviewSide(review=review, party=side)
        for review, party in zip(reviews, parties, strict=True)
        for side in (None, party)
    )
    seats = []
    for number, (review, party) in enumerate(zip(reviews, parties, strict=True)):
        mine = slice(number * SEATS, (number + 1) * SEATS)
        seats += [Panelist(review=review, user=user) for user in users[mine]]
        seats += [
            Panelist(review=review, party=party, contact=contact)
            for contact in contacts[mine]
        ]
    Panelist.objects.bulk_create(seats)
    # What beat would plan by itself is planned already.
    advance_reviews(now=timezone.now())
    return cast


def _users(cast: Cast, many: int) -> list[User]:
    users = User.objects.bulk_create(
        User(
            email=f"user{number}@example.org",
            password="!",
            name=f"User {number}",
            time_zone=ZONES[number % len(ZONES)],
            language=LANGUAGES[number % len(LANGUAGES)],
        )
        for number in range(many)
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=Role.OFFICER, country=cast.malawi)
        for user in users
    )
    return users


def _contacts(cast: Cast, many: int) -> list[Contact]:
    return Contact.objects.bulk_create(
        Contact(
            partner=cast.nyali,
            name=f"Contact {number}",
            email=f"contact{number}@partner.example",
            time_zone=ZONES[number % len(ZONES)],
            language=LANGUAGES[number % len(LANGUAGES)],
        )
        for number in range(many)
    )


def _parties(cast: Cast, many: int) -> list[PartnershipParty]:
    start = cast.malawi_partnership.relationship_start
    partnerships = Partnership.objects.bulk_create(
        Partnership(
            code=f"MW-{1000 + number}",
            name=f"Partnership {number}",
            country=cast.malawi,
            stage=Stage.ACTIVE,
            relationship_start=start,
            foundation_lead=cast.amina,
        )
        for number in range(many)
    )
    return PartnershipParty.objects.bulk_create(
        PartnershipParty(
            partnership=partnership,
            partner=cast.nyali,
            partner_lead=cast.gift,
            from_on=start,
        )
        for partnership in partnerships
    )


def _review(party: PartnershipParty) -> Review:
    now = timezone.now()
    due_on = timezone.localdate() + timedelta(days=DAYS_LEFT)
    return Review(
        partnership=party.partnership,
        instrument=Instrument.objects.for_new_reviews(),
        kind=ReviewKind.FULL,
        state=ReviewState.OPEN,
        due_on=due_on,
        original_due_on=due_on,
        opened_at=now,
        created_at=now,
        created_by="system",
    )
