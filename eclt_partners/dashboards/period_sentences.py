"""What do the blocks say that found nothing in a period, or less than there is?

A period leaves the past before it out of sight. That nothing was found in it is not
said as if nothing had ever been.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.dashboards.record_sentences import together

Figures = Mapping[str, Any]


def period_sentences(figures: Figures) -> dict[str, str]:
    """Return the sentences that a period makes another, by block.

    Args:
        figures: of a period, as `rules.figures.country_figures` makes them.
    """
    found = {"money": _money(figures["money"])}
    if not figures["heat"]["reviewed_count"]:
        found["heat"] = found["gaps"] = _("No review was completed in this period")
    trust = figures["trust"]
    if not trust["rose"] + trust["fell"] + trust["same"]:
        found["trust"] = _(
            "In this period no partnership has two reviews that can be compared"
        )
    if not figures["changes"]["change_count"]:
        found["changes"] = _("No change of an agreement was signed in this period")
    keeping = figures["keeping"]
    if not keeping["rows"] and not keeping["late_count"]:
        found["keeping"] = _("No promise was due in this period")
    return found


def _money(figures: Figures) -> str:
    count = figures["agreements_count"]
    if not count:
        return _("No agreement that is in force was agreed in this period")
    return ngettext(
        "%(amount)s in %(count)d agreement in force that was agreed in this period",
        "%(amount)s in %(count)d agreements in force that were agreed in this period",
        count,
    ) % {"amount": together(figures["totals"]), "count": count}
