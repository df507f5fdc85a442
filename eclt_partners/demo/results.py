"""What did the invented agreements reach and spend?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from agreements.models import AgreementVersion, PeriodResult
from agreements.rules.results import WAYS
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from partners.models import Partnership

SAID = "agreements.agreement.services_said"


def write_results(
    partnership: Partnership, rows: Sequence[Sequence[Any]], today: date
) -> None:
    """Write the results of a partnership that has none yet, if their time is over.

    Args:
        partnership: with one agreement.
        rows: first and last day, the three numbers of children, spending, targets
            reached, where children may count twice, and how we know. A target that the
            version does not have is left out: an earlier release wrote that version.
        today: the day on which they were recorded.
    """
    agreement = partnership.agreements.get()
    if agreement.results.exists():
        return
    versions = list(agreement.versions.defer("canonical"))
    for first, last, *counts, spending, reached, double_note, evidence in rows:
        if last < today.isoformat():
            version = _in_force(versions, date.fromisoformat(last))
            aims = {target["key"] for target in version.terms["targets"]}
            PeriodResult.objects.create(
                agreement=agreement,
                version=version,
                from_on=first,
                to_on=last,
                spending=None if spending is None else Decimal(spending),
                currency=version.currency,
                reached={key: reached[key] for key in reached if key in aims},
                may_double_count=bool(double_note),
                double_note=double_note or "",
                evidence=evidence,
                recorded_at=datetime.combine(today, time(), tzinfo=UTC),
                recorded_by=SYSTEM.key,
                client_key=uuid4(),
                **dict(zip(WAYS, counts, strict=True)),
            )


def _in_force(versions: Sequence[AgreementVersion], on: date) -> AgreementVersion:
    """Return the newest version that had begun on a day."""
    return next(each for each in versions if each.effective_from <= on)


def serves_no_children(partnership: Partnership, _why: str, _today: date) -> None:
    """Mark an agreement about policy or systems, unless somebody said so or otherwise."""
    agreement = partnership.agreements.get()
    said = AuditEntry.objects.filter(verb=SAID, subject_id=agreement.pk)
    if not said.exists():
        partnership.agreements.update(serves_children=False)
