"""What is written down about all partnerships of one country, besides their reviews?

Agreements, promises, goals and checks after the end, in a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db.models import F, Prefetch

from agreements.choices import (
    ChangeReason,
    InstanceState,
    RenegotiationState,
    VersionKind,
    VersionOrigin,
)
from agreements.models import (
    Agreement,
    AgreementVersion,
    CommitmentInstance,
    PeriodResult,
    Renegotiation,
)
from agreements.rules.terms_reading import read_target
from agreements.selectors.answers_owed import answer_by, with_paper
from agreements.selectors.holding import ended_on, held_to, with_held_to
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.rules.records import (
    AgreementRow,
    CheckRow,
    GoalRow,
    PromiseRow,
    Record,
    VersionRow,
)
from eclt_partners.dashboards.rules.results import ResultRow
from eclt_partners.dashboards.rules.wishes import WishRow
from eclt_partners.dashboards.selectors.agreements import first_days
from partners.choices import CapacityDomain, CheckState, OwnerSide, PartnerKind, Side
from partners.models import AfterCheck, CapacityGoal, PartnershipParty
from partners.rules.sustained import CheckItem
from partners.selectors.after import with_answers
from partners.selectors.capacity import goal_reading

RowT = TypeVar("RowT")
Ids = Collection[int]


def records_of(partnership_ids: Ids, country: Country) -> Mapping[int, Record]:
    """Return what is written down about some partnerships of a country, by their ids.

    The number of queries does not depend on how much there is.
    """
    agreements = _agreements(partnership_ids, country)
    promises, goals = _promises(partnership_ids), _goals(partnership_ids)
    checks, kinds = _checks(partnership_ids), _kinds(partnership_ids)
    ids = {*agreements, *promises, *goals, *checks, *kinds}
    return {
        key: Record(
            agreements=tuple(agreements[key]),
            promises=tuple(promises[key]),
            goals=tuple(goals[key]),
            checks=tuple(checks[key]),
            kinds=tuple(dict.fromkeys(kinds[key])),
        )
        for key in ids
    }


def _grouped(pairs: Iterable[tuple[int, RowT]]) -> defaultdict[int, list[RowT]]:
    found: defaultdict[int, list[RowT]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def _agreements(
    partnership_ids: Ids, country: Country
) -> defaultdict[int, list[AgreementRow]]:
    """Return the agreements by number, with versions, wishes and results. Five queries."""
    # Of the long text only these two parts are read.
    versions = with_held_to(AgreementVersion.objects.defer("canonical", "terms"))
    versions = versions.annotate(places=F("terms__places"), targets=F("terms__targets"))
    wishes = with_paper(
        Renegotiation.objects.select_related("raised_party__partner", "version")
    ).defer("version__canonical", "version__terms")
    parties = PartnershipParty.objects.select_related("partner").order_by("pk")
    results = PeriodResult.objects.current().select_related("version")
    results = results.defer("version__canonical", "version__terms")
    rows = (
        Agreement.objects.filter(partnership__in=partnership_ids)
        .prefetch_related(
            Prefetch("versions", versions.order_by("number")),
            Prefetch("renegotiations", wishes.order_by("raised_at", "pk")),
            Prefetch("parties", parties),
            Prefetch("results", results.order_by("to_on")),
        )
        .order_by("number")
    )
    asked, begun = _by_agreement(rows), first_days(rows)
    return _grouped(
        (
            row.partnership_id,
            replace(
                _agreement(row, asked[row.pk], country), continued_on=begun.get(row.pk)
            ),
        )
        for row in rows
    )


def _by_agreement(rows: Iterable[Agreement]) -> defaultdict[int, list[Renegotiation]]:
    """Return the wishes of each agreement; one that led to a new one stands in that."""
    return _grouped(
        (wish.version.agreement_id if wish.version else row.pk, wish)
        for row in rows
        for wish in row.renegotiations.all()
    )


def _agreement(
    row: Agreement, wishes: Iterable[Renegotiation], country: Country
) -> AgreementRow:
    parties = list(row.parties.all())
    return AgreementRow(
        id=row.pk,
        number=row.number,
        title=row.title,
        kinds=tuple(PartnerKind(party.partner.kind) for party in parties),
        party_ids=tuple(party.pk for party in parties),
        versions=tuple(_version(each, country) for each in row.versions.all()),
        wishes=tuple(_wish(each, country) for each in wishes),
        serves_children=row.serves_children,
        results=tuple(map(_result, row.results.all())),
        continues=row.continues_id is not None,
    )


def _result(row: PeriodResult) -> ResultRow:
    return ResultRow(
        id=row.pk,
        from_on=row.from_on,
        to_on=row.to_on,
        withdrawn=row.withdrawn,
        prevented=row.prevented,
        protected=row.protected,
        spending=row.spending,
        currency=row.currency,
        rate=row.version.rate,
        reporting_currency=row.version.reporting_currency,
        may_double_count=row.may_double_count,
        reached=row.reached,
    )


def _version(row: AgreementVersion, country: Country) -> VersionRow:
    return VersionRow(
        number=row.number,
        kind=VersionKind(row.kind),
        origin=VersionOrigin(row.origin),
        agreed_on=country.today(now=row.created_at),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        held_to=held_to(row),
        amount=row.amount,
        currency=row.currency,
        reporting_amount=row.reporting_amount,
        reporting_currency=row.reporting_currency,
        rate=row.rate,
        rate_on=row.rate_on,
        summary=row.summary,
        places=tuple(getattr(row, "places", None) or ()),
        targets=tuple(map(read_target, getattr(row, "targets", None) or ())),
    )


def _wish(row: Renegotiation, country: Country) -> WishRow:
    party, over_at = row.raised_party, _over_at(row)
    return WishRow(
        id=row.pk,
        state=RenegotiationState(row.state),
        side=Side(row.raised_side),
        party=party.partner.name if party else "",
        raised_on=country.today(now=row.raised_at),
        days=country.days_between(row.raised_at, over_at) if over_at else None,
        version=row.version.number if row.version else None,
        is_first=row.reason == ChangeReason.NEW,
        answer_by=answer_by(row, country),
    )


def _over_at(row: Renegotiation) -> datetime | None:
    """Return when it was agreed, as the page of the agreement counts, or ended."""
    return row.version.created_at if row.version else row.closed_at


def _promises(partnership_ids: Ids) -> defaultdict[int, list[PromiseRow]]:
    rows = CommitmentInstance.objects.filter(
        commitment__version__agreement__partnership__in=partnership_ids
    )
    place = "commitment__version__agreement__partnership"
    version = "commitment__version"
    over = ended_on(place, f"{version}__created_at", f"{version}__effective_to")
    rows = rows.annotate(over=over)
    found = rows.order_by("due_on", "pk").values_list(
        place,
        "pk",
        "commitment__side",
        "commitment__text",
        "due_on",
        "state",
        "confirmation",
        "over",
    )
    return _grouped(
        (
            partnership_id,
            PromiseRow(
                id=key,
                side=OwnerSide(side),
                text=text,
                due_on=due_on,
                state=InstanceState(state),
                is_confirmed=bool(confirmation),
                stopped_on=over,
            ),
        )
        for partnership_id, key, side, text, due_on, state, confirmation, over in found
    )


def _goals(partnership_ids: Ids) -> defaultdict[int, list[GoalRow]]:
    rows = CapacityGoal.objects.filter(partnership__in=partnership_ids)
    rows = rows.select_related("party__partner").prefetch_related("readings")
    return _grouped(
        (row.partnership_id, _goal(row))
        for row in rows.order_by("domain", "party_id", "pk")
    )


def _goal(row: CapacityGoal) -> GoalRow:
    return GoalRow(
        id=row.pk,
        side=Side.PARTNER if row.party else Side.FOUNDATION,
        party=row.party.partner.name if row.party else "",
        domain=CapacityDomain(row.domain),
        reading=goal_reading(row),
        target_on=row.target_on,
    )


def _checks(partnership_ids: Ids) -> defaultdict[int, list[CheckRow]]:
    rows = with_answers(AfterCheck.objects.filter(partnership__in=partnership_ids))
    return _grouped((row.partnership_id, _check(row)) for row in rows)


def _check(row: AfterCheck) -> CheckRow:
    return CheckRow(
        id=row.pk,
        ended_on=row.ended_on,
        month=row.month,
        due_on=row.due_on,
        state=CheckState(row.state),
        items=tuple(
            CheckItem(item.function.importance, item.value)
            for item in row.items.all()
            if not item.is_stopped_on_purpose
        ),
    )


def _kinds(partnership_ids: Ids) -> defaultdict[int, list[PartnerKind]]:
    rows: Sequence[tuple[int, str]] = list(
        PartnershipParty.objects.filter(partnership__in=partnership_ids, to_on=None)
        .order_by("pk")
        .values_list("partnership_id", "partner__kind")
    )
    return _grouped((key, PartnerKind(kind)) for key, kind in rows)
