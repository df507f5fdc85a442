"""How do the templates of dashboards show the filters of a country's page?"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from eclt_partners.dashboards import narrowing_words as words
from eclt_partners.dashboards.forms.narrowing import NarrowingForm
from eclt_partners.dashboards.rules.narrowing import NAMES, Narrowing

register = template.Library()


@register.simple_tag
def filter_form(narrowing: Narrowing) -> SafeString:
    """Draw the form of the filters with what is chosen, in the present language."""
    return _form_in(get_language(), narrowing)


@lru_cache(maxsize=64)
def _form_in(_language: str | None, narrowing: Narrowing) -> SafeString:
    """Draw the form once: it is the same on the pages of all countries."""
    form = NarrowingForm(initial={name: getattr(narrowing, name) for name in NAMES})
    known = {"form": form, "state": "", "clear_url": "", "is_open": False}
    return render_to_string("components/filters.html", known)


@register.filter
def in_words(narrowing: Narrowing) -> str:
    """Say the filters: "Local NGOs, last 12 months"; "" for none."""
    return words.narrowing_words(narrowing)


@register.filter
def fields_of(narrowing: Narrowing) -> list[tuple[str, str]]:
    """Return the filters that are set, name and value, for hidden fields."""
    given = ((name, getattr(narrowing, name)) for name in NAMES)
    return [(name, value) for name, value in given if value]
