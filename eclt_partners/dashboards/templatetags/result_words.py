"""How do the templates of dashboards say results, costs and ages?"""

from collections.abc import Mapping
from typing import Any

from django import template

from eclt_partners.dashboards import result_words as words
from partners.choices import AgeBand

register = template.Library()

_DIAMOND = 5.5


@register.filter
def way_words(way: str) -> str:
    """Say how a child counts."""
    return str(words.WAY_WORDS[way])


@register.filter
def way_meaning(way: str) -> str:
    """Say what it means that a child counts so."""
    return str(words.WAY_MEANINGS[way])


@register.filter
def cost_words(why: str) -> str:
    """Say why an agreement has no cost per child."""
    return str(words.COST_WORDS[why])


@register.filter
def age_range(band: str) -> str:
    """Say an age band in months."""
    return str(words.AGE_RANGES[AgeBand(band)])


@register.filter
def diamond(point: Mapping[str, Any]) -> str:
    """Return the outline of an open diamond around a point, as SVG writes paths."""
    x, y, r = point["x"], point["y"], _DIAMOND
    return f"M{x:g} {y - r:g}L{x + r:g} {y:g}L{x:g} {y + r:g}L{x - r:g} {y:g}Z"
