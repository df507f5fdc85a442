"""What do the agreements of a partnership say today?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, AgreementVersion, Renegotiation
from agreements.rules.force import ForceState, closed_by, force_state
from agreements.selectors.holding import held_range, last_day, shown_among


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement: the version that counts today, what it is, and how many there are.

    `shown` is the version in force, else the newest that begins, else None: nothing is
    agreed yet.
    `table` is the renegotiation that is open, or None. `rested` is, while nothing is
    agreed and nothing open, the newest one, which is over or put aside. `coming` is signed and
    begins after the version that is shown.
    """

    agreement: Agreement
    shown: AgreementVersion | None
    state: ForceState | None
    versions: Sequence[AgreementVersion]
    table: Renegotiation | None
    rested: Renegotiation | None = None
    coming: AgreementVersion | None = None

    @property
    def last_on(self) -> date | None:
        """The last day of what is shown, as it was agreed where it never began."""
        return last_day(self.shown, self.state) if self.shown and self.state else None

    @property
    def asked_before(self) -> list[Renegotiation]:
        """The changes that were asked for and are over or put aside; newest first."""
        tables = self.agreement.renegotiations.all()
        found = [each for each in tables if not (each.is_open or each.is_new)]
        return sorted(found, key=lambda each: each.raised_at, reverse=True)


def agreement_rows(
    agreements: Iterable[Agreement], *, today: date
) -> list[AgreementRow]:
    """Return rows for agreements that come with versions and renegotiations."""
    found = list(agreements)
    begun = first_days(found)
    return [_row(each, begun.get(each.pk), today) for each in found]


def first_days(agreements: Iterable[Agreement]) -> dict[int, date]:
    """Return agreement -> first day of the one that continues it.

    Args:
        agreements: of whole partnerships, with their versions.
    """
    return {
        each.continues_id: min(version.effective_from for version in versions)
        for each in agreements
        if each.continues_id is not None and (versions := each.versions.all())
    }


def _row(agreement: Agreement, continued_on: date | None, today: date) -> AgreementRow:
    versions = sorted(agreement.versions.all(), key=_number, reverse=True)
    tables = list(agreement.renegotiations.all())
    table = next((each for each in tables if each.is_open), None)
    if not versions:
        rested = tables[0] if tables and table is None else None
        return AgreementRow(agreement, None, None, [], table, rested)
    ranges = closed_by(map(held_range, versions), continued_on)
    states = {v.number: force_state(v.number, ranges, today) for v in versions}
    shown = shown_among(versions, lambda each: states[each.number]) or versions[0]
    later = (v for v in versions if states[v.number] == ForceState.UPCOMING)
    coming = next((each for each in later if each is not shown), None)
    return AgreementRow(
        agreement, shown, states[shown.number], versions, table, coming=coming
    )


def _number(version: AgreementVersion) -> int:
    return version.number
