"""How is an empty installation filled with tens of thousands of partnerships?

In parts, each written with COPY table after table, all in one transaction: all of it or
nothing. Triggers and constraints stay in force; the rows that the product itself
changes on the way (drafts that are sent, proposals that are signed) are changed here in
the same order. The same seed on the same day gives the same portfolio.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from django.db import connection, transaction

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.errors import DomainError
from eclt_partners.countries.models import Country
from eclt_partners.countries.services import fill_working_days, usual_weekend
from eclt_partners.demo.scale.agreement_rows import AgreementWriter
from eclt_partners.demo.scale.chapters import INSTRUMENT, Chapter, invent_stories
from eclt_partners.demo.scale.lives import Life, invent_life
from eclt_partners.demo.scale.places import PLACES, Place, person_name, shared_out
from eclt_partners.demo.scale.plan_rows import add_plans
from eclt_partners.demo.scale.registry_rows import DOMAIN, add_partnership, noon
from eclt_partners.demo.scale.review_rows import ReviewWriter
from eclt_partners.demo.scale.tables import Tables
from partners.models import Partnership
from reviews.models import Dimension, Instrument

PART: Final = 500
A_LEAD_HAS: Final = 40
# Nobody can sign in with it; `manage.py changepassword` gives one.
NO_PASSWORD: Final = "!invented"  # noqa: S105 - it is none
Progress = Callable[[int, int], None]


class NotEmptyError(DomainError):
    """There are partnerships already; invented ones must not stand among them."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is invented.

    Attributes:
        partners: how many, each with one partnership.
        years: how far back the first ones began.
        countries: how many; the first holds 40 %.
        seed: the same seed gives the same.
    """

    partners: int
    years: int
    countries: int
    seed: int = 1


@transaction.atomic
def fill_scale(size: Size, *, now: datetime, progress: Progress) -> int:
    """Invent a portfolio and write it.

    Args:
        size: how much.
        now: the moment, aware; nothing that is told happened later.
        progress: called with (partnerships done, partnerships in all).

    Returns:
        How many rows were written.

    Raises:
        NotEmptyError: there are partnerships already.
    """
    if Partnership.objects.exists():
        raise NotEmptyError("There are partnerships here already.")
    rng = Random(f"scale {size.seed}")  # noqa: S311 - invented, not secret
    order = shared_out(size.partners, size.countries, rng)
    leads = _people(order, rng, now=now)
    stories = invent_stories(rng, size.partners)
    fill_working_days(now=now)
    with connection.cursor() as cursor:
        # Each statement is checked at its end, not all of them at the very end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # Yesterday is over everywhere.
    last_day = now.date() - timedelta(days=1)
    filling = _Filling(Tables(), leads, last_day)
    lives = _lives(size, order, stories, today=last_day)
    done = 0
    while part := list(islice(lives, PART)):
        filling.write(part)
        done += len(part)
        progress(done, size.partners)
    return filling.tables.written


def _lives(
    size: Size,
    order: Sequence[Place],
    stories: Sequence[Sequence[Chapter]],
    *,
    today: date,
) -> Iterator[Life]:
    for number, place in enumerate(order, start=1):
        yield invent_life(
            number,
            place,
            stories,
            today=today,
            years=size.years,
            rng=Random(f"life {size.seed} {number}"),  # noqa: S311 - invented
        )


class _Filling:
    """Writes part after part."""

    def __init__(
        self, tables: Tables, leads: dict[str, list[int]], today: date
    ) -> None:
        instrument = Instrument.objects.get(code=INSTRUMENT)
        dimensions = Dimension.objects.filter(instrument=instrument)
        codes = dict(dimensions.values_list("code", "pk"))
        self.tables = tables
        self._leads = leads
        self._today = today
        self._names: set[tuple[str, str]] = set()
        self._reviews = ReviewWriter(tables, instrument.pk, codes)
        self._agreements = AgreementWriter(tables, today)

    def write(self, lives: Sequence[Life]) -> None:
        """Write some partnerships with all they have."""
        for life in lives:
            leads = self._leads[life.place.code]
            lead = leads[life.number % len(leads)]
            keys = add_partnership(self.tables, life, lead=lead, names=self._names)
            self._reviews.add(life, keys, today=self._today)
            self._agreements.add(life, keys)
            add_plans(self.tables, life, keys, today=self._today)
        after = {
            "answers": self._send,
            "acceptances": lambda: self._settle_proposals("ACCEPTED"),
            "changes": self._sign,
        }
        for name, rows in self.tables:
            rows.write()
            if name in after:
                after[name]()

    def _send(self) -> None:
        """Send the assessments whose answers are written."""
        sent = self._reviews.sent
        _change(
            "UPDATE reviews_assessment one SET state = 'SUBMITTED', sent_at = it.at "
            "FROM unnest(%s::bigint[], %s::timestamptz[]) it (id, at) "
            "WHERE one.id = it.id",
            [each for each, _on in sent],
            [noon(on) for _each, on in sent],
        )
        sent.clear()

    def _settle_proposals(self, state: str) -> None:
        _change(
            "UPDATE agreements_proposal SET state = %s WHERE id = ANY(%s)",
            state,
            self._agreements.proposals,
        )

    def _sign(self) -> None:
        """Close the tables whose versions are written."""
        signed = self._agreements.signed
        _change(
            "UPDATE agreements_renegotiation one SET state = 'SIGNED', "
            "version_id = it.version, closed_at = it.at, closed_by = 'system' "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) "
            "it (id, version, at) WHERE one.id = it.id",
            *([each[place] for each in signed] for place in range(3)),
        )
        self._settle_proposals("SIGNED")
        signed.clear()
        self._agreements.proposals.clear()


def _change(statement: str, *values: str | list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def _people(
    order: Sequence[Place], rng: Random, *, now: datetime
) -> dict[str, list[int]]:
    """Make the countries, a director, and a manager and officers for each country.

    Returns:
        Country -> the accounts that lead its partnerships.
    """
    director = _account("director", "Director", PLACES[0], now=now)
    RoleAssignment.objects.create(user=director, role=Role.DIRECTOR)
    leads = {}
    for place in dict.fromkeys(order):
        country, _is_new = Country.objects.get_or_create(
            code=place.code,
            defaults={
                "time_zone": place.zone,
                "weekend": usual_weekend(place.code),
                "working_languages": place.language[:2],
                "default_language": place.language,
                "currency": place.currency,
            },
        )
        manager = _account(f"manager.{place.code.lower()}", "Manager", place, now=now)
        officers = [
            _account(
                f"officer{number}.{place.code.lower()}",
                person_name(rng),
                place,
                now=now,
            )
            for number in range(1, order.count(place) // A_LEAD_HAS + 2)
        ]
        RoleAssignment.objects.bulk_create(
            RoleAssignment(user=user, role=role, country=country)
            for role, users in ((Role.MANAGER, [manager]), (Role.OFFICER, officers))
            for user in users
        )
        leads[place.code] = [officer.pk for officer in officers]
    return leads


def _account(login: str, name: str, place: Place, *, now: datetime) -> User:
    return User.objects.create(
        email=f"{login}@{DOMAIN}",
        password=NO_PASSWORD,
        name=name,
        language=place.language,
        time_zone=place.zone,
        joined_at=now,
    )
