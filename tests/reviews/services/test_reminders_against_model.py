"""Does the SQL plan exactly what the reference model says, in generated cases?"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.countries.choices import Weekend
from eclt_partners.countries.models import Country, HolidayOverride
from eclt_partners.countries.services import fill_country
from eclt_partners.notifications.models import LadderStep, Outgoing, Reminder
from eclt_partners.notifications.services import Recipient, queue
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from reviews.choices import ReviewState
from reviews.models import Assessment, Instrument, Panelist, Review
from reviews.rules.ladder import LADDER, Audience
from reviews.rules.reminders import Recipient as Owed
from reviews.rules.reminders import WorkingDays, step_owed
from reviews.services.reminders import plan_reminders

START = date(2027, 2, 1)
STATES = [ReviewState.SCHEDULED, ReviewState.OPEN, ReviewState.CLOSED]
CODES = {step.code: step.offset for step in LADDER}
COUNTED = {step.code for step in LADDER if step.audience == Audience.RATERS}
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


def expected(case: Case, today: date) -> set[tuple[str, str]]:
    """Return (recipient, step) that the model owes, the newest over all roles."""
    rows = list(Reminder.objects.filter(subject_id=case.review.pk))
    found = set()
    for key, audiences in case.roles.items():
        mine = [row for row in rows if row.recipient_key == key]
        sent = {CODES[row.step] for row in mine if row.round == case.review.round}
        mails = sum(row.step in COUNTED and row.state == "SENT" for row in mine)
        steps = [
            step_owed(
                Owed(
                    audience=audience,
                    has_answered=key in case.answered,
                    sent=frozenset(sent),
                    mails=mails,
                    days=case.days,
                ),
                case.review.due_on,
                today,
                state=ReviewState(case.review.state),
            )
            for audience in audiences
        ]
        owed = [step for step in steps if step is not None]
        if owed:
            found.add((key, max(owed, key=lambda step: step.offset).code))
    return found


def leave(message: Outgoing) -> None:
    """Let everything that was planned leave before the next round."""
    Reminder.objects.filter(state="PLANNED").update(state="SENT", outgoing=message)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_sql_plans_what_the_model_owes(seed):
    world = World(seed)
    now = datetime(2026, 12, 28, 9, tzinfo=UTC)
    message = queue(
        now=now,
        letter="test",
        facts={},
        recipient=Recipient("user:0", "u@example.org", "en-gb", "UTC"),
        dedupe_key="all",
    )
    compared = 0
    while now.date() < START + timedelta(days=130):
        now += timedelta(hours=world.chance.randrange(5, 200))
        world.go_on(now)
        wanted = {
            case.review.pk: expected(
                case, case.review.partnership.country.today(now=now)
            )
            for case in world.cases
        }
        before = set(Reminder.objects.values_list("pk", flat=True))
        plan_reminders(now=now)
        for case in world.cases:
            rows = Reminder.objects.filter(
                subject_id=case.review.pk, state="PLANNED"
            ).exclude(pk__in=before)
            got = set(rows.values_list("recipient_key", "step"))
            assert got == wanted[case.review.pk], (now, case.review.due_on)
            compared += len(got)
        leave(message)
    assert compared > 100, "the cases must owe something"


@pytest.mark.django_db
def test_the_ladder_in_the_database_is_the_ladder_of_the_model():
    rows = LadderStep.objects.filter(kind="REVIEW", is_active=True)
    assert {row.code: row.offset_days for row in rows} == CODES
    assert {row.code for row in rows if row.counts_for_cap} == COUNTED
