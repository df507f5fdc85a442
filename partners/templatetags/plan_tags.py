"""How do the pages of plans write levels, pillars and readiness?"""

from collections.abc import Iterable
from fractions import Fraction

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_number
from partners.models import PillarReading
from partners.plan_words import (
    BANDS,
    PILLAR_NAMES,
    PILLAR_SENTENCES,
    level_sentence,
)
from partners.rules.handover import Pillar
from partners.rules.rounding import half_up

register = template.Library()


@register.filter
def level_words(domain: str, level: int) -> str:
    """Say what a level of a domain means."""
    return level_sentence(domain, level)


@register.filter
def band_words(band: str | None) -> str:
    """Say how ready the work is to be handed over."""
    return str(BANDS[band or ""])


@register.filter
def pillar_name(pillar: str) -> str:
    """Name a pillar."""
    return str(PILLAR_NAMES[Pillar(pillar)])


@register.filter
def pillar_names(pillars: Iterable[str]) -> str:
    """Name several pillars in one line."""
    return get_text_list([pillar_name(each) for each in pillars], _("and"))


@register.filter
def two_places(number: Fraction | None) -> str:
    """Write a number with two decimals at most, half up, with the language's sign."""
    return "" if number is None else plain_number(half_up(number, 2).normalize())


@register.filter
def standing(reading: PillarReading | None) -> list[tuple[str, str, str]]:
    """Return name, level and sentence of the four pillars; "?" is not known."""
    levels = reading.pillars if reading else (None,) * len(Pillar)
    return [
        (
            str(PILLAR_NAMES[pillar]),
            "?" if level is None else str(level),
            _("Not known") if level is None else str(PILLAR_SENTENCES[pillar][level]),
        )
        for pillar, level in zip(Pillar, levels, strict=True)
    ]


@register.simple_tag(takes_context=True)
def seat_url(context: template.Context, page: str, *args: object) -> str:
    """Return the address of a page for the reader's side; the context has the chair."""
    return str(context["chair"].url(page, *args))
