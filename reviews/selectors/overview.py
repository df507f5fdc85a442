"""Where does one partnership stand, and what came of its reviews?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet

from eclt_partners.common.asking import ask_together
from partners.models import Partnership
from reviews.choices import ActionState, ReviewKind
from reviews.models import Action, Review, ReviewScore
from reviews.models.reviews import UNFINISHED
from reviews.rules.standing import Standing, grey_code
from reviews.rules.trend import Trend
from reviews.selectors.fact_rows import fact_rows
from reviews.selectors.figures import exact_number
from reviews.selectors.readings import reading_of, trends_in, valid_scores
from reviews.selectors.standing import standing_in

# Six years of full reviews; the list of reviews has the older ones.
SHOWN_REVIEWS = 25


@dataclass(frozen=True, slots=True)
class PairTrend:
    """How the index of one pair goes.

    Attributes:
        partner: the name of the partner, in a coalition; "" where there is one.
        index: of the last reading, 0 to 100, or None.
        trend: with its word.
    """

    partner: str
    index: Fraction | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class ReviewsAndStanding:
    """The newest reviews of a partnership, and where it stands.

    Attributes:
        newest: newest first; what is under way is among them.
        has_more: there are older ones than these.
        actions: what talks left to do, with the people who do it.
        standing: on the day.
        trends: of the index of each pair, in the order of the parties.
        partners_behind: code of a reason of the last reviews -> with which partners of a
            coalition it is so; empty where there is one partner.
        scores: valid ones of completed full reviews, with partner.
    """

    newest: Sequence[Review]
    has_more: bool
    actions: Sequence[Action]
    standing: Standing
    trends: Sequence[PairTrend]
    partners_behind: Mapping[str, Sequence[str]]
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
    newest = sorted(reviews, key=lambda row: (row.due_on, row.pk), reverse=True)
    return ReviewsAndStanding(
        newest=newest[:SHOWN_REVIEWS],
        has_more=len(newest) > SHOWN_REVIEWS,
        actions=list(actions),
        standing=standing_in(rows, partnership, today),
        trends=_trends(scores),
        partners_behind=_partners_behind(scores),
        scores=scores,
    )


def _last_of_pairs(scores: Sequence[ReviewScore]) -> dict[tuple[int, int], ReviewScore]:
    return {(row.review.partnership_id, row.party_id): row for row in scores}


def _partners_behind(scores: Sequence[ReviewScore]) -> dict[str, list[str]]:
    last = _last_of_pairs(scores)
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(last) if len(last) > 1 else []:
        reading, name = reading_of(last[key]), last[key].party.partner.name
        for each in reading.fired:
            found[each.text].append(name)
        if reading.grey is not None:
            found[grey_code(reading.grey)].append(name)
    return dict(found)


def _trends(scores: Sequence[ReviewScore]) -> list[PairTrend]:
    found, last = trends_in(scores), _last_of_pairs(scores)
    return [
        PairTrend(
            partner=last[key].party.partner.name if len(found) > 1 else "",
            index=exact_number(last[key].figures, "index"),
            trend=found[key],
        )
        for key in sorted(found)
    ]


def _newest_reviews(partnership: Partnership) -> QuerySet[Review]:
    """Return the newest reviews, one more than is shown; what is under way is in."""
    rows = partnership.reviews.alias(is_over=~Q(state__in=UNFINISHED))
    return rows.order_by("is_over", "-due_on", "-pk")[: SHOWN_REVIEWS + 1]


def _open_actions(partnership: Partnership) -> QuerySet[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return rows.select_related("owner_user", "owner_contact")
