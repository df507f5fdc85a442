"""What does gate G2 say of a proposal, with all that stands elsewhere?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import QuerySet

from agreements.choices import SizeClass
from agreements.models import AgreementVersion, Proposal, Signature
from agreements.rules.gate import (
    GateFacts,
    GateLine,
    PlannedFunction,
    SafeguardingFacts,
    Signed,
    gate_g2,
    warning,
)
from agreements.rules.overhead import pays_for_overhead
from agreements.rules.terms import Terms
from agreements.selectors.proposals import terms_of
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from partners.choices import (
    CheckDirection,
    CheckOutcome,
    EventKind,
    Fate,
    Horizon,
    Side,
)
from partners.models import (
    CapacityGoal,
    Contact,
    Event,
    Expectation,
    Function,
    PartnerFlag,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.rules.handover import Pillar
from partners.selectors.flags import integrity_flags

SIGNED_BY_LEADS = (SizeClass.CORRECTION, SizeClass.SMALL)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the gate of one proposal reads, asked for together.

    Attributes:
        parties: of the agreement, present, with their partners.
        expectations: of both sides.
        functions: of the plan, with their readings.
        first: the first version of the agreement, if any.
        goals: ids of the goals to grow.
        checks: of the partners, oldest first.
        concerns: one about integrity that waits for its review, if any.
        flags: one that forbids agreements with a partner, if any.
        signatures: under the proposal.
        languages: of the people whom the partners named.
        harvest: months of the main harvest where they work, as a list in one row.
    """

    parties: QuerySet[PartnershipParty]
    expectations: QuerySet[Expectation]
    functions: QuerySet[Function]
    first: QuerySet[AgreementVersion, date]
    goals: QuerySet[CapacityGoal, int]
    checks: QuerySet[SafeguardingCheck]
    concerns: QuerySet[Event]
    flags: QuerySet[PartnerFlag]
    signatures: QuerySet[Signature]
    languages: QuerySet[Contact, str]
    harvest: QuerySet[Country, list[int]]


def gate_of(proposal: Proposal) -> tuple[GateLine, ...]:
    """Return every line of the gate for a proposal. One query.

    Signatures that the proposal holds already are not asked for again. A change that the
    leads of both sides sign (methods E2) has no warnings: a director weighed them with
    the version that it changes, and a slip or a moved day makes nothing worse.
    """
    terms = terms_of(proposal)
    lines = gate_g2(terms, _facts(_rows_of(proposal), terms))
    if proposal.size_class in SIGNED_BY_LEADS:
        return tuple(line for line in lines if line not in warning(lines))
    return lines


def _rows_of(proposal: Proposal) -> _Rows:
    agreement = proposal.renegotiation.agreement
    partnership = agreement.partnership
    parties = PartnershipParty.objects.filter(agreements=agreement, to_on=None)
    partners = parties.values("partner")
    named = partnership.parties.filter(to_on=None).values("partner")
    rows = _Rows(
        parties=parties.select_related("partner"),
        expectations=partnership.expectations.all(),
        functions=Function.objects.filter(
            plan__partnership=partnership
        ).prefetch_related("readings"),
        first=agreement.versions.order_by("number").values_list(
            "effective_from", flat=True
        )[:1],
        goals=partnership.capacity_goals.values_list("pk", flat=True),
        checks=SafeguardingCheck.objects.filter(
            partner__in=partners, direction=CheckDirection.PARTNER
        ).order_by("checked_on", "id"),
        concerns=partnership.events.filter(kind=EventKind.INTEGRITY, closed_on=None)[
            :1
        ],
        flags=integrity_flags(partners)[:1],
        signatures=proposal.signatures.all(),
        languages=Contact.objects.filter(partner__in=named, left_on=None).values_list(
            "language", flat=True
        ),
        harvest=Country.objects.filter(pk=partnership.country_id).values_list(
            "harvest_months", flat=True
        ),
    )
    ask_together(*(getattr(rows, each.name) for each in fields(rows)))
    return rows


def _facts(rows: _Rows, terms: Terms) -> GateFacts:
    expectations = list(rows.expectations)
    return GateFacts(
        starts_on=next(iter(rows.first), terms.effective_from),
        functions=_functions(rows.functions),
        goals_count=len(rows.goals),
        expected=_expected(expectations),
        doubted=frozenset(_side(row) for row in expectations if row.doubt),
        confirmed=_confirmed(expectations),
        safeguarding=_safeguarding(list(rows.parties), rows.checks),
        integrity_open=bool(rows.concerns or rows.flags),
        signatures=_signatures(rows.signatures),
        party_ids=frozenset(party.pk for party in rows.parties),
        has_overhead_line=pays_for_overhead(terms.lines),
        partner_languages=frozenset(filter(None, rows.languages)),
        harvest_months=frozenset(month for row in rows.harvest for month in row),
    )


def _functions(rows: Iterable[Function]) -> tuple[PlannedFunction, ...]:
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


def _safeguarding(
    parties: Sequence[PartnershipParty], checks: Iterable[SafeguardingCheck]
) -> tuple[SafeguardingFacts, ...]:
    """Return the newest check of each partner, or that there is none."""
    newest = {check.partner_id: check for check in checks}
    names = [party.partner.name if len(parties) > 1 else None for party in parties]
    found = tuple(
        _checked(newest.get(party.partner_id), name)
        for party, name in zip(parties, names, strict=True)
    )
    return found or (SafeguardingFacts(),)


def _checked(check: SafeguardingCheck | None, name: str | None) -> SafeguardingFacts:
    if check is None:
        return SafeguardingFacts(about=name)
    return SafeguardingFacts(
        about=name,
        outcome=CheckOutcome(check.outcome),
        valid_until=check.valid_until,
        plan_open=check.outcome == CheckOutcome.PLAN,
    )


def _signatures(rows: Iterable[Signature]) -> tuple[Signed, ...]:
    return tuple(
        Signed(
            side=Side(row.side),
            name=row.name,
            role=row.role,
            signed_on=row.signed_on,
            text_hash=row.text_hash,
            party_id=row.party_id,
        )
        for row in rows
    )
