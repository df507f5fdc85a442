"""Which portfolio do the benchmarks of reminders measure?"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from partners.choices import Stage
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Instrument, Panelist, Review, ReviewSide
from tests.cast import Cast
from tests.reviews.factories import make_review

IN_TWO_WEEKS: Final = timedelta(days=14)
# Two reviews a year for ten years; the last one is still to come.
REVIEWS_EACH: Final = 20
ZONE: Final = "Africa/Blantyre"


def add_invited(cast: Cast, many: int, *, now: datetime, first: int = 0) -> None:
    """Add open reviews, each with a rater of its own on both sides, invited today.

    Args:
        cast: the world of the tests.
        many: how many reviews.
        now: the present moment, aware.
        first: the number of the first one; numbers must not come twice.
    """
    numbers = range(first, first + many)
    leads, contacts = _people(cast, numbers)
    partnerships = Partnership.objects.bulk_create(
        Partnership(
            code=f"MW-{number + 100}",
            name=f"Schools of district {number}",
            country=cast.malawi,
            stage=Stage.ACTIVE,
            relationship_start=cast.malawi_partnership.relationship_start,
            foundation_lead=lead,
        )
        for number, lead in zip(numbers, leads, strict=True)
    )
    parties = PartnershipParty.objects.bulk_create(
        PartnershipParty(
            partnership=partnership,
            partner=cast.nyali,
            partner_lead=lead,
            from_on=partnership.relationship_start,
        )
        for partnership, lead in zip(partnerships, contacts, strict=True)
    )
    _invite(parties, due_on=cast.malawi.today(now=now) + IN_TWO_WEEKS, now=now)
    _analyze()


def _people(cast: Cast, numbers: range) -> tuple[list[User], list[Contact]]:
    """Make a lead for each side of each partnership."""
    users = User.objects.bulk_create(
        User(
            email=f"rater-{number}@example.org",
            name=f"Rater {number}",
            password="!",  # noqa: S106 - nobody signs in with it
            language="en-gb",
            time_zone=ZONE,
        )
        for number in numbers
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=Role.OFFICER, country=cast.malawi)
        for user in users
    )
    contacts = Contact.objects.bulk_create(
        Contact(
            partner=cast.nyali,
            name=f"Contact {number}",
            email=f"contact-{number}@partner.example",
            language="en-gb",
            time_zone=ZONE,
        )
        for number in numbers
    )
    return users, contacts


def _invite(parties: list[PartnershipParty], *, due_on: date, now: datetime) -> None:
    """Open a review in each partnership; the leads of both sides answer."""
    instrument = Instrument.objects.get(code="RHR-1")
    reviews = Review.objects.bulk_create(
        Review(
            partnership=party.partnership,
            instrument=instrument,
            kind=ReviewKind.FULL,
            state=ReviewState.OPEN,
            due_on=due_on,
            original_due_on=due_on,
            opened_at=now,
            created_at=now,
            created_by="system",
        )
        for party in parties
    )
    pairs = list(zip(reviews, parties, strict=True))
    ReviewSide.objects.bulk_create(
        ReviewSide(review=review, party=side)
        for review, party in pairs
        for side in (None, party)
    )
    Panelist.objects.bulk_create(
        seat
        for review, party in pairs
        for seat in (
            Panelist(review=review, user=party.partnership.foundation_lead),
            Panelist(review=review, party=party, contact=party.partner_lead),
        )
    )


def add_history(cast: Cast, many: int) -> None:
    """Add reviews over ten years; nothing of them is owed today."""
    model = make_review(cast)
    _like(
        "partners_partnership",
        model.partnership_id,
        f"generate_series(1, {many // REVIEWS_EACH}) n",
        {"code": "'B-' || n"},
    )
    day = f"old.due_on + 150 - ({REVIEWS_EACH - 1} - n) * 180"
    is_done = f"n < {REVIEWS_EACH - 1}"
    _like(
        "reviews_review",
        model.pk,
        f"partners_partnership ps, generate_series(0, {REVIEWS_EACH - 1}) n",
        {
            "partnership_id": "ps.id",
            "state": f"CASE WHEN {is_done} THEN 'COMPLETED' ELSE 'SCHEDULED' END",
            "due_on": day,
            "original_due_on": day,
            "completed_at": f"CASE WHEN {is_done} THEN now() END",
            "completed_on": f"CASE WHEN {is_done} THEN {day} END",
            "no_talk_reason": "'By phone'",
        },
        "AND ps.code LIKE 'B-%'",
    )
    _analyze()


def _like(
    table: str, model: int, others: str, changed: dict[str, str], where: str = ""
) -> None:
    """Insert one row like the row `model` for each row of `others`, made by the server."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
        values = {each.name: f"old.{each.name}" for each in found if each.name != "id"}
        values |= changed
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) "  # noqa: S608 - constants
            f"SELECT {', '.join(values.values())} FROM {table} old, {others} "
            f"WHERE old.id = {model} {where}"
        )


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
