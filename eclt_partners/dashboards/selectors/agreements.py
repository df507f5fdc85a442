"""What do the agreements of a partnership say today?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, AgreementVersion
from agreements.rules.force import EffectiveRange, ForceState, force_state
from partners.models import Partnership


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement: the version that counts today, what it is, and how many there are.

    `shown` is the version in force, else the newest.
    """

    agreement: Agreement
    shown: AgreementVersion
    state: ForceState
    versions: Sequence[AgreementVersion]


def agreement_rows(partnership: Partnership, *, today: date) -> list[AgreementRow]:
    """Return the agreements of a partnership by number. Two queries."""
    agreements = partnership.agreements.prefetch_related("versions")
    return [
        row
        for agreement in agreements.order_by("number")
        if (row := _row(agreement, today)) is not None
    ]


def _row(agreement: Agreement, today: date) -> AgreementRow | None:
    versions = sorted(agreement.versions.all(), key=_number, reverse=True)
    if not versions:
        return None
    ranges = [
        EffectiveRange(v.number, v.effective_from, v.effective_to) for v in versions
    ]
    states = {v.number: force_state(v.number, ranges, today) for v in versions}
    in_force = (v for v in versions if states[v.number] == ForceState.IN_FORCE)
    shown = next(in_force, versions[0])
    return AgreementRow(agreement, shown, states[shown.number], versions)


def _number(version: AgreementVersion) -> int:
    return version.number
