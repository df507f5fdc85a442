"""Which checks of each other are there, until when, and which interests were stated?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from eclt_partners.common.asking import ask_together
from partners.choices import CheckDirection, CheckKind
from partners.models import (
    DueDiligenceCheck,
    InterestStatement,
    Partner,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.selectors.sides import party_rows, seen_by

# From here on a check is shown as ending soon (methods D4, the first step).
SOON = timedelta(days=90)

Check = SafeguardingCheck | DueDiligenceCheck


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check; the newest of its kind and direction counts."""

    check: Check
    kind: CheckKind
    is_newest: bool
    is_over: bool
    is_soon: bool

    @property
    def is_entered(self) -> bool:
        """True when the foundation typed in what the partner found."""
        is_theirs = self.check.direction == CheckDirection.FOUNDATION
        return is_theirs and self.check.recorded_by.startswith("user:")


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """What one side checked of the other, one kind."""

    kind: CheckKind
    direction: CheckDirection
    lines: Sequence[CheckLine]


@dataclass(frozen=True, slots=True)
class LatestCheck:
    """The newest look of one kind at an organisation; None when there was none."""

    kind: CheckKind
    check: Check | None


@dataclass(frozen=True, slots=True)
class Statement:
    """The newest word of one side on conflicts of interest, or None."""

    name: str
    party_id: int | None
    statement: InterestStatement | None

    @property
    def side(self) -> str:
        """Whose side, as the components write it."""
        return "FOUNDATION" if self.party_id is None else "PARTNER"


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """All checks of both sides of a partnership."""

    blocks: Sequence[CheckBlock]
    statements: Sequence[Statement]


class CheckRows(NamedTuple):
    """What is asked for the checks of each other, to be asked with others."""

    parties: QuerySet[PartnershipParty]
    safe: QuerySet[SafeguardingCheck]
    sound: QuerySet[DueDiligenceCheck]
    statements: QuerySet[InterestStatement]


def check_rows(partnership: Partnership, party_id: int | None) -> CheckRows:
    """Return the questions for checks and statements as a reader sees them."""
    parties = party_rows(partnership, party_id)
    partners = parties.values("partner")
    safe = SafeguardingCheck.objects.filter(partner__in=partners)
    sound = DueDiligenceCheck.objects.filter(partner__in=partners)
    return CheckRows(
        parties,
        safe.select_related("partner"),
        sound.select_related("partner"),
        partnership.interest_statements.filter(seen_by(party_id)),
    )


def checks_page(
    partnership: Partnership, party_id: int | None, *, today: date
) -> ChecksPage:
    """Return checks and statements as a reader sees them. One query."""
    asked = check_rows(partnership, party_id)
    ask_together(*asked)
    return checks_in(asked, today=today)


def checks_in(asked: CheckRows, *, today: date) -> ChecksPage:
    """Return checks and statements from rows that were asked for."""
    rows: list[tuple[CheckKind, Check]] = [
        *((CheckKind.SAFEGUARDING, row) for row in asked.safe),
        *((CheckKind.DILIGENCE, row) for row in asked.sound),
    ]
    blocks = [
        CheckBlock(kind, direction, _lines(rows, kind, direction, today))
        for kind in CheckKind
        for direction in CheckDirection
    ]
    return ChecksPage(blocks, _statements(asked.parties, asked.statements))


@dataclass(frozen=True, slots=True)
class CheckQuestions:
    """What is asked for the newest check of each kind, to be asked with others."""

    safe: QuerySet[SafeguardingCheck]
    sound: QuerySet[DueDiligenceCheck]

    def answers(self) -> list[LatestCheck]:
        """Return the newest check of each kind."""
        return [
            LatestCheck(CheckKind.SAFEGUARDING, next(iter(self.safe), None)),
            LatestCheck(CheckKind.DILIGENCE, next(iter(self.sound), None)),
        ]


def newest_safeguarding(
    partners: Collection[int] | QuerySet[Any, Any],
) -> QuerySet[SafeguardingCheck]:
    """Return the newest look at safety of each side, the one valid longest first.

    Args:
        partners: ids, or a question for ids.
    """
    newest = (
        SafeguardingCheck.objects.filter(partner__in=partners)
        .order_by("partner_id", "direction", "-checked_on", "-pk")
        .distinct("partner_id", "direction")
    )
    return SafeguardingCheck.objects.filter(pk__in=newest.values("pk"))


def latest_checks(partner: Partner) -> CheckQuestions:
    """Return the questions for the newest checks that the foundation made."""
    made = {"partner": partner, "direction": CheckDirection.PARTNER}
    newest = ("-checked_on", "-pk")
    return CheckQuestions(
        SafeguardingCheck.objects.filter(**made).order_by(*newest)[:1],
        DueDiligenceCheck.objects.filter(**made).order_by(*newest)[:1],
    )


def _lines(
    rows: Sequence[tuple[CheckKind, Check]],
    kind: CheckKind,
    direction: CheckDirection,
    today: date,
) -> list[CheckLine]:
    found = [row for its, row in rows if (its, row.direction) == (kind, direction)]
    found.sort(key=lambda row: (row.checked_on, row.pk), reverse=True)
    seen: set[int] = set()
    lines = []
    for row in found:
        is_newest = row.partner_id not in seen
        seen.add(row.partner_id)
        lines.append(
            CheckLine(
                check=row,
                kind=kind,
                is_newest=is_newest,
                is_over=row.valid_until < today,
                is_soon=today <= row.valid_until <= today + SOON,
            )
        )
    return lines


def _statements(
    parties: Iterable[PartnershipParty], rows: Iterable[InterestStatement]
) -> list[Statement]:
    newest: dict[int | None, InterestStatement] = {}
    for row in rows:
        newest.setdefault(row.party_id, row)
    names: list[tuple[int | None, str]] = [(None, "")]
    names += [(party.pk, party.partner.name) for party in parties]
    return [Statement(name, key, newest.get(key)) for key, name in names]
