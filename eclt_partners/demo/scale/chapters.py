"""What do both sides answer over the years, and what does the method make of it?

Scoring runs through the rules of the product. A hundred stories are scored once;
each partnership lives one of them, which is quick and leaves every number right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, Final

from partners.choices import Side, Status
from partners.rules.rounding import half_up, half_up_or_none
from reviews.choices import AnswerMode, NoRating, WorkAgain
from reviews.rules.findings import status_of
from reviews.rules.info_flags import SideAnswers, info_flags
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.rating_rules import rules_from_ratings
from reviews.rules.scores import Score
from reviews.rules.scoring import score
from reviews.selectors.figures import PLACES, figures_of, findings_of

STORIES: Final = 100
LENGTH: Final = 12
FORMULA: Final = "F1"
# In these words the first version of the instrument asks; it comes with the product.
INSTRUMENT: Final = "RHR-1"
_MODES: Final = dict.fromkeys(Side, AnswerMode.INDIVIDUAL)
Given = Mapping[str, int | NoRating]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One review of a story.

    Attributes:
        answers: what one person of each side sent; None = that side stayed silent.
        overall: the answer to the one question about the whole, by side.
        scored: columns of the stored score that depend on the answers alone.
        status: what the ratings say.
        index: the joint index, or None.
    """

    answers: Mapping[Side, Given | None]
    overall: Mapping[Side, int]
    scored: Mapping[str, Any]
    status: Status
    index: Fraction | None


def invent_stories(rng: Random, partnerships: int) -> list[tuple[Chapter, ...]]:
    """Return the stories that partnerships may live; each has `LENGTH` reviews."""
    return [_story(rng) for _ in range(min(STORIES, 1 + partnerships // 4))]


def _story(rng: Random) -> tuple[Chapter, ...]:
    """Let a relationship begin somewhere and mostly grow; one in five has a bad year."""
    level = rng.gauss(4.1, 0.35)
    courtesy = rng.gauss(0.05, 0.25)
    bad_year = rng.randrange(LENGTH) if rng.random() < 0.25 else None
    found: list[Chapter] = []
    previous: Fraction | None = None
    for number in range(LENGTH):
        now = level - (1.2 if number == bad_year else 0)
        found.append(_chapter(rng, now, courtesy, previous))
        previous = found[-1].index or previous
        level = min(4.6, level + rng.gauss(0.04, 0.15))
    return tuple(found)


def _chapter(
    rng: Random, level: float, courtesy: float, previous: Fraction | None
) -> Chapter:
    answers: dict[Side, Given | None] = {
        Side.FOUNDATION: _ratings(rng, level),
        Side.PARTNER: _ratings(rng, level + courtesy),
    }
    if rng.random() < 0.02:
        answers[rng.choice(list(Side))] = None
    overall = {side: max(0, min(10, round(2 * level + 1))) for side in Side}
    sides = {side: _side(answers[side], overall[side]) for side in Side}
    scored = score(sides[Side.FOUNDATION].ratings, sides[Side.PARTNER].ratings)
    fired = rules_from_ratings(scored, previous)
    status = status_of(fired, grey=scored.index is None)
    info = info_flags(scored, sides[Side.FOUNDATION], sides[Side.PARTNER])
    columns = _columns(scored) | {
        "status": status.value,
        "rules": [each.text for each in fired],
        "figures": figures_of(scored, sides, _MODES, previous)
        | {"fired": findings_of(fired), "info": findings_of(info)},
    }
    return Chapter(answers, overall, columns, status, scored.index)


def _ratings(rng: Random, level: float) -> Given:
    return {
        code: NoRating.NOT_KNOWN
        if rng.random() < 0.02
        else max(1, min(5, round(rng.gauss(level, 0.45))))
        for code in DIMENSIONS
    }


def _side(given: Given | None, overall: int) -> SideAnswers:
    if given is None:
        return SideAnswers(ratings={})
    return SideAnswers(
        ratings={code: (rating,) for code, rating in given.items()},
        overall=(overall,),
        work_again=(work_again(overall),),
    )


def work_again(overall: int) -> WorkAgain:
    """Say whether somebody would work with the other side again, as the whole feels."""
    return WorkAgain.SURELY if overall >= 9 else WorkAgain.PROBABLY


def _columns(scored: Score) -> dict[str, Any]:
    return {
        "number": 1,
        "formula": FORMULA,
        "instrument_code": INSTRUMENT,
        "index": half_up_or_none(scored.index, PLACES),
        "index_foundation": half_up_or_none(scored.foundation_index, PLACES),
        "index_partner": half_up_or_none(scored.partner_index, PLACES),
        "gap_index": half_up_or_none(scored.gap_index, PLACES),
        "bias": half_up_or_none(scored.bias, PLACES),
        "coverage_pct": half_up(100 * scored.coverage, PLACES),
        "foundation_count": scored.foundation_raters,
        "partner_count": scored.partner_raters,
    }
