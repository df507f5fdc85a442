"""What happened at a table so far, who is waited for, and since when is it open?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.models import Agreement, Proposal, Renegotiation, RenegotiationStep
from agreements.rules.clocks import Clock, Moments, Wait, clock
from agreements.rules.negotiation import ON_THE_TABLE, OPEN
from agreements.rules.terms_reading import from_json
from eclt_partners.countries.models import Country
from partners.choices import OwnerSide, Side
from partners.models import PartnershipParty

_PAPERS = ON_THE_TABLE | {RenegotiationState.AGREED}
# What each partner of a coalition does for itself.
_BY_NAME = frozenset({Wait.PROPOSE, Wait.ANSWER, Wait.SIGN})
_ON_THE_TABLE = frozenset({ProposalState.PROPOSED, ProposalState.ACCEPTED})


def with_moments(tables: QuerySet[Renegotiation]) -> QuerySet[Renegotiation]:
    """Return renegotiations with all that their clock asks for.

    Asked with `ask_together` they take two queries, else six.
    """
    papers = Proposal.objects.order_by("round").prefetch_related(
        "signatures", "acceptances"
    )
    papers = papers.select_related("party__partner", "base_version")
    return tables.select_related(
        "agreement__partnership__country", "talk"
    ).prefetch_related(
        "steps",
        Prefetch("proposals", papers),
        Prefetch(
            "agreement__parties", PartnershipParty.objects.select_related("partner")
        ),
    )


def moments_of(table: Renegotiation) -> Moments:
    """Return what happened so far, in days of the partnership's country."""
    country = table.agreement.partnership.country
    steps = list(table.steps.all())
    sent = [each for each in table.proposals.all() if each.sent_at is not None]
    paper = _on_the_table(sent)
    agreed = [s for s in steps if s.state == RenegotiationState.AGREED]
    return Moments(
        raised_by=Side(table.raised_side),
        open_since=_day(country, _opened_at(table, steps)),
        acknowledged_on=_day_or_none(country, table.acknowledged_at),
        talk_asked_on=_day_or_none(country, _talk_asked_at(steps)),
        talk_held_on=_talked_on(country, table),
        paper_by=Side(paper.side) if paper else None,
        paper_on=_day_or_none(country, paper.sent_at if paper else None),
        first_on=_last_to_sign(paper) if paper else None,
        papers_count=len(sent),
        to_accept=_to_accept(table.agreement, paper),
        agreed_on=_day(country, agreed[-1].taken_at) if agreed else None,
        signed=_signed(table.agreement, paper),
        parked_until=table.parked_until,
    )


def clock_of(table: Renegotiation) -> Clock | None:
    """Return the one thing that is waited for now, or None when it is over."""
    return clock(
        RenegotiationState(table.state),
        moments_of(table),
        answer_days=_answer_days(table.agreement),
    )


def wait_number(table: Renegotiation, waiting: Clock) -> int:
    """Return a number that rises whenever something else is waited for.

    It is the round of the reminders. Each step counts two; a talk that is held
    between two steps one, for then a proposal is waited for.
    """
    return 2 * len(table.steps.all()) + (waiting.wait == Wait.PROPOSE)


def parties_waited_for(table: Renegotiation, waiting: Clock) -> list[PartnershipParty]:
    """Return the partners that are waited for; of a coalition not all have to be.

    Args:
        table: from `with_moments`; another query where it has none.
        waiting: its clock.
    """
    if waiting.waiting_for == OwnerSide.FOUNDATION:
        return []
    paper = _on_the_table(table.proposals.all())
    done: set[int | None] = set()
    if paper is not None and waiting.wait == Wait.SIGN:
        done = {row.party_id for row in paper.signatures.all()}
    elif paper is not None and waiting.wait == Wait.ANSWER:
        done = {row.party_id for row in paper.acceptances.all()}
    present = [party for party in table.agreement.parties.all() if not party.to_on]
    if waiting.wait == Wait.PROPOSE:
        return [party for party in present if party.pk == table.raised_party_id]
    return [party for party in present if party.pk not in done]


def parties_to_name(
    table: Renegotiation, waiting: Clock, *, partner_id: int | None = None
) -> list[PartnershipParty]:
    """Return the partners of a coalition by whose names a reader knows what is missing.

    Empty where there is one partner, where whoever speaks first speaks for all, and
    where the reader alone, or with others of the side, is the one who is waited for.

    Args:
        table: from `with_moments`; another query where it has none.
        waiting: its clock.
        partner_id: where the reader works; None for people of the foundation.
    """
    present = [party for party in table.agreement.parties.all() if not party.to_on]
    if len(present) < 2 or waiting.wait not in _BY_NAME:
        return []
    found = parties_waited_for(table, waiting)
    is_own = partner_id in {party.partner_id for party in found}
    return [] if is_own and waiting.waiting_for == OwnerSide.PARTNER else found


