"""Which sentence stands above each block of a country's dashboard?

Every heading states what the block found, with its numbers, in the active language.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import plain_figure
from eclt_partners.dashboards.record_sentences import record_sentences
from eclt_partners.dashboards.result_sentences import result_sentences
from eclt_partners.dashboards.since_sentences import since
from eclt_partners.dashboards.words import as_low, as_wide
from reviews.words import dimension_name

Figures = Mapping[str, Any]


def country_sentences(figures: Figures, country: str) -> dict[str, str]:
    """Return the sentence of each block.

    Args:
        figures: as `rules.figures.country_figures` makes them.
        country: its name as it stands in a sentence of the active language.
    """
    return {
        "opening": opening(figures["opening"], country),
        "actions": actions(figures["actions_count"]),
        "since": since(figures["since"]),
        "tiles": tiles(figures["opening"]),
        "heat": heat(figures["heat"]),
        "gaps": gaps(figures["gaps"], figures["heat"]["reviewed_count"]),
        "trust": trust(figures["trust"]),
        "overdue": overdue(figures["overdue_count"]),
        "calendar": upcoming(figures["calendar_count"]),
        "endings": endings(figures["endings"]),
        **record_sentences(figures),
        **result_sentences(figures),
    }


def opening(counts: Mapping[str, int], country: str) -> str:
    """Say how many partnerships need attention, are not known, and have a late review."""
    if not counts["partnerships"]:
        return _("There is no running partnership in %(country)s.") % {
            "country": country
        }
    if counts["partnerships"] == counts["unknown"] == 1:
        alone = _("We do not know yet how the partnership in %(country)s is doing")
        return with_unknown(alone % {"country": country}, {**counts, "unknown": 0})
    return with_unknown(_attention(counts, country), counts)


def with_unknown(attention: str, counts: Mapping[str, int]) -> str:
    """Put what needs attention before what we do not know, and what is late.

    Args:
        attention: a sentence without its full stop.
        counts: `partnerships`, `unknown` and `overdue`.
    """
    values = {
        "attention": attention,
        "unknown": unknown(counts),
        "overdue": overdue(counts["overdue"]),
    }
    if not values["unknown"]:
        return _("%(attention)s. %(overdue)s.") % values
    return _("%(attention)s. %(unknown)s. %(overdue)s.") % values


def unknown(counts: Mapping[str, int]) -> str:
    """Say how many partnerships have no status that we know, without a full stop."""
    if not counts["unknown"]:
        return ""
    return (
        ngettext(
            "We do not know yet how %(unknown)d of %(partnerships)d is doing",
            "We do not know yet how %(unknown)d of %(partnerships)d are doing",
            counts["unknown"],
        )
        % counts
    )


def _attention(counts: Mapping[str, int], country: str) -> str:
    values = {**counts, "country": country}
    if not counts["attention"]:
        return _calm(counts) % values
    if counts["partnerships"] == 1:
        return _("The partnership in %(country)s needs attention") % values
    return (
        ngettext(
            "%(attention)d of %(partnerships)d partnerships in %(country)s needs "
            "attention",
            "%(attention)d of %(partnerships)d partnerships in %(country)s need "
            "attention",
            counts["attention"],
        )
        % values
    )


def _calm(counts: Mapping[str, int]) -> str:
    """Say that no talk is needed; where a status is unknown, only that none is known."""
    if counts["unknown"]:
        return _("No partnership in %(country)s is known to need a talk soon")
    return ngettext(
        "The partnership in %(country)s needs no talk soon",
        "None of the %(partnerships)d partnerships in %(country)s needs a talk soon",
        counts["partnerships"],
    )


def actions(count: int) -> str:
    """Say how much there is to do."""
    if not count:
        return _("Nothing needs you today")
    return ngettext("%(count)d thing needs you", "%(count)d things need you", count) % {
        "count": count
    }


def tiles(counts: Mapping[str, int]) -> str:
    """Say how many partnerships have a status we know."""
    known = counts["partnerships"] - counts["unknown"]
    if not counts["partnerships"]:
        return _("No partnership is running here now")
    if counts["partnerships"] == 1:
        return (
            _("We know how the partnership is doing")
            if known
            else _("We do not know yet how the partnership is doing")
        )
    if not known:
        return _("We do not know yet how the partnerships are doing")
    return ngettext(
        "We know how %(known)d of %(all)d partnerships is doing",
        "We know how %(known)d of %(all)d partnerships are doing",
        known,
    ) % {"known": known, "all": counts["partnerships"]}


def heat(figures: Figures) -> str:
    """Say where the lowest number of the heat map stands."""
    weakest = figures["weakest"]
    if weakest is None:
        return _one_sided(figures["reviewed_count"]) or _("No review is completed yet")
    lowest = _("Lowest: %(dimension)s in %(code)s, %(joint)s of 5") % {
        "dimension": dimension_name(weakest["dimension"]),
        "code": weakest["code"],
        "joint": plain_figure(weakest["joint"]),
    }
    return as_low(lowest, weakest["others"])


def _one_sided(reviewed: int) -> str:
    """Say that there are reviews, and the last ones lack a side; "" without reviews."""
    if not reviewed:
        return ""
    return _("No partnership has answers of both sides in its last review")


def gaps(figures: Figures, reviewed: int) -> str:
    """Say where the two sides see it most differently.

    Args:
        figures: as `rules.gaps.gap_blocks` makes them.
        reviewed: how many partnerships have a completed review.
    """
    widest = figures["widest"]
    if widest is None:
        return _one_sided(reviewed) or _("No review has answers of both sides yet")
    if not widest["higher"]:
        return _("Both sides gave the same answers")
    biggest = _(
        "Biggest difference: %(dimension)s in %(code)s, foundation %(foundation)s, "
        "partner %(partner)s"
    ) % {
        "dimension": dimension_name(widest["dimension"]),
        "code": widest["code"],
        "foundation": plain_figure(widest["foundation"]),
        "partner": plain_figure(widest["partner"]),
    }
    return as_wide(biggest, widest["others"])


def trust(figures: Figures) -> str:
    """Say in how many partnerships trust rose or fell since the first review."""
    compared = figures["rose"] + figures["fell"] + figures["same"]
    if not compared:
        return _(
            "It is too early to see trust grow: no partnership has two reviews that "
            "can be compared"
        )
    return ngettext(
        "Trust rose in %(rose)d and fell in %(fell)d of %(compared)d partnership",
        "Trust rose in %(rose)d and fell in %(fell)d of %(compared)d partnerships",
        compared,
    ) % {**figures, "compared": compared}


def overdue(count: int) -> str:
    """Say how many reviews are overdue, without a full stop."""
    if not count:
        return _("No review is overdue")
    return ngettext(
        "%(count)d review is overdue", "%(count)d reviews are overdue", count
    ) % {"count": count}


def upcoming(count: int) -> str:
    """Say how many dates fall into the next 90 days."""
    if not count:
        return _("No date in the next 90 days")
    return ngettext(
        "%(count)d date in the next 90 days",
        "%(count)d dates in the next 90 days",
        count,
    ) % {"count": count}


def endings(figures: Figures) -> str:
    """Say how many agreements end, and how many of them are not ready."""
    count = figures["rows_count"]
    if not count:
        return _("No agreement ends in the next 12 months")
    ending = ngettext(
        "%(count)d agreement ends within 12 months or has ended",
        "%(count)d agreements end within 12 months or have ended",
        count,
    ) % {"count": count}
    if not figures["unready_count"]:
        return ending
    return _("%(ending)s; %(unready)d not ready to be handed over") % {
        "ending": ending,
        "unready": figures["unready_count"],
    }
