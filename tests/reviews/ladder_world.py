"""Countries, people and reviews drawn from one seed, and how they go on by chance."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.countries.choices import Weekend
from eclt_partners.countries.models import Country, HolidayOverride
from eclt_partners.countries.services import fill_country
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from reviews.choices import ReviewState
from reviews.models import Assessment, Instrument, Panelist, Review
from reviews.rules.ladder import Audience
from reviews.rules.reminders import WorkingDays

START = date(2027, 2, 1)
STATES = [ReviewState.SCHEDULED, ReviewState.OPEN, ReviewState.CLOSED]
PLACES = [
    ("XA", "Pacific/Auckland", Weekend.SAT_SUN),
    ("XB", "Africa/Cairo", Weekend.FRI_SAT),
    ("XC", "America/Guatemala", Weekend.SUN),
]


@dataclass
class Case:
    """One review and the people around it, by role."""

    review: Review
    days: WorkingDays
    roles: dict[str, set[Audience]]
    answered: set[str]


class World:
    """Countries, people and reviews drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - draws cases
        self.instrument = Instrument.objects.first()
        self.people = 0
        self.director = self.user(Role.DIRECTOR)
        self.cases = [
            case
            for code, zone, weekend in PLACES
            for case in self.country(code, zone, weekend)
        ]

    def user(self, role: Role, **place: object) -> User:
        self.people += 1
        user = User.objects.create(
            email=f"u{self.people}@example.org", name="U", time_zone="Asia/Kolkata"
        )
        RoleAssignment.objects.create(user=user, role=role, **place)
        return user

    def country(self, code: str, zone: str, weekend: Weekend) -> list[Case]:
        country = Country.objects.create(
            code=code,
            time_zone=zone,
            weekend=weekend,
            default_language="en-gb",
            currency="USD",
        )
        holidays = {
            START + timedelta(days=self.chance.randrange(-60, 160)) for _ in range(25)
        }
        for day in holidays:
            HolidayOverride.objects.create(country=country, day=day, name="Feast")
        fill_country(country=country, now=datetime(2026, 12, 20, tzinfo=UTC))
        days = WorkingDays(
            weekend=frozenset(int(digit) - 1 for digit in weekend.value),
            holidays=frozenset(holidays),
        )
        manager = self.user(Role.MANAGER, country=country)
        return [self.case(country, days, manager, at) for at in range(4)]

    def case(self, country: Country, days: WorkingDays, manager: User, at: int) -> Case:
        lead = self.user(Role.OFFICER, country=country)
        rater = self.user(Role.OFFICER, country=country)
        partner = Partner.objects.create(
            name=f"P{at}", kind=PartnerKind.LOCAL_NGO, country=country
        )
        heads = [
            Contact.objects.create(
                partner=partner, name="C", email=f"c{number}@p.example", time_zone="UTC"
            )
            for number in range(2)
        ]
        partnership = Partnership.objects.create(
            code=f"{country.code}-0{at}",
            name="P",
            country=country,
            stage=Stage.ACTIVE,
            relationship_start=date(2020, 1, 1),
            foundation_lead=lead,
        )
        party = PartnershipParty.objects.create(
            partnership=partnership,
            partner=partner,
            partner_lead=heads[0],
            from_on=date(2020, 1, 1),
        )
        helper = self.user(Role.FACILITATOR, partnership_id=partnership.pk)
        review = self.review(partnership)
        roles = {
            f"user:{lead.pk}": {Audience.LEADS},
            f"contact:{heads[0].pk}": {Audience.LEADS},
            f"user:{manager.pk}": {Audience.MANAGER},
            f"user:{self.director.pk}": {Audience.DIRECTOR},
            f"user:{helper.pk}": {Audience.HELPER},
        }
        for user in [rater, *self.chance.sample([lead, manager], 1)]:
            Panelist.objects.create(review=review, user=user)
            roles.setdefault(f"user:{user.pk}", set()).add(Audience.RATERS)
        for contact in heads:
            Panelist.objects.create(review=review, party=party, contact=contact)
            roles.setdefault(f"contact:{contact.pk}", set()).add(Audience.RATERS)
        return Case(review, days, roles, set())

    def review(self, partnership: Partnership) -> Review:
        due_on = START + timedelta(days=self.chance.randrange(0, 40))
        return Review.objects.create(
            partnership=partnership,
            instrument=self.instrument,
            kind="FULL",
            due_on=due_on,
            original_due_on=due_on,
            created_at=datetime(2026, 12, 20, tzinfo=UTC),
            created_by="system",
        )

    def go_on(self, now: datetime) -> None:
        """Let people answer, states move and dates be moved, by chance."""
        for case in self.cases:
            review = case.review
            if self.chance.random() < 0.25:
                seat = self.chance.choice(list(review.panelists.all()))
                Assessment.objects.get_or_create(
                    panelist=seat,
                    state="SUBMITTED",
                    defaults={"started_at": now, "sent_at": now, "entered_by": "x"},
                )
                case.answered.add(seat.key)
            if self.chance.random() < 0.2:
                review.state = self.chance.choice(STATES)
            if self.chance.random() < 0.15:
                review.round += 1
                review.due_on += timedelta(days=self.chance.randrange(5, 30))
            review.save()
