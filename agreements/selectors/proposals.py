"""What does a proposal change, and what has been said to it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from agreements.models import (
    Agreement,
    AgreementVersion,
    ChangeAnswer,
    Proposal,
    Renegotiation,
)
from agreements.rules.comparison import Comparison, compare
from agreements.rules.terms import Terms
from agreements.rules.terms_reading import from_json
from agreements.selectors.people import read_parties
from partners.choices import Side
from partners.models import PartnershipParty

SideKey = tuple[str, int | None]


def terms_of(row: Proposal | AgreementVersion) -> Terms:
    """Return the terms of a proposal or of a version."""
    return from_json(row.terms)


def base_terms(proposal: Proposal) -> Terms:
    """Return what a proposal changes: its base version, or nothing but its frame.

    The first version of an agreement has no base; then all its parts are new.
    """
    if proposal.base_version is not None:
        return terms_of(proposal.base_version)
    new = terms_of(proposal)
    return Terms(
        title=new.title,
        language=new.language,
        effective_from=new.effective_from,
        effective_to=new.effective_to,
        currency=new.currency,
        rate=new.rate,
        rate_on=new.rate_on,
    )


def newer_version(proposal: Proposal) -> AgreementVersion | None:
    """Return the newest version when it came after the one a proposal started from."""
    head = proposal.renegotiation.agreement.versions.order_by("-number").first()
    is_newer = head is not None and head.pk != proposal.base_version_id
    return head if is_newer else None


def changes_of(proposal: Proposal) -> Comparison:
    """Return what a proposal changes against the version it started from."""
    return compare(base_terms(proposal), terms_of(proposal))


def principles_of(proposal: Proposal) -> list[str]:
    """Return the guiding principles of both texts; those that were agreed lead."""
    agreed = terms_of(proposal.base_version) if proposal.base_version else None
    both = [*(agreed.principles if agreed else ()), *terms_of(proposal).principles]
    return list(dict.fromkeys(both))


@dataclass(frozen=True, slots=True)
class Sides:
    """Who sits at the table: the foundation and each partner of the agreement."""

    parties: Sequence[PartnershipParty]

    @property
    def keys(self) -> list[SideKey]:
        """A key for each side; the foundation first."""
        return [
            (Side.FOUNDATION, None),
            *((str(Side.PARTNER), party.pk) for party in self.parties),
        ]


def sides_of(renegotiation: Renegotiation) -> Sides:
    """Return who sits at the table now."""
    return Sides(parties_of(renegotiation.agreement))


def parties_of(agreement: Agreement) -> list[PartnershipParty]:
    """Return the present partners of an agreement, with their names. Asked once."""
    read_parties(agreement)
    return [party for party in agreement.parties.all() if party.to_on is None]


def side_key(row: object) -> SideKey:
    """Return the side of an answer, an acceptance or a signature."""
    return (str(row.side), row.party_id)  # type: ignore[attr-defined]


def latest_answers(proposal: Proposal) -> Mapping[SideKey, Mapping[str, ChangeAnswer]]:
    """Return what each side said last to each change; at most one query."""
    said: dict[SideKey, dict[str, ChangeAnswer]] = {}
    for answer in proposal.answers.all():
        said.setdefault(side_key(answer), {})[answer.key] = answer
    return said


def missing_acceptances(proposal: Proposal) -> list[SideKey]:
    """Return the sides that have not accepted this text; one query each kind."""
    have = {side_key(row) for row in proposal.acceptances.all()}
    return [key for key in sides_of(proposal.renegotiation).keys if key not in have]


def missing_signatures(proposal: Proposal) -> list[SideKey]:
    """Return the sides that have not signed."""
    have = {side_key(row) for row in proposal.signatures.all()}
    return [key for key in sides_of(proposal.renegotiation).keys if key not in have]


def readable_proposals(
    renegotiation: Renegotiation, side: Side, party_id: int | None
) -> QuerySet[Proposal]:
    """Return what a side may read: everything that was sent, and its own drafts.

    A draft of another side does not exist for it. Each row tells by `newer_number`
    whether another version came after the one that it changes.
    """
    is_own = Q(side=side, party=party_id)
    versions = AgreementVersion.objects.filter(
        agreement=OuterRef("renegotiation__agreement")
    )
    newest = Subquery(versions.order_by("-number").values("number")[:1])
    return (
        renegotiation.proposals.filter(Q(sent_at__isnull=False) | is_own)
        .select_related("base_version", "party__partner")
        .annotate(newest_number=newest)
        .order_by("round")
    )


def newer_number(row: Proposal) -> int | None:
    """Return the newest version when it came after the one that a row changes.

    Args:
        row: from `readable_proposals`.
    """
    newest: int | None = row.newest_number  # type: ignore[attr-defined]
    base = row.base_version.number if row.base_version else None
    return None if newest == base else newest
