"""How do the templates of dashboards show the filters of a country's page?"""

from django import template

from eclt_partners.dashboards import narrowing_words as words
from eclt_partners.dashboards.forms.narrowing import NarrowingForm
from eclt_partners.dashboards.rules.narrowing import NAMES, Narrowing

register = template.Library()


@register.simple_tag
def filter_form(narrowing: Narrowing) -> NarrowingForm:
    """Return the form of the filters with what is chosen."""
    return NarrowingForm(initial={name: getattr(narrowing, name) for name in NAMES})


@register.filter
def in_words(narrowing: Narrowing) -> str:
    """Say the filters: "Local NGOs, last 12 months"; "" for none."""
    return words.narrowing_words(narrowing)


@register.filter
def fields_of(narrowing: Narrowing) -> list[tuple[str, str]]:
    """Return the filters that are set, name and value, for hidden fields."""
    given = ((name, getattr(narrowing, name)) for name in NAMES)
    return [(name, value) for name, value in given if value]
