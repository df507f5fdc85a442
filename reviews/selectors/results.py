"""What may this person see of the result of a review?

Blind until both sides are in or the window is closed; the means of a lone side stay
inside it; small sides are protected (methods B5.3-B5.5, rulings 10).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.asking import ask_together
from eclt_partners.common.errors import NotPermitted
from partners.choices import Side
from partners.models import Contact
from reviews.choices import AnswerMode, ReviewKind, ReviewState
from reviews.models import Assessment, Review, ReviewScore
from reviews.rules.blind import Viewer, is_unveiled
from reviews.rules.trend import Trend
from reviews.selectors.answers import counted_by_party, sent_in
from reviews.selectors.evidence import SharedFile, sent_files, shared_files
from reviews.selectors.fact_rows import FactRows, fact_rows
from reviews.selectors.pair_results import (
    Corrected,
    DimensionResult,
    PairResult,
    pair_result,
)
from reviews.selectors.panels import Progress, progress
from reviews.selectors.readings import stored_scores, trends_in, valid_scores
from reviews.selectors.standing import standing_in
from reviews.selectors.viewing import Comment, Sight, side_spreads, visible_comments

__all__ = [
    "Comment",
    "Corrected",
    "DimensionResult",
    "PairResult",
    "ReviewResult",
    "review_result",
    "viewer_of",
]


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """What one actor may see of one review.

    Attributes:
        review: the review.
        viewer: in which role the actor looks.
        progress: how many people of each side have sent; never who.
        is_unveiled: False while results are hidden from everybody.
        pairs: one result per pair the viewer may see; empty while veiled.
        comments: comments for this viewer.
        files: photos and files for this viewer.
        is_erased: single answers and comments were deleted when their time was over.
    """

    review: Review
    viewer: Viewer
    progress: Progress
    is_unveiled: bool = False
    pairs: tuple[PairResult, ...] = ()
    comments: tuple[Comment, ...] = ()
    files: tuple[SharedFile, ...] = ()
    is_erased: bool = False


def review_result(
    actor: Actor,
    review: Review,
    now_at: Progress | None = None,
    *,
    today: date | None = None,
) -> ReviewResult:
    """Return what an actor may see of a review now. At most two queries.

    Args:
        actor: a person of the foundation, or a partner's contact by link.
        review: in the actor's scope.
        now_at: how far it is, where that is known already.
        today: in the country; an old result is less sure. None: as at its end.

    Raises:
        NotPermitted: the review belongs to a partnership the actor may not see.
    """
    viewer, state = viewer_of(actor, review), ReviewState(review.state)
    now_at = progress(review) if now_at is None else now_at
    answered = now_at.complete if state == ReviewState.OPEN else now_at.heard
    if not is_unveiled(state, answered):
        return ReviewResult(review, viewer, now_at)
    sent, stored, files = sent_in(review), _stored(actor, review), sent_files(review)
    completed = stored_scores([review.partnership_id], _until(review))
    facts = _facts_of_day(review, today)
    ask_together(sent, stored, files, completed, *(facts.questions if facts else ()))
    fresh = _is_up_to_date(review, facts, today)
    rows = list({row.party_id: row for row in stored}.values())
    sights = {row.party_id: _sight(row, viewer, state, now_at) for row in rows}
    found = trends_in(valid_scores(completed)) if rows else {}
    corrected = partial(_corrected, stored=stored, review=review)
    return ReviewResult(
        review=review,
        viewer=viewer,
        is_unveiled=True,
        progress=now_at,
        pairs=tuple(
            _pair(row, sights[row.party_id], sent, found, corrected(row), fresh=fresh)
            for row in rows
        ),
        comments=tuple(_comments(sights, sent)),
        files=tuple(shared_files(sights, files)),
        is_erased=any(each.erased_at for each in sent),
    )


def viewer_of(actor: Actor, review: Review) -> Viewer:
    """Return in which role an actor looks at a review.

    The neutral helper is whoever may read single answers here; SYSTEM is not: what it
    builds is for everybody in the country.

    Raises:
        NotPermitted: the review belongs to a partnership the actor may not see.
    """
    place = review.partnership
    if actor.kind == ActorKind.LINK:
        if actor.partnership_id == place.pk:
            return Viewer.PARTNER
        raise NotPermitted("this link is for another partnership")
    if not actor.may(Action.SEE, country=place.country_id, partnership=place.pk):
        raise NotPermitted("this partnership is not in the actor's scope")
    may_read = actor.may(
        Action.READ_RAW_ANSWERS, country=place.country_id, partnership=place.pk
    )
    helps = may_read and actor.kind == ActorKind.USER
    return Viewer.HELPER if helps else Viewer.FOUNDATION


def _facts_of_day(review: Review, today: date | None) -> FactRows | None:
    """Return what tells whether a completed full review is old by now."""
    if today is None or review.completed_on is None or review.kind != ReviewKind.FULL:
        return None
    return fact_rows([review.partnership], today)


def _is_up_to_date(review: Review, facts: FactRows | None, today: date | None) -> bool:
    """Tell whether a review is not older than its interval (methods C2).

    One that another full review followed is older in any case. At its end, without a
    day of today, none is.
    """
    if facts is None or today is None:
        return True
    next_on = standing_in(facts, review.partnership, today).next_on
    last = list(facts.scores)[-1:]
    is_last = not last or last[0].review_id == review.pk
    return is_last and (next_on is None or today <= next_on)


def _until(review: Review) -> date:
    """Return the day up to which a trend is told beside this review."""
    ended_at = review.closed_at or review.created_at
    return review.completed_on or review.partnership.country.today(now=ended_at)


def _stored(actor: Actor, review: Review) -> QuerySet[ReviewScore]:
    """Return the scores of each pair, the valid one last; a partner sees its own pair."""
    rows = (
        ReviewScore.objects.filter(review=review)
        .select_related("party__partner", "review")
        .order_by("party", "number")
    )
    if actor.kind == ActorKind.LINK:
        own = Contact.objects.filter(pk=actor.contact_id or 0).values("partner")
        rows = rows.filter(party__partner__in=own)
    return rows


def _corrected(
    row: ReviewScore, stored: Iterable[ReviewScore], review: Review
) -> tuple[Corrected, ...]:
    country = review.partnership.country
    return tuple(
        Corrected(country.today(now=each.scored_at), each.reason)
        for each in stored
        if each.party_id == row.party_id and each.reason
    )


def _sight(
    row: ReviewScore, viewer: Viewer, state: ReviewState, now_at: Progress
) -> Sight:
    modes = row.figures["modes"]
    return Sight(
        viewer=viewer,
        state=state,
        heard=now_at.heard_by_pair(row.party_id),
        raters={
            Side.FOUNDATION: row.foundation_count,
            Side.PARTNER: row.partner_count,
        },
        modes={side: AnswerMode(modes[side]) for side in Side},
    )


def _pair(
    row: ReviewScore,
    sight: Sight,
    sent: Iterable[Assessment],
    found: dict[tuple[int, int], Trend],
    corrected: tuple[Corrected, ...],
    *,
    fresh: bool,
) -> PairResult:
    counted = counted_by_party(sent)
    by_side = {
        Side.FOUNDATION: counted.get(None, []),
        Side.PARTNER: counted.get(row.party_id, []),
    }
    trend = found.get((row.review.partnership_id, row.party_id))
    spreads = side_spreads(sight, by_side)
    return pair_result(row, sight, spreads, trend, corrected, up_to_date=fresh)


def _comments(sights: dict[int, Sight], sent: Iterable[Assessment]) -> list[Comment]:
    """Return the comments of every pair in sight, the foundation's once."""
    by_party: dict[int | None, list[Assessment]] = {}
    for assessment in sent:
        by_party.setdefault(assessment.panelist.party_id, []).append(assessment)
    found: list[Comment] = []
    for number, (party_id, sight) in enumerate(sights.items()):
        shared = by_party.get(None, []) if number == 0 else []
        found += visible_comments(sight, shared + by_party.get(party_id, []))
    return found
