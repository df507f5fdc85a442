"""How is what changed since a kept month said in words?"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import STATUS_WORDS, plain_date, plain_month
from eclt_partners.dashboards.rules.since import What
from partners.choices import Stage

Figures = Mapping[str, Any]


def month_name(month: date) -> str:
    """Name a month with its year: "November 2026"."""
    return plain_month(month)


def since(figures: Figures) -> str:
    """Say what changed since the last kept month, or from when it will be said.

    Args:
        figures: as `rules.months.since_figures` makes them, days as dates.
    """
    if figures["blocks"]:
        return since_day(figures["blocks"][0])
    if figures["kept_count"]:
        return _("What changed since the last month cannot be said")
    return _("From %(date)s on you see here what changed") % {
        "date": plain_date(figures["keeps_on"])
    }


def since_day(block: Figures) -> str:
    """Say how many partnerships changed since the day of a kept month."""
    day = plain_date(block["as_of"])
    if not block["count"]:
        return _("Nothing changed since %(date)s") % {"date": day}
    changed = ngettext(
        "%(count)d partnership changed since %(date)s",
        "%(count)d partnerships changed since %(date)s",
        block["count"],
    ) % {"count": block["count"], "date": day}
    worse, better = block["counts"]["worse"], block["counts"]["better"]
    if not worse and not better:
        return changed
    return _("%(changed)s; status worse %(worse)d, better %(better)d") % {
        "changed": changed,
        "worse": worse,
        "better": better,
    }


def change_text(change: Figures) -> str:
    """Say one change, with its numbers."""
    return _WRITERS[What(change["what"])](change)


def change_without_scores(change: Figures) -> str:
    """Say one change as mails may: no number of the relationship is in it."""
    return _WITHOUT_SCORES.get(What(change["what"]), change_text)(change)


def _worse(change: Figures) -> str:
    return _("Worse: from “%(was)s” to “%(status)s”") % _labels(change)


def _better(change: Figures) -> str:
    return _("Better: from “%(was)s” to “%(status)s”") % _labels(change)


def _unknown(change: Figures) -> str:
    return _("Its status is not known any more; it was “%(was)s”") % _labels(change)


def _known(change: Figures) -> str:
    return _("Its status is known now: “%(status)s”") % _labels(change)


def _known_red(change: Figures) -> str:
    return _("We know now that both sides have to talk: “%(status)s”") % _labels(change)


def _labels(change: Figures) -> dict[str, str]:
    """Return status and stage in words, by the name of the fact."""
    found = {
        key: str(STATUS_WORDS[change[key]])
        for key in ("was", "status")
        if key in change
    }
    if "stage" in change:
        found["stage"] = str(Stage(change["stage"]).label)
    return found


def _overdue(_change: Figures) -> str:
    return _("The review became overdue")


def _in_time(_change: Figures) -> str:
    return _("The review is not overdue any more")


def _ended(change: Figures) -> str:
    return _("Working together ended: “%(stage)s”") % _labels(change)


def _gone(_change: Figures) -> str:
    return _("It is not in this country any more")


def _stage(change: Figures) -> str:
    return _("Its stage is “%(stage)s” now") % _labels(change)


def _new(change: Figures) -> str:
    return _("A new partnership: “%(stage)s”") % _labels(change)


def _version(change: Figures) -> str:
    return _("Version %(version)d of agreement %(number)s is in force") % change


def _late(change: Figures) -> str:
    text = ngettext(
        "%(n)d promise became late", "%(n)d promises became late", change["n"]
    )
    return text % change


def _kept(change: Figures) -> str:
    return ngettext(
        "%(n)d promise was kept", "%(n)d promises were kept", change["n"]
    ) % (change)


def _talks(change: Figures) -> str:
    return (
        ngettext("%(n)d talk was held", "%(n)d talks were held", change["n"]) % change
    )


def _reviews(change: Figures) -> str:
    text = ngettext(
        "%(n)d review was completed", "%(n)d reviews were completed", change["n"]
    )
    return text % change


def _readier(change: Figures) -> str:
    return (
        _("More ready to be handed over: from %(was)d to %(hri)d of 100 points")
        % change
    )


def _less_ready(change: Figures) -> str:
    return (
        _("Less ready to be handed over: from %(was)d to %(hri)d of 100 points")
        % change
    )


def _assessed(change: Figures) -> str:
    return (
        _("Readiness was assessed for the first time: %(hri)d of 100 points") % change
    )


_WRITERS: Final[Mapping[What, Callable[[Figures], str]]] = {
    What.WORSE: _worse,
    What.KNOWN_RED: _known_red,
    What.OVERDUE: _overdue,
    What.LATE: _late,
    What.LESS_READY: _less_ready,
    What.UNKNOWN: _unknown,
    What.ENDED: _ended,
    What.GONE: _gone,
    What.STAGE: _stage,
    What.NEW: _new,
    What.VERSION: _version,
    What.TALKS: _talks,
    What.REVIEWS: _reviews,
    What.KNOWN: _known,
    What.BETTER: _better,
    What.IN_TIME: _in_time,
    What.KEPT: _kept,
    What.ASSESSED: _assessed,
    What.READIER: _readier,
}
_WITHOUT_SCORES: Final[Mapping[What, Callable[[Figures], str]]] = {
    What.LESS_READY: lambda _change: _("Less ready to be handed over"),
    What.ASSESSED: lambda _change: _("Readiness was assessed for the first time"),
    What.READIER: lambda _change: _("More ready to be handed over"),
}
