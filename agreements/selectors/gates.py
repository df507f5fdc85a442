"""What does gate G2 say of a proposal, with all that stands elsewhere?"""

from collections.abc import Sequence
from datetime import date

from agreements.models import Agreement, Proposal
from agreements.rules.gate import (
    GateFacts,
    GateLine,
    PlannedFunction,
    SafeguardingFacts,
    Signed,
    gate_g2,
)
from agreements.rules.terms import Terms
from agreements.selectors.proposals import terms_of
from partners.choices import (
    CheckDirection,
    CheckOutcome,
    EventKind,
    Fate,
    Horizon,
    Side,
)
from partners.models import (
    Expectation,
    Function,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.rules.handover import Pillar
from partners.selectors.flags import integrity_flag_open

# A budget line of this key pays for overhead and core cost.
OVERHEAD = "overhead"


def gate_of(proposal: Proposal) -> tuple[GateLine, ...]:
    """Return every line of the gate for a proposal; a fixed number of queries."""
    terms = terms_of(proposal)
    return gate_g2(terms, _facts(proposal, terms))


def _facts(proposal: Proposal, terms: Terms) -> GateFacts:
    agreement = proposal.renegotiation.agreement
    partnership = agreement.partnership
    parties = list(agreement.parties.filter(to_on=None).select_related("partner"))
    expectations = list(partnership.expectations.all())
    return GateFacts(
        starts_on=_starts_on(agreement, terms),
        functions=_functions(partnership),
        goals_count=partnership.capacity_goals.count(),
        expected=_expected(expectations),
        doubted=frozenset(_side(row) for row in expectations if row.doubt),
        confirmed=_confirmed(expectations),
        safeguarding=_safeguarding([party.partner_id for party in parties]),
        integrity_open=_integrity_open(partnership, parties),
        signatures=_signatures(proposal),
        party_ids=frozenset(party.pk for party in parties),
        has_overhead_line=any(line.key == OVERHEAD for line in terms.lines),
        partner_languages=_languages(partnership),
    )


def _integrity_open(
    partnership: Partnership, parties: Sequence[PartnershipParty]
) -> bool:
    """A red flag stands on a partner, or a reported concern waits for its review."""
    concerns = partnership.events.filter(kind=EventKind.INTEGRITY, closed_on=None)
    partner_ids = [party.partner_id for party in parties]
    return concerns.exists() or integrity_flag_open(partner_ids)


def _starts_on(agreement: Agreement, terms: Terms) -> date:
    first = agreement.versions.order_by("number").first()
    return first.effective_from if first else terms.effective_from


def _functions(partnership: Partnership) -> tuple[PlannedFunction, ...]:
    rows = Function.objects.filter(plan__partnership=partnership).prefetch_related(
        "readings"
    )
    return tuple(
        PlannedFunction(
            name=row.name,
            fate=Fate(row.fate),
            described=_described(row),
            owner_name=row.owner_name,
            owner_found_by=row.owner_found_by,
        )
        for row in rows
    )


def _described(function: Function) -> frozenset[Pillar]:
    """Return the pillars of which the latest reading tells something."""
    latest = next(iter(function.readings.all()), None)
    if latest is None:
        return frozenset()
    return frozenset(
        pillar
        for pillar, level in zip(Pillar, latest.pillars, strict=True)
        if level is not None
    )


def _side(row: Expectation) -> Side:
    return Side.FOUNDATION if row.party_id is None else Side.PARTNER


def _expected(rows: list[Expectation]) -> dict[Side, frozenset[Horizon]]:
    return {
        side: frozenset(Horizon(row.horizon) for row in rows if _side(row) == side)
        for side in Side
    }


def _confirmed(rows: list[Expectation]) -> frozenset[Side]:
    if not rows:
        return frozenset()
    by_side = {
        Side.FOUNDATION: all(row.foundation_confirmed_on for row in rows),
        Side.PARTNER: all(row.partner_confirmed_on for row in rows),
    }
    return frozenset(side for side, has_all in by_side.items() if has_all)


def _safeguarding(partner_ids: list[int]) -> SafeguardingFacts:
    """Return the weakest of the newest checks; a partner without one counts as none."""
    newest: dict[int, SafeguardingCheck] = {}
    for check in SafeguardingCheck.objects.filter(
        partner__in=partner_ids, direction=CheckDirection.PARTNER
    ).order_by("checked_on", "id"):
        newest[check.partner_id] = check
    if len(newest) < len(set(partner_ids)) or not newest:
        return SafeguardingFacts()
    order = list(CheckOutcome)
    weakest = max(
        newest.values(), key=lambda row: order.index(CheckOutcome(row.outcome))
    )
    return SafeguardingFacts(
        outcome=CheckOutcome(weakest.outcome),
        valid_until=min(row.valid_until for row in newest.values()),
        plan_open=weakest.outcome == CheckOutcome.PLAN,
    )


def _signatures(proposal: Proposal) -> tuple[Signed, ...]:
    return tuple(
        Signed(
            side=Side(row.side),
            name=row.name,
            role=row.role,
            signed_on=row.signed_on,
            text_hash=row.text_hash,
            party_id=row.party_id,
        )
        for row in proposal.signatures.all()
    )


def _languages(partnership: Partnership) -> frozenset[str]:
    """Return the languages of the people whom the partners named."""
    rows = partnership.parties.filter(to_on=None, partner__contacts__left_on=None)
    return frozenset(
        language
        for language in rows.values_list("partner__contacts__language", flat=True)
        if language
    )
