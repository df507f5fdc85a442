"""Which figures does a stored score keep, and how are they written?

`ReviewScore.figures` holds text and whole numbers only, so that nothing is lost:

- `exact`: index, index_foundation, index_partner, gap_index, bias and coverage as
  fractions ("145/2") or null; rules compare these.
- `dimensions`: code -> {foundation, partner, joint, gap: "3.50" or null,
  foundation_count, partner_count: how many rated it, foundation_nk, partner_nk: how
  many do not know, weight: "1" (missing in early scores: they weighed the same)};
  only the dimensions that apply.
- `lessons`: "1" to "4" -> index "75.00" or null.
- `lesson_codes`: "1" to "4" -> its dimensions (missing in early scores: as RHR-1).
- `previous_index`, `change`: "72.50" or null, against the completed review before.
- `fired`, `info`: [{text, sides}] of the status rules and of the info flags I1-I5.
- `modes`: FOUNDATION and PARTNER -> INDIVIDUAL or TOGETHER.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from partners.choices import Side
from partners.rules.rounding import half_up_or_none
from reviews.choices import AnswerMode, NoRating
from reviews.rules.findings import Fired
from reviews.rules.info_flags import SideAnswers
from reviews.rules.instrument import LESSONS
from reviews.rules.ratings import numbers
from reviews.rules.scores import DimensionScore, Score

PLACES = 2


def figures_of(
    scored: Score,
    answers: Mapping[Side, SideAnswers],
    modes: Mapping[Side, AnswerMode],
    previous: Fraction | None,
    *,
    lessons: Mapping[int, Collection[str]] = LESSONS,
) -> dict[str, Any]:
    """Write one score as JSON values.

    Args:
        scored: the exact score.
        answers: what each side sent.
        modes: how each side answered.
        previous: index of the completed review before, or None.
        lessons: lesson -> its dimensions in the instrument version.
    """
    return {
        "exact": _exact(scored),
        "dimensions": {
            each.code: _dimension(each, answers) for each in scored.dimensions
        },
        "lessons": {
            str(lesson): _text(index) for lesson, index in scored.lessons.items()
        },
        "lesson_codes": {str(lesson): list(codes) for lesson, codes in lessons.items()},
        "previous_index": _text(previous),
        "change": _text(_change(scored.index, previous)),
        "modes": {str(side): str(mode) for side, mode in modes.items()},
    }


def findings_of(fired: Iterable[Fired]) -> list[dict[str, Any]]:
    """Write findings with the sides they are about."""
    return [{"text": each.text, "sides": list(map(str, each.sides))} for each in fired]


def findings_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Fired, ...]:
    """Read findings back as they were written by `findings_of`."""
    return tuple(
        Fired(
            Fired.parse(row["text"]).code,
            Fired.parse(row["text"]).subject,
            sides=tuple(map(Side, row["sides"])),
        )
        for row in rows
    )


def exact_number(figures: Mapping[str, Any], name: str) -> Fraction | None:
    """Read one exact number back, for example "index"."""
    written = figures["exact"][name]
    return None if written is None else Fraction(written)


def _exact(scored: Score) -> dict[str, str | None]:
    numbers_by_name = {
        "index": scored.index,
        "index_foundation": scored.foundation_index,
        "index_partner": scored.partner_index,
        "gap_index": scored.gap_index,
        "bias": scored.bias,
        "coverage": scored.coverage,
    }
    return {
        name: None if number is None else str(number)
        for name, number in numbers_by_name.items()
    }


def _dimension(
    each: DimensionScore, answers: Mapping[Side, SideAnswers]
) -> dict[str, str | int | None]:
    foundation = answers[Side.FOUNDATION].ratings.get(each.code, ())
    partner = answers[Side.PARTNER].ratings.get(each.code, ())
    return {
        "foundation": _text(each.foundation),
        "partner": _text(each.partner),
        "joint": _text(each.joint),
        "gap": _text(each.gap),
        "foundation_count": len(numbers(foundation)),
        "partner_count": len(numbers(partner)),
        "foundation_nk": sum(given == NoRating.NOT_KNOWN for given in foundation),
        "partner_nk": sum(given == NoRating.NOT_KNOWN for given in partner),
        "weight": str(each.weight),
    }


def _text(number: Fraction | None) -> str | None:
    rounded = half_up_or_none(number, PLACES)
    return None if rounded is None else str(rounded)


def _change(index: Fraction | None, previous: Fraction | None) -> Fraction | None:
    return None if index is None or previous is None else index - previous
