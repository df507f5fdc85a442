"""What does a result page say about one pair foundation-party?"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.choices import Side
from partners.rules.rounding import half_up
from reviews.choices import AnswerMode
from reviews.rules.bands import change_band, gap_index_band
from reviews.selectors.questions import ClosingTexts
from reviews.selectors.results import Comment, DimensionResult, PairResult
from reviews.views.explanations import explanations, weights_text
from reviews.words import (
    LESSON_NAMES,
    band_text,
    dimension_name,
    rule_text,
    trend_text,
)

Part = dict[str, Any]

# The drawing is 320 units wide; levels 1 to 5 stand 70 units apart.
_LEFT, _STEP, _TOP, _ROW = 20, 70, 18, 34


def pair_part(pair: PairResult, *, is_final: bool) -> Part:
    """Return everything a page shows of one pair, in words and whole pixels.

    Args:
        pair: what may be shown.
        is_final: the review is completed, so that the trend counts it.
    """
    rows = [_dimension_row(each) for each in by_gap(pair.dimensions)]
    return {
        "id": pair.party.pk,
        "name": pair.party.partner.name,
        "status": pair.status,
        "reasons": [rule_text(fired.text) for fired in pair.rules],
        "info": [rule_text(fired.text) for fired in pair.info],
        "facts": _facts(pair),
        "how": explanations(pair),
        "weights": weights_text(pair),
        "version": pair.version,
        "sure": _sure_text(pair, is_final=is_final),
        "headline": headline(pair.dimensions),
        "rows": rows,
        "drawing": _drawing(pair.dimensions),
        "lessons": [
            [str(LESSON_NAMES[lesson]), _whole(index)]
            for lesson, index in sorted(pair.lessons.items())
        ],
        "corrected": pair.corrected,
        "silent": [_silent_text(side, pair) for side in Side if side not in pair.heard],
    }


def by_gap(dimensions: Iterable[DimensionResult]) -> list[DimensionResult]:
    """Return the dimensions, the widest difference first; without one last."""
    return sorted(
        dimensions, key=lambda each: (each.gap is None, -abs(each.gap or Decimal(0)))
    )


def headline(dimensions: Iterable[DimensionResult]) -> str:
    """Say the biggest difference: "Biggest difference: ..., foundation 4, partner 2."."""
    ordered = by_gap(dimensions)
    if not ordered or not ordered[0].gap:
        return ""
    widest, *others = ordered
    as_wide = sum(abs(each.gap or 0) == abs(widest.gap or 0) for each in others)
    biggest = _(
        "Biggest difference: %(name)s, foundation %(foundation)s, partner %(partner)s."
    ) % {
        "name": dimension_name(widest.code),
        "foundation": _level(widest.foundation),
        "partner": _level(widest.partner),
    }
    if not as_wide:
        return biggest
    more = ngettext("%(n)d other is as wide.", "%(n)d others are as wide.", as_wide)
    return biggest + " " + more % {"n": as_wide}


def partner_names(pairs: Sequence[PairResult]) -> dict[int | None, str]:
    """Return the names of the partners of a coalition; empty where one is seen alone."""
    if len(pairs) < 2:
        return {}
    return {pair.party.pk: pair.party.partner.name for pair in pairs}


def comment_groups(
    comments: Iterable[Comment], asked: ClosingTexts, names: Mapping[int | None, str]
) -> list[Part]:
    """Return the comments under the question they answer, as the version asks it.

    Args:
        comments: what the reader may see.
        asked: the questions.
        names: from `partner_names`; each comment comes with the name of its partner.
    """
    titles = {"keep": asked.keep, "change": asked.change, "unsaid": asked.unsaid}
    found: dict[str, list[tuple[Comment, str]]] = {}
    for comment in comments:
        name = names.get(comment.party_id, "")
        found.setdefault(comment.about, []).append((comment, name))
    return [
        {"title": title, "comments": found[about]}
        for about, title in titles.items()
        if about in found
    ]


def _facts(pair: PairResult) -> list[Part]:
    gap = pair.gap_index
    gap_note = "" if gap is None else band_text(gap_index_band(Fraction(gap)))
    facts = [
        (_("Health index, 0 to 100"), _whole(pair.index), _change_text(pair)),
        (_("The foundation alone"), _whole(pair.index_foundation), ""),
        (_("The partner alone"), _whole(pair.index_partner), ""),
        (_("Average difference, in steps"), _level(gap), gap_note),
    ]
    return [
        {"label": label, "value": value, "note": note} for label, value, note in facts
    ]


def _dimension_row(each: DimensionResult) -> Part:
    return {
        "code": each.code,
        "name": dimension_name(each.code),
        "foundation": _level(each.foundation),
        "partner": _level(each.partner),
        "joint": _level(each.joint),
        "band": band_text(each.band) if each.band else "",
        "gap": band_text(each.gap_band) if each.gap_band else "",
        "not_known": _not_known_text(each),
        "spreads": [
            _("%(side)s: %(words)s, %(lowest)d to %(highest)d")
            % {
                "side": Side(side).label,
                "words": band_text(spread.word),
                "lowest": spread.lowest,
                "highest": spread.highest,
            }
            for side, spread in each.spreads.items()
        ],
    }


def _drawing(dimensions: Iterable[DimensionResult]) -> Part | None:
    """Place one dumbbell per dimension; None unless both sides may be seen."""
    shown = [each for each in by_gap(dimensions) if each.gap is not None]
    if not shown:
        return None
    return {
        "height": _TOP + _ROW * len(shown),
        "ticks": [{"x": _x(Decimal(level)), "level": level} for level in range(1, 6)],
        "lines": [
            {
                "y": _TOP + _ROW * place,
                "name": dimension_name(each.code),
                "foundation": _x(each.foundation or Decimal(1)),
                "partner": _x(each.partner or Decimal(1)),
            }
            for place, each in enumerate(shown)
        ],
    }


def _x(level: Decimal) -> int:
    return round(_LEFT + _STEP * (level - 1))


def _sure_text(pair: PairResult, *, is_final: bool) -> str:
    """Say how sure we are, from how many people, and how each side answered."""
    return " ".join(
        [
            band_text(pair.certainty) + ".",
            *(_raters_text(side, pair) for side in Side),
            *([trend_text(pair.trend) + "."] if pair.trend and is_final else []),
        ]
    )


def _raters_text(side: Side, pair: PairResult) -> str:
    if side in pair.heard and pair.modes[side] == AnswerMode.TOGETHER:
        return _("%(side)s: one answer together.") % {"side": side.label}
    count = pair.raters[side]
    text = ngettext("%(side)s: %(count)d person.", "%(side)s: %(count)d people.", count)
    return text % {"side": side.label, "count": count}


def _silent_text(side: Side, pair: PairResult) -> str:
    if side == Side.FOUNDATION:
        return _("The foundation did not answer.")
    return _("%(name)s did not answer.") % {"name": pair.party.partner.name}


def _change_text(pair: PairResult) -> str:
    if pair.change is None:
        return ""
    words = band_text(change_band(Fraction(pair.change)))
    # The true minus sign: as wide as the plus, and read aloud as "minus".
    sign = "+" if pair.change > 0 else "\u2212" if pair.change < 0 else ""
    figures = {"words": words, "number": f"{sign}{_level(abs(pair.change))}"}
    return _("%(words)s: %(number)s") % figures


def _not_known_text(each: DimensionResult) -> str:
    count = sum(each.not_known.values())
    if not count:
        return ""
    text = ngettext(
        "%(count)d person does not know", "%(count)d people do not know", count
    )
    return text % {"count": count}


def _whole(index: Decimal | None) -> str:
    """Write an index as a whole number; a dash when it is not known or not shown."""
    return "\N{EN DASH}" if index is None else str(half_up(Fraction(index)))


def _level(value: Decimal | None) -> str:
    """Write a mean or a number of steps with at most two places."""
    if value is None:
        return "\N{EN DASH}"
    bare = value.normalize()
    places = max(0, -int(bare.as_tuple().exponent))
    return number_format(value, decimal_pos=min(places, 2))
