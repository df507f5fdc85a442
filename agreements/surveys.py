"""Whom do the ladders of agreements have to reach, by the facts alone?

For the reconciler (notifications.survey): tables at which somebody is waited for are
judged by `rules.clocks`, the others by rows and dates.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from agreements.choices import InstanceState, ProposalState, SizeClass
from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentInstance,
    Proposal,
    Renegotiation,
)
from agreements.rules.clocks import Clock, Wait
from agreements.selectors.holding import ended_on
from agreements.selectors.signers import foundation_signers
from agreements.selectors.tables import (
    clock_of,
    parties_waited_for,
    wait_number,
    with_moments,
)
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.rungs import Asked
from partners.choices import OwnerSide, Side, Stage
from partners.models import Contact, Partnership, PartnershipParty
from partners.surveys import WORTH_DAYS, Staff, reachable

STAGES = {Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED}
DUE, CONFIRM = "promise.due", "promise.confirm"
PARTIES = PartnershipParty.objects.select_related("partner_lead")


def endings(now: datetime) -> Iterator[Asked]:
    """Give both leads of every agreement whose end is ahead."""
    rows = (
        Agreement.objects.filter(partnership__stage__in=STAGES)
        .exclude(pk__in=Agreement.objects.exclude(continues=None).values("continues"))
        .select_related("partnership__country")
        .prefetch_related(
            Prefetch("parties", PARTIES),
            Prefetch("versions", _not_outlived()),
        )
    )
    staff = Staff()
    for agreement in rows.iterator(chunk_size=500):
        place = agreement.partnership
        today = place.country.today(now=now)
        newest = max(agreement.versions.all(), key=lambda v: v.number, default=None)
        if newest is None or newest.effective_to < today:
            continue
        for key in {*staff.lead_of(place), *_partner_leads(agreement.parties.all())}:
            yield _asked(
                ReminderKind.AGREEMENT_ENDING,
                agreement.pk,
                place,
                key,
                today=today,
                counts_from=newest.effective_to,
                number=newest.number,
            )


def _not_outlived() -> QuerySet[AgreementVersion]:
    """Return the versions whose partnership has not ended since, without long texts."""
    rows = AgreementVersion.objects.defer("canonical", "terms")
    over = ended_on("agreement__partnership", "created_at", "effective_to")
    return rows.alias(over=over).filter(over=None)


def tables(now: datetime) -> Iterator[Asked]:
    """Give whoever is waited for at a table, by the clock of the rules."""
    waited = Renegotiation.objects.open() | Renegotiation.objects.to_look_at_again()
    rows = waited.filter(agreement__partnership__stage__in=STAGES).select_related(
        "agreement__partnership__foundation_lead"
    )
    staff = Staff()
    for table in with_moments(rows).iterator(chunk_size=500):
        waiting, place = clock_of(table), table.agreement.partnership
        today = place.country.today(now=now)
        if waiting is None or waiting.since > today:
            continue
        for key in _waited_for(table, waiting, staff):
            yield _asked(
                ReminderKind.RENEGOTIATION,
                table.pk,
                place,
                key,
                today=today,
                counts_from=waiting.since,
                number=wait_number(table, waiting),
            )


def promises(now: datetime) -> Iterator[Asked]:
    """Give who reports on a due date of a promise, and who is asked whether it is so."""
    rows = (
        CommitmentInstance.objects.filter(
            confirmation="",
            state__in=[
                *(InstanceState.NOT_DUE, InstanceState.KEPT, InstanceState.KEPT_LATE),
                *(InstanceState.PARTLY, InstanceState.NOT_KEPT),
            ],
            commitment__version__agreement__partnership__stage__in=STAGES,
        )
        .select_related("commitment__version__agreement__partnership__country")
        .defer("commitment__version__canonical", "commitment__version__terms")
        .prefetch_related(Prefetch("commitment__version__agreement__parties", PARTIES))
    )
    place = "commitment__version__agreement__partnership"
    version = "commitment__version"
    rows = rows.alias(
        over=ended_on(place, f"{version}__created_at", f"{version}__effective_to")
    )
    staff = Staff()
    for instance in rows.filter(over=None).iterator(chunk_size=500):
        yield from _asked_about(instance, staff, now=now)


def _asked_about(
    instance: CommitmentInstance, staff: Staff, *, now: datetime
) -> Iterator[Asked]:
    is_due = instance.state == InstanceState.NOT_DUE
    counts_from = instance.due_on if is_due else instance.reported_on
    if counts_from is None:
        return
    place = instance.commitment.version.agreement.partnership
    for key in _people(instance, _speakers(instance, is_due=is_due), staff):
        yield _asked(
            ReminderKind.COMMITMENT,
            instance.pk,
            place,
            key,
            today=place.country.today(now=now),
            counts_from=counts_from,
            letter=DUE if is_due else CONFIRM,
            worth_days=WORTH_DAYS,
        )


def _speakers(instance: CommitmentInstance, *, is_due: bool) -> set[Side]:
    """Return the sides that are asked: who promised, or whoever did not report."""
    if not is_due:
        by_partner = instance.reported_by.startswith("contact:")
        return {Side.FOUNDATION if by_partner else Side.PARTNER}
    side = instance.commitment.side
    return set(Side) if side == OwnerSide.JOINT else {Side(side)}


def _people(
    instance: CommitmentInstance, sides: Collection[Side], staff: Staff
) -> set[str]:
    """Return the named person of each side, or its lead when there is none any more."""
    promise = instance.commitment
    found = set(_of_partner(promise)) if Side.PARTNER in sides else set[str]()
    return found | (
        _of_foundation(promise, staff) if Side.FOUNDATION in sides else set()
    )


def _of_foundation(promise: Commitment, staff: Staff) -> set[str]:
    place = promise.version.agreement.partnership
    user = _named(promise, "user:")
    named = staff.key_of(_number(user), place) if user else []
    return set(named or staff.lead_of(place))


def _of_partner(promise: Commitment) -> Iterator[str]:
    contact = _named(promise, "contact:")
    there = [contact] if contact and _is_reachable(contact) else []
    for party in promise.version.agreement.parties.all():
        if party.to_on is None and promise.party_id in {None, party.pk}:
            yield from there or reachable(party.partner_lead)


def _named(promise: Commitment, kind: str) -> str:
    """Return the first person of a kind whom a promise names; "" for nobody."""
    keys = (promise.owner_key, promise.confirmer_key)
    return next((key for key in keys if key.startswith(kind)), "")


def _is_reachable(key: str) -> bool:
    return bool(reachable(Contact.objects.filter(pk=_number(key)).first()))


def _number(key: str) -> int:
    return int(key.partition(":")[2])


def _waited_for(table: Renegotiation, waiting: Clock, staff: Staff) -> set[str]:
    """Return who is waited for: of partners those that have not accepted or signed."""
    paper = None
    if waiting.wait is Wait.SIGN:
        papers = [p for p in table.proposals.all() if p.state == ProposalState.ACCEPTED]
        paper = papers[-1] if papers else None
    found = set(_partner_leads(parties_waited_for(table, waiting)))
    if waiting.waiting_for != OwnerSide.PARTNER:
        found |= set(_foundation(table, paper, staff))
    return found


def _foundation(
    table: Renegotiation, paper: Proposal | None, staff: Staff
) -> list[str]:
    """Return the lead; to sign, whoever may sign a change of this size."""
    if paper is None or not paper.size_class:
        return staff.lead_of(table.agreement.partnership)
    signers = foundation_signers(table.agreement, SizeClass(paper.size_class))
    return [f"user:{each.pk}" for each in signers]


def _partner_leads(parties: Iterable[PartnershipParty]) -> Iterator[str]:
    for party in parties:
        if party.to_on is None:
            yield from reachable(party.partner_lead)


def _asked(
    kind: ReminderKind,
    subject_id: int,
    place: Partnership,
    key: str,
    *,
    today: date,
    counts_from: date,
    number: int = 1,
    letter: str = "",
    worth_days: int | None = None,
) -> Asked:
    return Asked(
        kind=kind,
        subject_id=subject_id,
        round=number,
        partnership_id=place.pk,
        country=place.country_id,
        recipient_key=key,
        counts_from=counts_from,
        today=today,
        letter=letter,
        worth_days=worth_days,
    )


survey.register(ReminderKind.AGREEMENT_ENDING, endings)
survey.register(ReminderKind.COMMITMENT, promises)
survey.register(ReminderKind.RENEGOTIATION, tables)
