"""How did the numbers of one result come about, step by step?

From what the reader may see anyway: a number that is hidden is not explained either.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from eclt_partners.common.words import in_a_row
from partners.rules.rounding import half_up
from reviews.selectors.results import DimensionResult, PairResult
from reviews.words import LESSON_NAMES, dimension_name

PLACES = 2
Weighed = tuple[Decimal, Decimal]
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


def _index_lines(values: Sequence[Weighed], index: Decimal) -> list[str]:
    mean, steps = _mean_lines(values, _("Add up: %(sum)s = %(total)s"))
    words = {
        "mean": _text(mean),
        "index": _text(index),
        "shown": half_up(Fraction(index)),
    }
    return [
        *steps,
        _("From 1 to 5 onto 0 to 100: 25 × (%(mean)s − 1) = %(index)s") % words,
        _("Shown as a whole number: %(shown)s") % words,
    ]


def _gap(pair: PairResult) -> dict[str, Any]:
    label = _("Average difference, in steps")
    gaps = [
        (abs(gap), weight)
        for gap, weight in _known(pair.dimensions, lambda each: each.gap)
    ]
    if pair.gap_index is None or not gaps:
        return {"label": label, "lines": []}
    start = _("The differences, whoever is higher: %(sum)s = %(total)s")
    return {"label": label, "lines": _mean_lines(gaps, start)[1]}


def _mean_lines(values: Sequence[Weighed], start: str) -> tuple[Decimal, list[str]]:
    """Return the mean and how it came about; weights show only where they differ."""
    if len({weight for _value, weight in values}) == 1:
        values = [(value, Decimal(1)) for value, _weight in values]
        parts = [_text(value) for value, _weight in values]
        divide = _(
            "Divide by the number of questions: %(total)s / %(count)s = %(mean)s"
        )
    else:
        parts = [f"{_text(weight)} x {_text(value)}" for value, weight in values]
        divide = _("Divide by the sum of the weights: %(total)s / %(count)s = %(mean)s")
    total = sum((value * weight for value, weight in values), Decimal(0))
    count = sum((weight for _value, weight in values), Decimal(0))
    words = {
        "sum": " + ".join(parts),
        "total": _text(total),
        "count": _text(count),
        "mean": _text(total / count),
    }
    return total / count, [start % words, divide % words]


def weights_text(pair: PairResult) -> str:
    """Say how much each question counts: "Every question counts the same."."""
    weights = {each.code: each.weight for each in pair.dimensions}
    if len(set(weights.values())) <= 1:
        return _("Every question counts the same.")
    named = [
        _("%(name)s: %(weight)s")
        % {"name": dimension_name(code), "weight": _text(weight)}
        for code, weight in weights.items()
    ]
    return _("How much each question counts: %(list)s.") % {"list": in_a_row(named)}


def _lessons(pair: PairResult) -> list[dict[str, Any]]:
    """Return the blocks of the lessons: the same formula over fewer questions."""
    return [
        _index(str(LESSON_NAMES[lesson]), index, pair, _joint_of(codes))
        for lesson, index in sorted(pair.lessons.items())
        for codes in [pair.lesson_codes.get(lesson, ())]
    ]


def _joint_of(codes: Collection[str]) -> Value:
    return lambda each: each.joint if each.code in codes else None


def _known(dimensions: Iterable[DimensionResult], value: Value) -> list[Weighed]:
    found = [(value(each), each.weight) for each in dimensions]
    return [(known, weight) for known, weight in found if known is not None]


def _text(value: Decimal) -> str:
    shown = half_up(Fraction(value), PLACES).normalize()
    places = max(0, -int(shown.as_tuple().exponent))
    return number_format(shown, decimal_pos=places)
