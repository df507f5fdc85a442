"""How do the templates of dashboards say kept months and what changed?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.dashboards import since_sentences

register = template.Library()


@register.filter
def month_words(month: date) -> str:
    """Name a month: "November 2026"."""
    return since_sentences.month_name(month)


@register.filter
def change_words(change: Mapping[str, Any]) -> str:
    """Say one change."""
    return since_sentences.change_text(change)


@register.filter
def since_words(block: Mapping[str, Any]) -> str:
    """Say how many partnerships changed since a day."""
    return since_sentences.since_day(block)


@register.filter
def end_words(what: str) -> str:
    """Name an end: of the last month, quarter or year."""
    words = {
        "month": _("End of last month"),
        "quarter": _("End of last quarter"),
        "year": _("End of last year"),
    }
    return words[what]


@register.simple_tag
def month_url(name: str, code: str, month: date) -> str:
    """Return the address of a kept month, or of what changed since.

    Args:
        name: "month" or "month_changes".
        code: the country.
        month: its first day.
    """
    return reverse(f"dashboards:{name}", args=[code, month])
