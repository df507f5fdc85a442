"""How does a signed proposal become the next version, or a new agreement?"""

from datetime import date, datetime
from decimal import Decimal

from agreements.choices import (
    ProposalState,
    RenegotiationState,
    SizeClass,
    VersionKind,
    VersionOrigin,
)
from agreements.models import Agreement, AgreementVersion, Proposal
from agreements.rules.negotiation import check_proposal_step
from agreements.rules.seal import SignedBy
from agreements.rules.size import asks_whether_it_helped
from agreements.rules.terms import Terms
from agreements.selectors.proposals import terms_of
from agreements.selectors.speakers import Speaker
from agreements.services.commitments import carry_over
from agreements.services.drafting import is_stale
from agreements.services.force import follow_stage
from agreements.services.numbering import take_number
from agreements.services.steps import go, note, today_of
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.errors import StaleObject
from partners.choices import EventKind, Side
from partners.models import HealthReading, Partnership
from partners.services.events import report_event


def conclude(
    proposal: Proposal, *, speaker: Speaker, now: datetime
) -> AgreementVersion:
    """Write the version of a proposal that all have signed.

    A transforming change ends as a new agreement that continues the old one; the old
    one closes the same day (rulings 14). Promises that go on keep their open due
    dates, a talk on whether it helped is due in 90 days, and the first agreement makes
    the partnership active. Called under the locks of the last signature.

    Raises:
        StaleObject: another version came into force since it was proposed.
    """
    if is_stale(proposal):
        raise StaleObject("another version came into force")
    renegotiation = proposal.renegotiation
    partnership = Partnership.objects.select_for_update().get(
        pk=renegotiation.agreement.partnership_id
    )
    terms = terms_of(proposal)
    agreement = _agreement_for(proposal, terms, now=now)
    version = insert_version(
        now=now,
        agreement=agreement,
        facts=_facts(proposal, agreement, partnership, speaker, now=now),
        terms=terms,
        signatures=_signatures(proposal),
    )
    check_proposal_step(ProposalState(proposal.state), ProposalState.SIGNED)
    proposal.state = ProposalState.SIGNED
    proposal.save(update_fields=["state"])
    renegotiation.version = version
    renegotiation.closed_at, renegotiation.closed_by = now, speaker.actor.key
    renegotiation.save(update_fields=["version", "closed_at", "closed_by"])
    note(
        "agreements.version.signed",
        renegotiation,
        speaker=speaker,
        now=now,
        subject=proposal,
        facts={"version": version.number, "hash": version.hash},
    )
    go(renegotiation, RenegotiationState.SIGNED, speaker=speaker, now=now)
    _follow(version, terms, partnership, now=now)
    return version


def _agreement_for(proposal: Proposal, terms: Terms, *, now: datetime) -> Agreement:
    """Return the agreement itself, or a new one that continues it."""
    old = proposal.renegotiation.agreement
    is_new_deal = proposal.size_class == SizeClass.TRANSFORM
    if proposal.base_version is None or not is_new_deal:
        return old
    new = Agreement.objects.create(
        partnership=old.partnership,
        number=take_number(old.partnership, terms.effective_from),
        kind=old.kind,
        title=terms.title,
        continues=old,
        created_at=now,
    )
    new.parties.set(old.parties.filter(to_on=None))
    return new


def _facts(
    proposal: Proposal,
    agreement: Agreement,
    partnership: Partnership,
    speaker: Speaker,
    *,
    now: datetime,
) -> VersionFacts:
    head = agreement.versions.order_by("-number").first()
    return VersionFacts(
        number=head.number + 1 if head else 1,
        kind=_kind(proposal, head),
        origin=VersionOrigin.SIGNED_HERE,
        created_by=speaker.actor.key,
        summary=proposal.summary,
        size=proposal.size_class,
        health_index=_health(partnership, today_of(proposal.renegotiation, now=now)),
    )


def _call(agreement: Agreement, title: str) -> None:
    """Let lists and mails call an agreement what both sides signed last."""
    if agreement.title != title:
        agreement.title = title
        agreement.save(update_fields=["title"])


def _kind(proposal: Proposal, head: AgreementVersion | None) -> VersionKind:
    if head is None:
        return VersionKind.ORIGINAL
    if proposal.size_class == SizeClass.CORRECTION:
        return VersionKind.CORRECTION
    ends_later = proposal.terms["effective_to"] > head.effective_to.isoformat()
    return VersionKind.EXTENSION if ends_later else VersionKind.AMENDMENT


def _signatures(proposal: Proposal) -> list[SignedBy]:
    return [
        SignedBy(
            side=row.side,
            party_id=row.party_id,
            signer=row.signer,
            method=row.method,
            signed_on=row.signed_on,
        )
        for row in proposal.signatures.order_by("id")
    ]


def _health(partnership: Partnership, today: date) -> Decimal | None:
    """Return the lowest index of the latest readings, for "did it help?"."""
    readings = HealthReading.objects.filter(
        partnership=partnership, index__isnull=False, as_of__lte=today
    )
    latest = readings.order_by("-as_of").first()
    if latest is None:
        return None
    lowest = readings.filter(as_of=latest.as_of).order_by("index").first()
    return lowest.index if lowest else None


def _follow(
    version: AgreementVersion,
    terms: Terms,
    partnership: Partnership,
    *,
    now: datetime,
) -> None:
    """Do what a new version brings with it."""
    _call(version.agreement, terms.title)
    carry_over(now=now, version=version, actor_key=version.created_by)
    months = terms.rules.take_stock_months
    if months is not None and months != partnership.clause_months:
        partnership.clause_months = months
        partnership.save(update_fields=["clause_months"])
    continues = version.agreement.continues_id is not None
    if asks_whether_it_helped(VersionKind(version.kind), continues=continues):
        report_event(
            actor=SYSTEM,
            now=now,
            partnership=partnership,
            kind=EventKind.AMENDMENT,
            happened_on=version.effective_from,
            side=Side.FOUNDATION,
        )
    follow_stage(now=now, partnership=partnership)
