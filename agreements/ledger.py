"""What did both sides promise, where does each due date stand, and who may do what?

One list of due dates serves the ledger of the staff and the page of a partner. Today is
the day in each partnership's country, computed by the database, so that a list over
several countries is right everywhere.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from agreements.choices import InstanceState, Phase
from agreements.models import Agreement, CommitmentInstance
from agreements.models.promise_columns import UNSETTLED
from agreements.rules.outcomes import OPEN, REPORTED
from agreements.rules.phases import SOON_DAYS
from agreements.selectors import KeepingRow, keeping_of
from agreements.selectors.holding import with_stopped
from eclt_partners.accounts.selectors import people_of_country
from eclt_partners.common.actor import Actor
from eclt_partners.countries.selectors import today_in
from partners.choices import OwnerSide, Side
from partners.models import Contact, Partnership, PartnershipParty
from partners.selectors.people import names_to_choose, people_names

# Fewer partnerships than this are listed, not averaged (rulings 10).
FEWEST_PARTNERSHIPS: Final = 5
COUNTRY = "commitment__version__agreement__partnership__country"
PARTNERSHIP = "commitment__version__agreement__partnership"


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who can look after a promise or confirm it."""

    key: str
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What somebody wants to see of the ledger; empty = all that is not settled."""

    side: str = ""
    phase: str = ""
    country: str = ""
    partnership: int | None = None
    owner: str = ""
    code: str = ""


def people_for_promises(parties: Sequence[PartnershipParty]) -> list[PersonChoice]:
    """Return who can be named in a promise of these parties. Three queries at most."""
    if not parties:
        return []
    country = Partnership.objects.values_list("country", flat=True).get(
        pk=parties[0].partnership_id
    )
    staff = people_of_country(country)
    partners = {party.partner_id for party in parties}
    contacts = Contact.objects.filter(partner__in=partners, left_on=None)
    contacts = contacts.select_related("partner").order_by("name", "pk")
    return [
        *(
            PersonChoice(f"user:{each.pk}", each.name, Side.FOUNDATION)
            for each in staff
        ),
        *(
            PersonChoice(f"contact:{pk}", name, Side.PARTNER)
            for pk, name in names_to_choose(contacts).items()
        ),
    ]


def due_dates_seen(actor: Actor, *, now: datetime) -> QuerySet[CommitmentInstance]:
    """Return the due dates in the actor's scope, each with `today` and `rank`."""
    seen = Agreement.objects.visible_to(actor)
    rows = CommitmentInstance.objects.filter(commitment__version__agreement__in=seen)
    return with_days(rows, now=now)


def due_dates_of_partner(
    partnership: Partnership, party_ids: Collection[int], *, now: datetime
) -> QuerySet[CommitmentInstance]:
    """Return what a partner's person sees; in a coalition nothing of another partner.

    Args:
        partnership: the one of the person's link.
        party_ids: the open parties of the person's partner.
        now: the moment, aware.
    """
    mine = Agreement.objects.filter(
        pk=OuterRef("commitment__version__agreement"), parties__in=party_ids
    )
    rows = CommitmentInstance.objects.filter(
        Exists(mine),
        Q(commitment__party__isnull=True) | Q(commitment__party__in=party_ids),
        commitment__version__agreement__partnership=partnership,
    )
    return with_days(rows, now=now)


def filtered(
    rows: QuerySet[CommitmentInstance], filters: LedgerFilters
) -> QuerySet[CommitmentInstance]:
    """Return the due dates asked for, those that need somebody first."""
    rows = filtered_by_place(rows, filters)
    if filters.side:
        rows = rows.filter(commitment__side=filters.side)
    if filters.phase:
        rows = rows.filter(Q(("rank", _rank(Phase(filters.phase)))))
    if filters.phase != Phase.SETTLED:
        rows = rows.filter(UNSETTLED)
    return rows.order_by(F("rank"), "due_on", "pk")


def filtered_by_place(
    rows: QuerySet[CommitmentInstance], filters: LedgerFilters
) -> QuerySet[CommitmentInstance]:
    """Return the due dates of the country, partnership and person asked for."""
    if filters.country:
        rows = rows.filter(**{COUNTRY: filters.country})
    if filters.partnership:
        rows = rows.filter(
            commitment__version__agreement__partnership=filters.partnership
        )
    if filters.code:
        rows = rows.filter(**{f"{PARTNERSHIP}__code": filters.code})
    if filters.owner:
        rows = rows.filter(commitment__owner_key=filters.owner)
    return rows


def ledger_keeping(
    rows: QuerySet[CommitmentInstance], filters: LedgerFilters
) -> list[KeepingRow]:
    """Return how both sides keep these promises, whatever side or state is shown.

    Two queries. No percentage over two to four partnerships: they are looked at one
    by one (rulings 10).
    """
    rows = filtered_by_place(rows, filters).order_by()
    found = rows.values("commitment__side", "state", "confirmation").annotate(
        count=Count("pk")
    )
    reports: Counter[tuple[OwnerSide, InstanceState, bool]] = Counter()
    for row in found:
        owner, state = OwnerSide(row["commitment__side"]), InstanceState(row["state"])
        reports[owner, state, bool(row["confirmation"])] += row["count"]
    keeping = keeping_of(reports)
    # Five are enough to know that they are not few.
    partnerships = partnerships_with_promises(rows).order_by()
    count = partnerships[:FEWEST_PARTNERSHIPS].count()
    if 1 < count < FEWEST_PARTNERSHIPS:
        return [replace(row, percent=None) for row in keeping]
    return keeping


def owners_named(rows: QuerySet[CommitmentInstance]) -> dict[str, str]:
    """Return key -> name of the people who look after these promises."""
    keys = rows.exclude(commitment__owner_key="").order_by()
    return people_names(keys.values_list("commitment__owner_key", flat=True).distinct())


def partnerships_with_promises(
    rows: QuerySet[CommitmentInstance],
) -> QuerySet[Partnership]:
    """Return the partnerships these due dates belong to, by code."""
    theirs = rows.order_by().filter(**{PARTNERSHIP: OuterRef("pk")})
    return Partnership.objects.filter(Exists(theirs)).order_by("code")


def with_days(
    rows: QuerySet[CommitmentInstance], *, now: datetime
) -> QuerySet[CommitmentInstance]:
    """Return due dates with the day in their country (`today`) and their `rank`."""
    return (
        with_stopped(rows)
        .select_related(COUNTRY, "commitment__party__partner")
        .annotate(today=today_in(COUNTRY, now=now))
        .annotate(rank=_ranks())
    )


def _rank(phase: Phase) -> int:
    return list(Phase).index(phase)


def _ranks() -> Case:
    """Number each due date by its phase, as `phase_of` says it."""
    is_open = Q(state__in=OPEN)
    soon = F("today") + Value(SOON_DAYS, output_field=IntegerField())
    return Case(
        When(is_open & Q(is_stopped=True), then=_rank(Phase.STOPPED)),
        When(is_open & Q(due_on__lt=F("today")), then=_rank(Phase.OVERDUE)),
        When(is_open & Q(due_on__lte=soon), then=_rank(Phase.DUE_SOON)),
        When(is_open, then=_rank(Phase.NOT_DUE)),
        When(state=InstanceState.DISPUTED, then=_rank(Phase.DISPUTED)),
        When(state__in=REPORTED, confirmation="", then=_rank(Phase.WAITING)),
        default=_rank(Phase.SETTLED),
        output_field=IntegerField(),
    )