def changes_open_on(
    partnership_ids: Collection[int], as_of: date
) -> QuerySet[Renegotiation]:
    """Return the changes that were perhaps open on a day, with their steps.

    Args:
        partnership_ids: already in the actor's scope.
        as_of: what was raised or closed later is as it was on that day.
    """
    return (
        Renegotiation.objects.filter(Q(state__in=OPEN) | Q(closed_at__date__gt=as_of))
        .filter(agreement__partnership__in=partnership_ids)
        .select_related("agreement__partnership__country")
        .prefetch_related("steps")
    )


def open_since(changes: Iterable[Renegotiation], as_of: date) -> dict[int, date]:
    """Return since when the oldest open change of each partnership is open (rule A8).

    Args:
        changes: from `changes_open_on` for the same day.
        as_of: the day of the question.
    """
    found: dict[int, list[date]] = defaultdict(list)
    for row in changes:
        country = row.agreement.partnership.country
        since = _day(country, _opened_at(row, list(row.steps.all())))
        if since <= as_of:
            found[row.agreement.partnership_id].append(since)
    return {key: min(days) for key, days in found.items()}


def closed_between(
    partnership_id: int, after: datetime | Coalesce | None, until: datetime
) -> QuerySet[Renegotiation]:
    """Return the changes that ended after one review and before the next (E3.5).

    Args:
        partnership_id: whose reviews.
        after: the end of the review before, or the query for it; None: since ever.
        until: the moment of the talk, or now.
    """
    rows = Renegotiation.objects.filter(
        agreement__partnership=partnership_id, closed_at__lte=until
    )
    if after is not None:
        rows = rows.filter(closed_at__gt=after)
    return rows.select_related("agreement", "version").order_by("closed_at", "pk")


def tables_of(agreement: Agreement) -> QuerySet[Renegotiation]:
    """Return all renegotiations of an agreement, newest first; open ones lead."""
    return agreement.renegotiations.select_related(
        "raised_party__partner", "version"
    ).order_by(F("closed_at").desc(nulls_first=True), "-pk")


def _opened_at(table: Renegotiation, steps: Iterable[RenegotiationStep]) -> datetime:
    """Return when it was raised, or taken up again after it was parked."""
    opened, was_parked = table.raised_at, False
    for step in steps:
        if was_parked and step.state == RenegotiationState.TALKING:
            opened = step.taken_at
        was_parked = step.state == RenegotiationState.PARKED
    return opened


def _talk_asked_at(steps: Iterable[RenegotiationStep]) -> datetime | None:
    """Return when a side last called for a talk after papers had been sent."""
    asked, before = None, ""
    for step in steps:
        if before in _PAPERS and step.state == RenegotiationState.TALKING:
            asked = step.taken_at
        before = step.state
    return asked


def _talked_on(country: Country, table: Renegotiation) -> date | None:
    """Return the day of the talk; sides may have talked before one raised it.

    Then the day on which it was written down counts, which is after the wish.
    """
    if table.talk is None:
        return None
    return max(table.talk.held_on, _day(country, table.talk.created_at))


def _on_the_table(sent: Iterable[Proposal]) -> Proposal | None:
    return next((each for each in sent if each.state in _ON_THE_TABLE), None)


def _last_to_sign(paper: Proposal) -> date | None:
    """Return the first day of a text; one that puts slips right may begin earlier."""
    if paper.size_class == SizeClass.CORRECTION:
        return None
    return date.fromisoformat(paper.terms["effective_from"])


def _signed(agreement: Agreement, paper: Proposal | None) -> frozenset[Side]:
    """Return the sides that have signed; the partner side when all partners have."""
    if paper is None:
        return frozenset()
    have = {row.party_id for row in paper.signatures.all()}
    return _complete(agreement, have)


def _to_accept(agreement: Agreement, paper: Proposal | None) -> frozenset[Side] | None:
    """Return the sides of which somebody has not accepted the paper."""
    if paper is None:
        return None
    have = {row.party_id for row in paper.acceptances.all()}
    return frozenset(Side) - _complete(agreement, have)


def _complete(agreement: Agreement, have: set[int | None]) -> frozenset[Side]:
    """Return the sides of which everybody is among those; None is the foundation."""
    wanted = {party.pk for party in agreement.parties.all() if party.to_on is None}
    sides = {Side.FOUNDATION} if None in have else set()
    return frozenset(sides | ({Side.PARTNER} if wanted and wanted <= have else set()))


def _answer_days(agreement: Agreement) -> int | None:
    head = next(iter(agreement.versions.all()), None)
    return from_json(head.terms).rules.answer_days if head else None


def _day(country: Country, moment: datetime) -> date:
    return country.today(now=moment)


def _day_or_none(country: Country, moment: datetime | None) -> date | None:
    return country.today(now=moment) if moment else None
