"""Rows of partnerships for the pure rules of dashboards."""

from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.rows import PartnershipRow, ReviewRow, ScoreRow
from partners.choices import Side, Stage, Status
from reviews.choices import ReviewKind, ReviewState
from reviews.rules.findings import Fired, Grey
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.scores import DimensionScore
from reviews.rules.standing import Standing

TODAY = date(2026, 11, 23)


def a_standing(
    *,
    status=Status.GREEN,
    due_on=None,
    days_overdue=0,
    red=(),
    amber=(),
    grey=(),
    hri=None,
    days_to_end=None,
):
    return Standing(
        as_of=TODAY,
        index=Fraction(70),
        hri=hri,
        days_to_agreement_end=days_to_end,
        interval=None,
        next_on=due_on,
        due_on=due_on,
        days_overdue=days_overdue,
        base_status=status,
        status=status,
        red=tuple(map(Fired.parse, red)),
        amber=tuple(map(Fired.parse, amber)),
        grey=tuple(map(Grey, grey)),
    )


def a_score(
    foundation=4,
    partner=4,
    *,
    on=date(2026, 5, 1),
    age=24,
    party_id=1,
    review_id=1,
    **fields,
):
    """A score in which each side gives one number, or a list for D1, D2 and so on."""
    fs, ps = _ten(foundation), _ten(partner)
    return ScoreRow(
        review_id=review_id,
        party=f"Party {party_id}",
        party_id=party_id,
        on=on,
        age_months=age,
        dimensions=tuple(
            DimensionScore(code, Fraction(1), _exact(f), _exact(p))
            for code, f, p in zip(DIMENSIONS, fs, ps, strict=True)
        ),
        **fields,
    )


def _ten(given):
    return list(given) if isinstance(given, list) else [given] * 10


def _exact(given):
    return None if given is None else Fraction(given)


def a_review(
    *,
    due_on=TODAY,
    original_due_on=None,
    state=ReviewState.OPEN,
    kind=ReviewKind.FULL,
    missing=(Side.PARTNER,),
    moved=0,
    closed_on=None,
    is_red=False,
    review_id=9,
):
    return ReviewRow(
        review_id=review_id,
        kind=kind,
        state=state,
        due_on=due_on,
        original_due_on=original_due_on or due_on,
        missing=missing,
        moved_count=moved,
        closed_on=closed_on,
        is_red=is_red,
    )


def a_row(code="MW-01", *, stage=Stage.ACTIVE, standing=None, **fields):
    return PartnershipRow(
        id=int(code[-2:]),
        code=code,
        name=f"Partner {code}",
        stage=stage,
        start=date(2022, 3, 1),
        standing=standing or a_standing(),
        **fields,
    )
