"""Which sentence stands above the blocks about agreements, promises, growth and endings?

Every heading states what the block found, with its numbers, in the active language.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import money as money_words

Figures = Mapping[str, Any]


def record_sentences(figures: Figures) -> dict[str, str]:
    """Return the sentence of each of these blocks.

    Args:
        figures: as `rules.figures.country_figures` makes them.
    """
    return {
        "changes": changes(figures["changes"]),
        "keeping": keeping(figures["keeping"]),
        "growing": growing(figures["growing"]),
        "lasting": lasting(figures["lasting"]),
        "money": money(figures["money"]),
    }


def changes(figures: Figures) -> str:
    """Say how many changes were agreed, and after how many health rose or fell."""
    if not figures["agreements"]:
        return _("No agreement is kept here yet")
    count = figures["change_count"]
    if not count:
        return _("No change of an agreement was signed here yet")
    agreed = ngettext("%(count)d change agreed", "%(count)d changes agreed", count)
    helped = _(
        "%(agreed)s; health afterwards: better %(better)d, about the same %(same)d, "
        "worse %(worse)d, not known %(unknown)d"
    )
    return helped % {**figures["helped"], "agreed": agreed % {"count": count}}


def keeping(figures: Figures) -> str:
    """Say what is late, and where a side keeps too little (rule A7)."""
    late = figures["late_count"]
    if not figures["rows"] and not late:
        return _("No promise is written down yet")
    lateness = _("No promise is late")
    if late:
        lateness = ngettext(
            "%(count)d promise is late", "%(count)d promises are late", late
        ) % {"count": late}
    weak = figures["weak_count"]
    if not weak:
        return lateness
    return ngettext(
        "%(late)s; in %(count)d partnership a side keeps fewer than 6 in 10",
        "%(late)s; in %(count)d partnerships a side keeps fewer than 6 in 10",
        weak,
    ) % {"late": lateness, "count": weak}


def growing(figures: Figures) -> str:
    """Say how many goals are reached, how many went back, and what was not kept."""
    if not figures["domains"]:
        return _("No organisation has a goal to grow yet")
    states, keep = figures["states"], figures["keep"]
    count = sum(states.values())
    if not count:
        return _kept_strengths(keep["kept"], keep["count"])
    found = _reached_goals(states["reached"], count)
    if back := states["went_back"]:
        found = ngettext(
            "%(reached)s; %(back)d went back", "%(reached)s; %(back)d went back", back
        ) % {"reached": found, "back": back}
    if lost := keep["lost"]:
        found = ngettext(
            "%(found)s; %(count)d strength was not kept",
            "%(found)s; %(count)d strengths were not kept",
            lost,
        ) % {"found": found, "count": lost}
    return found


# In English one of several takes "is", though several are named.
def _kept_strengths(kept: int, count: int) -> str:
    if kept == 1 < count:
        return _("1 of %(count)d strengths is kept") % {"count": count}
    return ngettext(
        "%(kept)d of %(count)d strength is kept",
        "%(kept)d of %(count)d strengths are kept",
        count,
    ) % {"kept": kept, "count": count}


def _reached_goals(reached: int, count: int) -> str:
    if reached == 1 < count:
        return _("1 of %(count)d goals to grow is reached") % {"count": count}
    return ngettext(
        "%(reached)d of %(count)d goal to grow is reached",
        "%(reached)d of %(count)d goals to grow are reached",
        count,
    ) % {"reached": reached, "count": count}


def lasting(figures: Figures) -> str:
    """Say what mostly lasts a year after the end, and which checks are overdue."""
    if not figures["rows"]:
        return _("No partnership has ended here yet")
    found = _a_year_on(figures["measure"])
    overdue = figures["overdue_count"]
    if not overdue:
        return found
    return ngettext(
        "%(found)s; %(count)d check is overdue",
        "%(found)s; %(count)d checks are overdue",
        overdue,
    ) % {"found": found, "count": overdue}


def _a_year_on(measure: Mapping[str, int]) -> str:
    if not measure["known"]:
        return _("No score is known 12 months after the end yet")
    if measure["known"] > 1:
        return _(
            "12 months after the end, the work mostly lasts in %(lasting)d of %(known)d "
            "ended partnerships with a score"
        ) % {"lasting": measure["lasting"], "known": measure["known"]}
    if measure["lasting"]:
        return _(
            "12 months after the end, the work of the one ended partnership with a "
            "score mostly lasts"
        )
    return _(
        "12 months after the end, the work of the one ended partnership with a score "
        "lasts only in part or is mostly lost"
    )


def money(figures: Figures) -> str:
    """Say what the agreements in force are worth together, by reporting currency."""
    count = figures["agreements_count"]
    if not count:
        return _("No agreement is in force")
    return ngettext(
        "%(amount)s in %(count)d agreement in force",
        "%(amount)s in %(count)d agreements in force",
        count,
    ) % {"amount": together(figures["totals"]), "count": count}


def together(totals: Sequence[Mapping[str, str]]) -> str:
    """Say the totals of all reporting currencies, which are never added up."""
    amounts = [
        money_words(Decimal(each["amount"]), each["currency"]) for each in totals
    ]
    return " + ".join(amounts)
