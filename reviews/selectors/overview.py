"""Where does one partnership stand, and what came of its reviews?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from eclt_partners.common.asking import ask_together
from partners.models import Partnership
from reviews.choices import ActionState, ReviewKind
from reviews.models import Action, Review, ReviewScore
from reviews.models.reviews import UNFINISHED
from reviews.rules.standing import Standing
from reviews.rules.trend import Trend
from reviews.selectors.fact_rows import fact_rows
from reviews.selectors.readings import trends_in, valid_scores
from reviews.selectors.standing import standing_in

# Six years of full reviews; the list of reviews has the older ones.
SHOWN_REVIEWS = 25


@dataclass(frozen=True, slots=True)
class ReviewsAndStanding:
    """The newest reviews of a partnership, and where it stands.

    Attributes:
        newest: newest first; what is under way is among them.
        has_more: there are older ones than these.
        actions: what talks left to do, with the people who do it.
        standing: on the day.
        trends: of the index of each pair, by party.
        scores: valid ones of completed full reviews, with partner.
    """

    newest: Sequence[Review]
    has_more: bool
    actions: Sequence[Action]
    standing: Standing
    trends: Sequence[Trend]
    scores: Sequence[ReviewScore]

    @property
    def open_full(self) -> Review | None:
        """The full review that is planned or under way."""
        under_way = (row for row in self.newest if row.state in UNFINISHED)
        return next((row for row in under_way if row.kind == ReviewKind.FULL), None)


def reviews_and_standing(
    partnership: Partnership, *, today: date
) -> ReviewsAndStanding:
    """Return what the page of a partnership shows of this app. One query.

    Args:
        partnership: loaded in scope.
        today: the day in the country.
    """
    reviews, actions = _newest_reviews(partnership), _open_actions(partnership)
    rows = fact_rows([partnership], today)
    rows = replace(
        rows,
        scores=rows.scores.select_related("review__partnership", "party__partner"),
    )
    ask_together(reviews, actions, *rows.questions)
    scores = valid_scores(rows.scores)
    trends = trends_in(scores)
    newest = sorted(reviews, key=lambda row: (row.due_on, row.pk), reverse=True)
    return ReviewsAndStanding(
        newest=newest[:SHOWN_REVIEWS],
        has_more=len(newest) > SHOWN_REVIEWS,
        actions=list(actions),
        standing=standing_in(rows, partnership, today),
        trends=[trends[key] for key in sorted(trends)],
        scores=scores,
    )


def _newest_reviews(partnership: Partnership) -> QuerySet[Review]:
    """Return the newest reviews, one more than is shown; what is under way is in."""
    rows = partnership.reviews.alias(is_over=~Q(state__in=UNFINISHED))
    return rows.order_by("is_over", "-due_on", "-pk")[: SHOWN_REVIEWS + 1]


def _open_actions(partnership: Partnership) -> QuerySet[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return rows.select_related("owner_user", "owner_contact")
