"""Which flags stand on an organisation, and what became of the earlier ones?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from eclt_partners.accounts.selectors import names_of
from partners.models import FlagLift, Partner, PartnerFlag


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag with the names of people.

    Attributes:
        flag: what was warned of.
        raised_by: who warned.
        lift: how it ended; None while it stands.
        lifted_by: who lifted it; "" while it stands.
    """

    flag: PartnerFlag
    raised_by: str
    lift: FlagLift | None
    lifted_by: str


def flags_of(partner: Partner) -> QuerySet[PartnerFlag]:
    """Return all flags of an organisation with how they ended, newest first."""
    return PartnerFlag.objects.filter(partner=partner).select_related("lift")


def flag_lines(flags: Iterable[PartnerFlag]) -> list[FlagLine]:
    """Return flags with the names of people: those that stand first. One query."""
    flags = list(flags)
    lifts = [None if flag.is_open else flag.lift for flag in flags]
    keys = {flag.raised_by for flag in flags}
    names = names_of(keys | {lift.lifted_by for lift in lifts if lift})
    lines = [
        FlagLine(
            flag=flag,
            raised_by=names.get(flag.raised_by, ""),
            lift=lift,
            lifted_by=names.get(lift.lifted_by, "") if lift else "",
        )
        for flag, lift in zip(flags, lifts, strict=True)
    ]
    return sorted(lines, key=lambda line: line.lift is not None)


def open_flags(partners: Collection[int] | QuerySet[Any, Any]) -> QuerySet[PartnerFlag]:
    """Return the flags that stand on these organisations, with the organisations.

    Args:
        partners: ids, or a question for ids.
    """
    rows = PartnerFlag.objects.open().filter(partner__in=partners)
    return rows.select_related("partner")


def integrity_flags(
    partners: Collection[int] | QuerySet[Any, Any],
) -> QuerySet[PartnerFlag]:
    """Return the red flags on integrity that stand on these organisations.

    Args:
        partners: ids, or a question for ids.
    """
    return PartnerFlag.objects.blocking_agreements().filter(partner__in=partners)
