"""How are the codes of the method said in plain words?

Every rule, band, trend and reason has one sentence here. Rules give codes, pages and
mails give sentences; a code is never shown without one.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.choices import Side, Status
from reviews.rules.bands import (
    Certainty,
    ChangeBand,
    DimensionBand,
    GapBand,
    GapIndexBand,
)
from reviews.rules.corrections import CorrectionRefusal
from reviews.rules.findings import Fired, Grey
from reviews.rules.snooze import SnoozeRefusal
from reviews.rules.spread import SpreadWord
from reviews.rules.trend import Trend, TrendWord

Band = Certainty | ChangeBand | DimensionBand | GapBand | GapIndexBand | SpreadWord

DIMENSION_NAMES: Final[Mapping[str, Promise]] = {
    "D1": _("Shared and realistic goals"),
    "D2": _("Trust and respect"),
    "D3": _("Open and honest talk"),
    "D4": _("Fair decisions"),
    "D5": _("Keeping promises"),
    "D6": _("Clear roles and simple ways of working"),
    "D7": _("Solving problems and changing plans"),
    "D8": _("Learning together"),
    "D9": _("Growing stronger"),
    "D10": _("Lasting after the agreement"),
}
LESSON_NAMES: Final[Mapping[int, Promise]] = {
    1: _("Partnerships are relationships"),
    2: _("Contracts are never really done"),
    3: _("Focus on the partnership"),
    4: _("Begin with the end in mind"),
}
_SIDE_NAMES: Final[Mapping[str, Promise]] = {
    "F": _("the foundation"),
    "P": _("the partner"),
}
_RULES: Final[Mapping[str, Promise]] = {
    "R1": _("The health index is below 40."),
    "R2": _("%(dimension)s: one side answers 2 or lower on average."),
    "R3": _("The health index has fallen by 20 points or more since the last review."),
    "R4": _("One side did not answer two reviews in a row."),
    "R5": _("A serious safeguarding or integrity concern is open."),
    "R6": _(
        "The agreement ends within 6 months, and the work is not ready to be handed over."
    ),
    "R7": _("There has been no agreement in force for more than 60 days."),
    "A1": _("The health index is between 40 and 65."),
    "A2": _("%(dimension)s: one side answers 2 or lower on average."),
    "A3": _("The two sides see some things very differently."),
    "A4": _("The health index has fallen by 10 points or more since the last review."),
    "A5": _("One side has not answered 14 days after the due date."),
    "A6": _("The review is more than 30 days late."),
    "A7": _("One side kept fewer than 6 in 10 of its promises."),
    "A8": _(
        "A wish for change or an honest-talk point has been open for more than 60 days."
    ),
    "A9": _(
        "The agreement ends within a year, and the work is not ready to be handed over."
    ),
    "A10": _("There is no agreement in force at the moment."),
    "I1": _("%(dimension)s: someone gave a 1."),
    "I2": _(
        "Every person of the partner gave 5 everywhere and wrote no comment. These may "
        "be answers out of courtesy."
    ),
    "I3": _(
        "%(dimension)s: a large part of the answers of %(side)s is “I do not know”. It "
        "is worth explaining this to each other."
    ),
    "I4": _("The overall feeling and the ten answers do not match."),
    "I5": _("Somebody at %(side)s would probably not work with the other side again."),
}
_GREYS: Final[Mapping[Grey, Promise]] = {
    Grey.NO_REVIEW: _("No review has been completed yet."),
    Grey.ONE_SIDE: _("Only one side answered."),
    Grey.FEW_ANSWERS: _("There are not enough answers."),
    Grey.STALE: _("The last completed review is out of date."),
    Grey.LAPSED: _("The last review lapsed because no talk was held."),
}
_STATUSES: Final[Mapping[Status, Promise]] = {
    Status.RED: _("Red: talk within 14 days"),
    Status.AMBER: _("Amber: talk within 30 days"),
    Status.GREEN: _("Green: keep going"),
    Status.GREY: _("Grey: we do not know yet"),
}
# The type is part of the key: members of different StrEnums can be equal strings.
_BANDS: Final[Mapping[tuple[type[Band], str], Promise]] = {
    (DimensionBand, DimensionBand.NEEDS_CARE): _("needs care"),
    (DimensionBand, DimensionBand.WORKING): _("working"),
    (DimensionBand, DimensionBand.STRONG): _("strong"),
    (GapBand, GapBand.SIMILAR): _("similar view"),
    (GapBand, GapBand.TALK): _("talk about it"),
    (GapBand, GapBand.TALK_FIRST): _("talk about this first"),
    (GapIndexBand, GapIndexBand.ALIGNED): _("the two sides see most things alike"),
    (GapIndexBand, GapIndexBand.SOME): _("some difference"),
    (GapIndexBand, GapIndexBand.WIDE): _("wide difference"),
    (ChangeBand, ChangeBand.ABOUT_THE_SAME): _("about the same as last time"),
    (ChangeBand, ChangeBand.MOVED): _("moved since last time"),
    (ChangeBand, ChangeBand.STRONG_MOVE): _("moved strongly since last time"),
    (Certainty, Certainty.GOOD): _("We are quite sure"),
    (Certainty, Certainty.FAIR): _("We are fairly sure"),
    (Certainty, Certainty.THIN): _("We are not sure: there are few answers"),
    (SpreadWord, SpreadWord.ONE_VOICE): _("one voice"),
    (SpreadWord, SpreadWord.AGREE): _("people agree"),
    (SpreadWord, SpreadWord.MIXED): _("views are mixed"),
    (SpreadWord, SpreadWord.SPLIT): _("views are split"),
}
_TRENDS: Final[Mapping[TrendWord, Promise]] = {
    TrendWord.NO_READING: _("No reading yet"),
    TrendWord.FIRST_READING: _("First reading"),
    TrendWord.TOO_EARLY: _("%(count)d readings: too early to call a trend"),
    TrendWord.RISING: _("Rising, based on %(count)d readings"),
    TrendWord.FALLING: _("Falling, based on %(count)d readings"),
    TrendWord.UP_AND_DOWN: _("Up and down, based on %(count)d readings"),
    TrendWord.STEADY: _("Steady, based on %(count)d readings"),
}


def dimension_name(code: str) -> str:
    """Name a dimension: "D2" is "Trust and respect"."""
    return str(DIMENSION_NAMES.get(code, code))


_SNOOZE_REFUSALS: Final[Mapping[SnoozeRefusal, Promise]] = {
    SnoozeRefusal.OVER: _("This review is over, or waits for its talk."),
    SnoozeRefusal.ASKED_FOR: _("One side asked for this talk. It is not moved."),
    SnoozeRefusal.SAFETY: _("The safety of people comes first. It is not moved."),
    SnoozeRefusal.RED: _("The partnership is red. Talk soon; it is not moved."),
    SnoozeRefusal.CLOSING: _("It is the last review before the agreement ends."),
    SnoozeRefusal.TWICE: _("It was moved twice already."),
    SnoozeRefusal.LONG_AGO: _(
        "It is already 45 days or more after its first date. It is not moved again."
    ),
    SnoozeRefusal.NO_ROOM: _("The agreement allows no later day."),
    SnoozeRefusal.PAST: _("The days to which it could be moved are over."),
}

_CORRECTION_REFUSALS: Final[Mapping[CorrectionRefusal, Promise]] = {
    CorrectionRefusal.NOT_SENT: _("These answers are not sent yet. Change them there."),
    CorrectionRefusal.ERASED: _(
        "The single answers were deleted. Nothing is corrected."
    ),
    CorrectionRefusal.LATE: _("These answers came late and do not count."),
    CorrectionRefusal.OVER: _("This review is over. Nothing is corrected any more."),
    CorrectionRefusal.COMPARED: _(
        "The next review has its result. This one does not change any more."
    ),
}


def side_name(side: Side) -> str:
    """Name a side inside a sentence: "the foundation"."""
    return str(_SIDE_NAMES["F" if side == Side.FOUNDATION else "P"])


def rule_text(code: str) -> str:
    """Say in one sentence why a rule fired.

    Args:
        code: the canonical form of a finding, for example "R2:D2", "A9", "I3:D8:P".

    Raises:
        KeyError: no such rule.
    """
    fired = Fired.parse(code)
    first, _colon, last = fired.subject.partition(":")
    return str(_RULES[fired.code]) % {
        "dimension": dimension_name(first),
        "side": _SIDE_NAMES.get(last or first, ""),
    }


def grey_text(reason: Grey | str) -> str:
    """Say in one sentence why we do not know."""
    return str(_GREYS[Grey(reason)])


def status_text(status: Status | str) -> str:
    """Say a status: its colour as a word and what it asks for."""
    return str(_STATUSES[Status(status)])


def band_text(band: Band) -> str:
    """Say a band, a certainty or a spread in a few words."""
    return str(_BANDS[type(band), band])


def trend_text(trend: Trend) -> str:
    """Say a trend with the number of readings it rests on."""
    return str(_TRENDS[trend.word]) % {"count": trend.count}


def snooze_refusal_words(reason: SnoozeRefusal) -> str:
    """Say why a review may not be moved."""
    return str(_SNOOZE_REFUSALS[reason])


def correction_refusal_words(reason: CorrectionRefusal) -> str:
    """Say why sent answers may not be corrected."""
    return str(_CORRECTION_REFUSALS[reason])
