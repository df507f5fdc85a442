"""What did both sides of a partnership agree and promise, over all its agreements?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentInstance,
    Renegotiation,
)
from agreements.selectors.holding import in_force_on, with_held_to, with_stopped
from agreements.selectors.required_changes import changes_required
from eclt_partners.common.asking import ask_together
from partners.models import Partnership


@dataclass(frozen=True, slots=True)
class AgreedAndPromised:
    """All agreements of a partnership, and all its promises.

    Attributes:
        agreements: by number, with versions and renegotiations.
        commitments: of every version, with their due dates.
        is_in_force: an agreement is in force on the day.
        has_to_change: the money changed so much that an agreement has to change, and
            nobody has asked for it.
    """

    agreements: Sequence[Agreement]
    commitments: Sequence[Commitment]
    is_in_force: bool
    has_to_change: bool

    @property
    def has_open_change(self) -> bool:
        """True while an agreement is being talked about anew."""
        return any(not table.is_new for table in self._open_tables())

    @property
    def has_new_agreement(self) -> bool:
        """True while the first version of an agreement is being written."""
        return any(table.is_new for table in self._open_tables())

    def _open_tables(self) -> Iterator[Renegotiation]:
        for agreement in self.agreements:
            yield from (each for each in agreement.renegotiations.all() if each.is_open)


def agreed_and_promised(partnership: Partnership, *, today: date) -> AgreedAndPromised:
    """Return what the page of a partnership shows of this app. One query.

    Args:
        partnership: loaded in scope.
        today: the day in the country.
    """
    agreements = with_versions(partnership.agreements.order_by("number"))
    commitments = Commitment.objects.filter(version__agreement__partnership=partnership)
    commitments = commitments.select_related("party__partner").order_by("code")
    due_dates = with_stopped(CommitmentInstance.objects.all())
    commitments = commitments.prefetch_related(Prefetch("instances", due_dates))
    in_force = in_force_on(partnership, today)
    required = changes_required().filter(partnership=partnership)[:1]
    ask_together(agreements, commitments, in_force, required)
    return AgreedAndPromised(
        agreements=list(agreements),
        commitments=list(commitments),
        is_in_force=in_force.exists(),
        has_to_change=bool(required),
    )


def with_versions(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return agreements with versions (without their long texts) and renegotiations."""
    versions = with_held_to(AgreementVersion.objects.defer("canonical", "terms"))
    return agreements.prefetch_related(Prefetch("versions", versions), "renegotiations")
