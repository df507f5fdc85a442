"""How big is the change of a proposal, and who must sign it?"""

from datetime import date

from agreements.choices import SizeClass, Topic, VersionKind
from agreements.models import Agreement, AgreementVersion, Proposal
from agreements.rules.size import Sizing, size_class
from agreements.rules.years import year_start
from agreements.selectors.proposals import terms_of


def size_of(proposal: Proposal) -> Sizing:
    """Return the class of a proposal's change (methods E2).

    Money counts from the version in force when the agreement's year began, so that
    small slices add up. The first version of an agreement is signed as a new deal.
    """
    head = proposal.base_version
    if head is None:
        return Sizing(SizeClass.TRANSFORM, (), None)
    new = terms_of(proposal)
    kind = VersionKind.CORRECTION if proposal.is_correction else VersionKind.AMENDMENT
    base = year_base(proposal.renegotiation.agreement, head, on=new.effective_from)
    return size_class(
        terms_of(base),
        terms_of(head),
        new,
        map(Topic, proposal.renegotiation.topics),
        kind,
    )


def year_base(
    agreement: Agreement, head: AgreementVersion, *, on: date
) -> AgreementVersion:
    """Return the version in force when the agreement's year of a day began.

    A version that begins on that very day counts; when none was in force yet or any
    more, the newest one before, else the oldest.
    """
    versions = sorted(agreement.versions.all(), key=lambda each: each.number)
    starts = year_start(versions[0].effective_from, on)
    begun = [each for each in versions if each.effective_from <= starts]
    return begun[-1] if begun else versions[0] if versions else head
