"""How did the numbers of one result come about, step by step?

From what the reader may see anyway: a number that is hidden is not explained either.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from partners.rules.rounding import half_up
from reviews.rules.instrument import LESSONS
from reviews.selectors.results import DimensionResult, PairResult
from reviews.words import LESSON_NAMES

PLACES = 2
Value = Callable[[DimensionResult], Decimal | None]


def explanations(pair: PairResult) -> list[dict[str, Any]]:
    """Return one block per number of the result: its name and its steps.

    Shows two places; the computation itself is exact (methods C1), so a last figure
    may differ by one.
    """
    blocks = [
        _index(_("Health index, 0 to 100"), pair.index, pair, lambda d: d.joint),
        _index(
            _("The foundation alone"),
            pair.index_foundation,
            pair,
            lambda d: d.foundation,
        ),
        _index(_("The partner alone"), pair.index_partner, pair, lambda d: d.partner),
        _gap(pair),
        *_lessons(pair),
    ]
    return [block for block in blocks if block["lines"]]


def _index(
    label: str, index: Decimal | None, pair: PairResult, value: Value
) -> dict[str, Any]:
    values = _known(pair.dimensions, value)
    if index is None or not values:
        return {"label": label, "lines": []}
    return {"label": label, "lines": _index_lines(values, index)}


def _index_lines(values: Sequence[Decimal], index: Decimal) -> list[str]:
    total = sum(values, Decimal(0))
    mean = total / len(values)
    words = {
        "sum": " + ".join(map(_text, values)),
        "total": _text(total),
        "count": len(values),
        "mean": _text(mean),
        "index": _text(index),
        "shown": half_up(Fraction(index)),
    }
    return [
        _("Add up: %(sum)s = %(total)s") % words,
        _("Divide by the number of questions: %(total)s / %(count)d = %(mean)s")
        % words,
        _("From 1 to 5 onto 0 to 100: 25 x (%(mean)s - 1) = %(index)s") % words,
        _("Shown as a whole number: %(shown)s") % words,
    ]


def _gap(pair: PairResult) -> dict[str, Any]:
    label = _("Average difference, in steps")
    gaps = [abs(each) for each in _known(pair.dimensions, lambda d: d.gap)]
    if pair.gap_index is None or not gaps:
        return {"label": label, "lines": []}
    words = {
        "sum": " + ".join(map(_text, gaps)),
        "total": _text(sum(gaps, Decimal(0))),
        "count": len(gaps),
        "gap": _text(pair.gap_index),
    }
    return {
        "label": label,
        "lines": [
            _("The differences, whoever is higher: %(sum)s = %(total)s") % words,
            _("Divide by the number of questions: %(total)s / %(count)d = %(gap)s")
            % words,
        ],
    }


def _lessons(pair: PairResult) -> list[dict[str, Any]]:
    """Return the blocks of the lessons: the same formula over fewer questions."""
    return [
        _index(str(LESSON_NAMES[lesson]), index, pair, _joint_of(LESSONS[lesson]))
        for lesson, index in sorted(pair.lessons.items())
    ]


def _joint_of(codes: Collection[str]) -> Value:
    return lambda each: each.joint if each.code in codes else None


def _known(dimensions: Iterable[DimensionResult], value: Value) -> list[Decimal]:
    found = [value(each) for each in dimensions]
    return [each for each in found if each is not None]


def _text(value: Decimal) -> str:
    shown = half_up(Fraction(value), PLACES).normalize()
    places = max(0, -int(shown.as_tuple().exponent))
    return number_format(shown, decimal_pos=places)
