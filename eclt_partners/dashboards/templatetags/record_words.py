"""How do the templates of dashboards say changes, levels, checks and money?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.choices import VersionKind
from eclt_partners.common import words
from eclt_partners.dashboards import record_words
from eclt_partners.lifecycle.lasting_words import BAND_WORDS
from partners.choices import CapacityDomain
from partners.rules.sustained import SustainedBand

register = template.Library()


@register.simple_tag
def questions(*, has_running: bool) -> list[tuple[str, Promise]]:
    """Return the questions of the page in their order, each with its anchor."""
    return [
        (anchor, question)
        for anchor, question in record_words.QUESTIONS.items()
        if has_running or anchor not in record_words.OF_RUNNING
    ]


@register.filter
def question(anchor: str) -> str:
    """Ask the question that a block answers."""
    return str(record_words.QUESTIONS[anchor])


@register.filter
def version_kind_words(kind: str) -> str:
    """Say why a version was written."""
    return str(VersionKind(kind).label)


@register.filter
def points_words(points: int) -> str:
    """Say a change of the index: "up 8 points"."""
    if not points:
        return _("unchanged")
    if points > 0:
        words_ = ngettext("up %(n)d point", "up %(n)d points", points)
    else:
        words_ = ngettext("down %(n)d point", "down %(n)d points", -points)
    return words_ % {"n": abs(points)}


@register.filter
def health_words(pair: Mapping[str, Any]) -> str:
    """Say what health did around a change, or why nobody can say."""
    if pair["points"] is None:
        return str(record_words.NO_POINTS[pair["source"]])
    if pair["source"] == "pulse":
        return _("On the questions of the short pulse: %(change)s") % {
            "change": points_words(pair["points"])
        }
    if pair["way"] == "same" and pair["points"]:
        return _("About the same: %(change)s") % {
            "change": points_words(pair["points"])
        }
    return _("Health: %(change)s") % {"change": points_words(pair["points"])}


@register.filter
def domain_words(domain: str) -> str:
    """Name the field of a goal."""
    return str(CapacityDomain(domain).label)


@register.filter
def lasting_words(band: str) -> str:
    """Say what a score after the end means."""
    return str(BAND_WORDS[SustainedBand(band)])


@register.filter
def kind_words(kind: str) -> str:
    """Name a kind of partner."""
    return str(record_words.KIND_WORDS[kind])


@register.filter
def stored_money(amount: str, currency: str) -> str:
    """Write a stored amount ("640000.00") as "USD 640,000"."""
    return words.money(Decimal(amount), currency)
