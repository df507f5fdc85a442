"""What is known of all partnerships of one country?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q

from agreements.rules.outcomes import OPEN
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.rules.records import NOTHING_RECORDED, DatedRow, Record
from eclt_partners.dashboards.rules.rows import PartnershipRow, ReviewRow, ScoreRow
from eclt_partners.dashboards.rules.taken import NOTHING_TAKEN
from eclt_partners.dashboards.selectors.country_records import records_of
from eclt_partners.dashboards.selectors.narrowed import narrowed_partnerships
from eclt_partners.dashboards.selectors.taken import taken_of
from partners.choices import OwnerSide, Stage, Status
from partners.models import Function, Partnership, PartnershipParty
from partners.rules.handover import FunctionReading
from partners.rules.months import full_months
from partners.selectors.plans import function_reading
from reviews.choices import ActionState, ReviewKind, ReviewState
from reviews.models import Action, Review, ReviewScore
from reviews.rules.rating_rules import SIDES
from reviews.rules.scores import DimensionScore
from reviews.selectors.fact_rows import FactRows, fact_rows
from reviews.selectors.figures import exact_number
from reviews.selectors.panels import Progress, progress_of
from reviews.selectors.readings import valid_scores
from reviews.selectors.standing import standings_in

ONE = Fraction(1)
# So many partnerships are read at once.
PART = 500
RowT = TypeVar("RowT")
ByPartnership = Mapping[int, Sequence[RowT]]


def country_rows(
    country: Country, as_of: date, narrowing: Narrowing = EVERYTHING
) -> list[PartnershipRow]:
    """Return the partnerships of a country as the figures need them, by code.

    Read part by part, so that a large country takes more time and hardly more memory.

    Args:
        country: where.
        as_of: the day of the question, in the country's zone.
        narrowing: which of them; its period is left to the figures.
    """
    asked = narrowed_partnerships(country, as_of, narrowing)
    partnerships = list(asked.order_by("code"))
    return [
        row
        for start in range(0, len(partnerships), PART)
        for row in read_rows(partnerships[start : start + PART], country, as_of)
    ]


def read_rows(
    partnerships: Sequence[Partnership], country: Country, as_of: date
) -> list[PartnershipRow]:
    """Read some partnerships of a country, in their order, in constant queries.

    What is read, and nothing else, decides whether a row that was kept is still right:
    `selectors.kept_rows` names it.
    """
    ids = [partnership.pk for partnership in partnerships]
    facts = fact_rows(partnerships, as_of)
    ask_together(*facts.questions)
    found = standings_in(facts, partnerships, as_of)
    scores, reviews = _scores(facts, partnerships), _reviews(ids, country)
    actions, functions, parties = _actions(ids), functions_of(ids), _party_counts(ids)
    pulses, records = pulses_of(ids), records_of(ids, country)
    taken = taken_of(ids)
    return [
        PartnershipRow(
            id=item.pk,
            code=item.code,
            name=item.name,
            stage=Stage(item.stage),
            start=item.relationship_start,
            standing=found[item.pk],
            scores=tuple(scores.get(item.pk, ())),
            pulses=tuple(pulses.get(item.pk, ())),
            reviews=tuple(reviews.get(item.pk, ())),
            promises=_open_promises(records.get(item.pk, NOTHING_RECORDED)),
            actions=tuple(actions.get(item.pk, ())),
            functions=tuple(functions.get(item.pk, ())),
            party_count=parties.get(item.pk, 1),
            record=records.get(item.pk, NOTHING_RECORDED),
            taken=taken.get(item.pk, NOTHING_TAKEN),
        )
        for item in partnerships
    ]


def _grouped(pairs: Iterable[tuple[int, RowT]]) -> dict[int, list[RowT]]:
    found: dict[int, list[RowT]] = defaultdict(list)
    for partnership_id, row in pairs:
        found[partnership_id].append(row)
    return found


def _scores(
    facts: FactRows, partnerships: Sequence[Partnership]
) -> ByPartnership[ScoreRow]:
    """Return the scores of completed full reviews, oldest first. One query.

    They are read once, for where a partnership stands and for its figures.
    """
    known = {partnership.pk: partnership for partnership in partnerships}
    names = dict(
        PartnershipParty.objects.filter(partnership__in=known).values_list(
            "pk", "partner__name"
        )
    )
    return _grouped(
        (
            score.review.partnership_id,
            _score_row(
                score,
                party=names[score.party_id],
                start=known[score.review.partnership_id].relationship_start,
            ),
        )
        for score in valid_scores(facts.scores)
    )


def pulses_of(partnership_ids: Iterable[int]) -> ByPartnership[ScoreRow]:
    """Return the scores of completed short pulses, oldest first. One query."""
    return _grouped(
        (row.review.partnership_id, score_row(row))
        for row in scores_in(partnership_ids, kind=ReviewKind.PULSE)
    )


def scores_in(
    partnership_ids: Iterable[int], *, kind: ReviewKind = ReviewKind.FULL
) -> list[ReviewScore]:
    """Return the valid scores, oldest first, with review, partnership and partner.

    Of a corrected score only the latest number counts. One query.
    """
    rows = (
        ReviewScore.objects.filter(
            review__partnership__in=list(partnership_ids),
            review__kind=kind,
            review__state=ReviewState.COMPLETED,
        )
        .select_related("review__partnership", "party__partner")
        .order_by("review__completed_on", "review_id", "party_id", "number")
    )
    return valid_scores(rows)


def score_row(row: ReviewScore) -> ScoreRow:
    """Read one valid score for the figures, with review, partnership and partner."""
    start = row.review.partnership.relationship_start
    return _score_row(row, party=row.party.partner.name, start=start)


def _score_row(row: ReviewScore, *, party: str, start: date) -> ScoreRow:
    review = row.review
    on = review.completed_on or review.due_on
    return ScoreRow(
        review_id=review.pk,
        party=party,
        party_id=row.party_id,
        on=on,
        age_months=full_months(start, on),
        dimensions=dimensions_of(row),
        version=row.instrument_code,
        index=exact_number(row.figures, "index"),
        status=Status(row.status),
    )


def dimensions_of(row: ReviewScore) -> tuple[DimensionScore, ...]:
    """Read the stored means of both sides back, in the order of the form."""
    return tuple(
        _dimension(code, means["foundation"], means["partner"])
        for code, means in row.figures.get("dimensions", {}).items()
    )


# The same few means stand in very many scores.
@lru_cache(maxsize=20_000)
def _dimension(
    code: str, foundation: str | None, partner: str | None
) -> DimensionScore:
    """Read the stored means of one dimension, for example "3.50"; null stays None."""
    return DimensionScore(code, ONE, _exact(foundation), _exact(partner))


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _reviews(ids: list[int], country: Country) -> ByPartnership[ReviewRow]:
    moves = Count("snoozes", filter=Q(snoozes__objected_at=None))
    red = ReviewScore.objects.red().filter(review=OuterRef("pk"))
    rows = list(
        Review.objects.unfinished()
        .filter(partnership__in=ids)
        .annotate(moved_count=moves, is_red=Exists(red))
        .order_by("due_on", "pk")
    )
    progress = progress_of(rows)
    return _grouped(
        (row.partnership_id, _review(row, progress[row.pk], country)) for row in rows
    )


def _review(review: Review, progress: Progress, country: Country) -> ReviewRow:
    return ReviewRow(
        review_id=review.pk,
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        due_on=review.due_on,
        original_due_on=review.original_due_on,
        missing=tuple(side for side in SIDES if side not in progress.complete),
        moved_count=getattr(review, "moved_count", 0),
        closed_on=country.today(now=review.closed_at) if review.closed_at else None,
        is_red=bool(getattr(review, "is_red", False)),
    )


def _open_promises(record: Record) -> tuple[DatedRow, ...]:
    """Return the due dates that somebody still waits for, the earliest first."""
    return tuple(
        DatedRow(each.id, each.side, each.text, each.due_on)
        for each in record.promises
        if each.state in OPEN and each.stopped_on is None
    )


def _actions(ids: list[int]) -> ByPartnership[DatedRow]:
    rows = (
        Action.objects.filter(review__partnership__in=ids, state=ActionState.OPEN)
        .select_related("review")
        .order_by("due_on", "pk")
    )
    return _grouped(
        (
            row.review.partnership_id,
            DatedRow(row.pk, OwnerSide(row.side), row.text, row.due_on),
        )
        for row in rows
    )


def functions_of(partnership_ids: Iterable[int]) -> ByPartnership[FunctionReading]:
    """Return what is to go on after the end, with its latest pillars. Two queries."""
    rows = (
        Function.objects.filter(plan__partnership__in=list(partnership_ids))
        .select_related("plan")
        .prefetch_related("readings")
    )
    return _grouped((row.plan.partnership_id, function_reading(row)) for row in rows)


def _party_counts(ids: list[int]) -> Mapping[int, int]:
    counts: dict[int, int] = defaultdict(int)
    rows = PartnershipParty.objects.filter(partnership__in=ids, to_on__isnull=True)
    for partnership_id in rows.values_list("partnership_id", flat=True):
        counts[partnership_id] += 1
    return counts
