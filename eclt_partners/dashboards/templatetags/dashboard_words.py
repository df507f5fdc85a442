"""How do the templates of dashboards write codes, and where do buttons lead?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_figure
from eclt_partners.countries.models import Country
from eclt_partners.dashboards import letter_words as letters
from eclt_partners.dashboards import words
from eclt_partners.dashboards.reasons import NOBODY, first_sentences, sentences
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.sentences import opening
from partners.choices import AgeBand, Stage
from partners.rules.rounding import half_up
from reviews.rules.bands import GapBand
from reviews.rules.trend import Trend
from reviews.words import (
    LESSON_NAMES,
    band_text,
    dimension_name,
    trend_text,
)

register = template.Library()
FIRST_REASONS = 3


@register.simple_tag
def reasons_of(
    codes: Sequence[str],
    days_overdue: int,
    partners: Mapping[str, Sequence[str]] = NOBODY,
) -> list[str]:
    """Say why a status is as it is, one sentence per rule; see `reasons.sentences`."""
    return sentences(codes, days_overdue, partners)


@register.simple_tag
def first_reasons(codes: Sequence[str], days_overdue: int) -> dict[str, Any]:
    """Say at most three reasons, and count the others; see `reasons`."""
    shown, more = first_sentences(codes, days_overdue, most=FIRST_REASONS)
    return {"shown": shown, "more": more}


@register.filter
def dimension(code: str) -> str:
    """Name a dimension: "D2" is "Trust and respect"."""
    return dimension_name(code)


@register.filter
def lowest_words(lowest: tuple[str, str, int]) -> str:
    """Say the lowest number of a partnership, as `rules.lowest` found it."""
    code, mean, others = lowest
    text = _("Lowest: %(dimension)s, %(figure)s of 5") % {
        "dimension": dimension_name(code),
        "figure": plain_figure(mean),
    }
    return words.as_low(text, others)


@register.filter
def short_dimension(code: str) -> str:
    """Name a dimension in a narrow column: "D2" is "Trust"."""
    return str(words.SHORT_NAMES[code])


@register.filter
def letter_words(letter: str) -> str:
    """Say what a mail without a subject is about."""
    return letters.letter_words(letter)


@register.filter
def need_words(need: str) -> str:
    """Say what a line of the action list asks for."""
    return str(words.NEED_WORDS[need])


@register.filter
def date_words(what: str) -> str:
    """Say what falls on a day of the calendar."""
    return str(words.DATE_WORDS[what])


@register.filter
def ready_words(band: str) -> str:
    """Say how ready the work is to be handed over."""
    return str(words.READY_WORDS[band])


@register.filter
def gap_words(band: str) -> str:
    """Say how far apart both sides are."""
    return band_text(GapBand(band))


@register.filter
def age_words(band: str) -> str:
    """Name an age band."""
    return str(AgeBand(band).label)


@register.filter
def pillar_words(pillar: str) -> str:
    """Name a pillar of the plan."""
    return str(words.PILLAR_WORDS[pillar])


@register.filter
def stage_words(stage: str) -> str:
    """Name a stage."""
    return str(Stage(stage).label)


@register.filter
def trend_words(found: Trend) -> str:
    """Say a trend with the number of readings."""
    return trend_text(found)


@register.filter
def lesson_words(lesson: int) -> str:
    """Name a lesson by its number."""
    return str(LESSON_NAMES[lesson])


@register.filter
def whole(number: Fraction) -> str:
    """Write an index as a whole number, half up."""
    return str(half_up(number))


@register.filter
def country_name(code: str) -> str:
    """Name a country in the reader's language: "MW" is "Malawi"."""
    return Country(code=code).name


@register.filter
def opening_words(line: CountryLine) -> str:
    """Say how the partnerships of a country are doing, as its dashboard begins."""
    return opening(line.opening, line.country.name_in_sentence)


@register.filter
def plus_days(day: date, days: int) -> date:
    """Return the day that many days later."""
    return day + timedelta(days=days)


@register.simple_tag
def next_step(line: Mapping[str, Any]) -> dict[str, str]:
    """Return the one button of a line of the action list: its label and address."""
    review_id, partnership_id = line["review_id"], line["id"]
    if line["need"] == Need.TALK or (line["need"] == Need.RED and line["due_on"]):
        return _step(_("Record the talk"), "reviews:talk", review_id)
    if line["need"] == Need.REQUEST:
        return _step(_("Open the table"), "agreements:table", line["table_id"])
    if line["need"] == Need.CHECK:
        return _step(_("Open the check"), "lifecycle:check", line["check_id"])
    if line["need"] == Need.CONFIRM:
        return _step(_("Read and confirm"), "reviews:result", review_id)
    if line["need"] in {Need.RED, Need.AMBER, Need.PROMISE}:
        label = _("Open the partnership")
        return _step(label, "dashboards:partnership", partnership_id)
    if review_id:
        return _step(_("Open the review"), "reviews:hub", review_id)
    return _step(_("Plan the review"), "reviews:schedule", partnership_id)


def _step(label: str, name: str, key: int) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=[key])}
