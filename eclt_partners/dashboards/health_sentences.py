"""Which sentence says how the health of a pair went over time?"""

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date, plain_figure
from eclt_partners.dashboards.rules.health_change import HealthChange
from eclt_partners.dashboards.rules.health_history import PairHealth
from partners.rules.rounding import half_up
from reviews.rules.bands import ChangeBand, change_band
from reviews.words import dimension_name


def health_sentence(pair: PairHealth) -> str:
    """Say how the index went from first to last, and what changed most; "" for none."""
    if not pair.lines:
        return ""
    if pair.change is None:
        return _only(pair)
    parts = [_index(pair.change), _most(pair.change)]
    return " ".join(part for part in parts if part)


def _only(pair: PairHealth) -> str:
    """Say the one index of the newest questions, which has none to compare with."""
    newest = pair.lines[0]
    if newest.index is None:
        return _("The last review has too few answers for a health index.")
    return _("Health index on %(on)s: %(index)s. Nothing to compare it with yet.") % {
        "on": plain_date(newest.on),
        "index": half_up(newest.index),
    }


def _index(change: HealthChange) -> str:
    moved = change.last - change.first
    if change_band(moved) == ChangeBand.ABOUT_THE_SAME:
        text = _(
            "From %(first_on)s to %(last_on)s the health index stayed about the same: "
            "%(first)s, then %(last)s."
        )
    elif moved > 0:
        text = _(
            "From %(first_on)s to %(last_on)s the health index rose from %(first)s to "
            "%(last)s."
        )
    else:
        text = _(
            "From %(first_on)s to %(last_on)s the health index fell from %(first)s to "
            "%(last)s."
        )
    return text % {
        "first_on": plain_date(change.first_on),
        "last_on": plain_date(change.last_on),
        "first": half_up(change.first),
        "last": half_up(change.last),
    }


def _most(change: HealthChange) -> str:
    if change.most is None:
        return ""
    code, was, became = change.most
    return _("What changed most: %(name)s, from %(was)s to %(became)s.") % {
        "name": dimension_name(code),
        "was": plain_figure(str(half_up(was, 1))),
        "became": plain_figure(str(half_up(became, 1))),
    }
