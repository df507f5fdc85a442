"""One open matter of each ladder but reviews, and in plain Python whom each is meant for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from agreements.choices import InstanceState
from agreements.models import Agreement, CommitmentInstance, Renegotiation
from agreements.selectors.tables import clock_of, with_moments
from eclt_partners.accounts.models import User
from eclt_partners.notifications.models import LadderStep
from partners.choices import CheckOutcome, CheckState, OwnerSide, Side
from partners.models import AfterCheck, Contact, Partnership, SafeguardingCheck
from tests.agreements.drafts import PAY, REPORT, register
from tests.agreements.table import raised
from tests.cast import NOW, TODAY, Cast
from tests.lifecycle.world import open_check

AHEAD = 90
ENDS = TODAY + timedelta(days=79)
WE_PAY = replace(PAY, due_on=TODAY + timedelta(days=50))
THEY_REPORT = replace(REPORT, due_on=TODAY + timedelta(days=60))


@dataclass(frozen=True)
class Matters:
    """What is open, by ladder."""

    ends: Agreement
    ours: CommitmentInstance
    theirs: CommitmentInstance
    check: SafeguardingCheck
    table: Renegotiation
    after: AfterCheck


def open_matters(cast: Cast, **named: str) -> Matters:
    """Let an agreement end, promises fall due, a check expire, a change wait.

    Args:
        cast: whose partnership in Malawi it is.
        named: `ours` and `theirs`, who looks after the promise of each side.
    """
    promises = [
        replace(WE_PAY, owner_key=named.get("ours", "")),
        replace(THEY_REPORT, owner_key=named.get("theirs", "")),
    ]
    ends = register(
        cast, NOW, effective_to=ENDS, promises=promises, number="MW-07/2026"
    )
    due = CommitmentInstance.objects.filter(commitment__version__agreement=ends)
    return Matters(
        ends=ends,
        ours=due.get(commitment__side=OwnerSide.FOUNDATION),
        theirs=due.get(commitment__side=OwnerSide.PARTNER),
        check=SafeguardingCheck.objects.create(
            partner=cast.nyali,
            checked_on=date(2025, 6, 16),
            valid_until=TODAY + timedelta(days=85),
            outcome=CheckOutcome.GOOD,
        ),
        table=raised(cast),
        after=open_check(cast, due_on=TODAY + timedelta(days=40)),
    )


@dataclass(frozen=True)
class Matter:
    """Whom something is meant for; a side without a person by its name."""

    kind: str
    subject_id: int
    counts_from: date
    people: set[str] = field(default_factory=set)
    letter: str = ""
    settled: bool = False

    def is_near(self, today: date) -> bool:
        """Whether its day or one of its steps falls into the days to come."""
        last = today + timedelta(days=AHEAD)
        steps = LadderStep.objects.filter(kind=self.kind, taken_out_at=None)
        if self.letter:
            steps = steps.filter(letter=self.letter)
        days = [self.counts_from + timedelta(days=step.offset_days) for step in steps]
        is_open = not self.settled and self.counts_from <= last
        return is_open or any(today < day <= last for day in days)


def meant(now: datetime) -> set[tuple[str, int, str]]:
    """Return kind, matter and person of everybody whom a ladder is meant for."""
    found = [*_endings(now), *_promises(now), *_checks(now), *_tables(), *_after()]
    return {
        (each.kind, each.subject_id, person)
        for each in found
        if each.is_near(now.date())
        for person in each.people
    }


def _ours(place: Partnership) -> str:
    lead = place.foundation_lead_id
    return f"user:{lead}" if lead else Side.FOUNDATION


def _theirs(agreement: Agreement) -> set[str]:
    leads = [each.partner_lead_id for each in agreement.parties.filter(to_on=None)]
    return {f"contact:{lead}" if lead else Side.PARTNER for lead in leads}


def _endings(now: datetime) -> Iterator[Matter]:
    for agreement in Agreement.objects.all():
        end = agreement.versions.latest("number").effective_to
        if end >= now.date():
            people = {_ours(agreement.partnership), *_theirs(agreement)}
            yield Matter("AGREEMENT_ENDING", agreement.pk, end, people)


def _promises(now: datetime) -> Iterator[Matter]:
    """Whatever is due; three weeks later nobody is reminded of it any more."""
    longest = timedelta(days=14 + 7)
    for due in CommitmentInstance.objects.filter(confirmation=""):
        side, pk = due.commitment.side, due.pk
        if due.state == InstanceState.NOT_DUE:
            people = _of_side(due, side)
            if due.due_on >= now.date() - longest:
                yield Matter("COMMITMENT", pk, due.due_on, people, "promise.due")
            continue
        other = Side.PARTNER if side == Side.FOUNDATION else Side.FOUNDATION
        asked, done = _of_side(due, other), _of_side(due, side)
        yield Matter("COMMITMENT", pk, due.reported_on, asked, "promise.confirm")
        yield Matter("COMMITMENT", pk, due.due_on, done, "promise.due", settled=True)


def _of_side(due: CommitmentInstance, side: str) -> set[str]:
    """Whoever is named; when that person is gone, the lead as well."""
    agreement = due.commitment.version.agreement
    ours = side == Side.FOUNDATION
    leads = {_ours(agreement.partnership)} if ours else _theirs(agreement)
    named = due.commitment.owner_key
    if not named.startswith("user:" if ours else "contact:"):
        return leads
    pk = int(named.partition(":")[2])
    if ours:
        is_there = User.objects.get(pk=pk).is_active
    else:
        person = Contact.objects.get(pk=pk)
        is_there = person.left_on is None and person.email != ""
    return {named} if is_there else {named, *leads}


def _checks(now: datetime) -> Iterator[Matter]:
    for check in SafeguardingCheck.objects.filter(valid_until__gte=now.date()):
        places = Partnership.objects.filter(parties__partner=check.partner)
        people = {_ours(place) for place in places}
        yield Matter("SAFEGUARDING_CHECK", check.pk, check.valid_until, people)


def _tables() -> Iterator[Matter]:
    for table in with_moments(Renegotiation.objects.all()):
        clock = clock_of(table)
        people = set[str]()
        if clock.waiting_for != OwnerSide.PARTNER:
            people.add(_ours(table.agreement.partnership))
        if clock.waiting_for != OwnerSide.FOUNDATION:
            people |= _theirs(table.agreement)
        yield Matter("RENEGOTIATION", table.pk, clock.since, people)


def _after() -> Iterator[Matter]:
    for check in AfterCheck.objects.filter(state=CheckState.SCHEDULED):
        asked = check.contact_id
        people = {
            _ours(check.partnership),
            f"contact:{asked}" if asked else Side.PARTNER,
        }
        yield Matter("AFTER_CHECK", check.pk, check.due_on, people)
