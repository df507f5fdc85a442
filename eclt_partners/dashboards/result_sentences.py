"""Which sentence stands above the blocks about results, and on the page "Look closer"?

Every heading states what the block found, with its numbers, in the active language.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import plain_number
from eclt_partners.dashboards.result_words import AT_AGE
from partners.choices import AgeBand

Figures = Mapping[str, Any]


def result_sentences(figures: Figures) -> dict[str, str]:
    """Return the sentence of each of these blocks.

    Args:
        figures: as `rules.figures.country_figures` makes them.
    """
    return {
        "children": children(figures["children"]),
        "targets": targets(figures["targets"]),
        "cohorts": cohorts(figures["closer"]["cohorts"]),
        "reached": reached(figures["closer"]["reached"]),
    }


def children(figures: Figures) -> str:
    """Say how many children were reached in each way that was counted."""
    if not figures["lines_count"]:
        return _("No result of the last 12 months is recorded")
    counts = {each["way"]: each["count"] for each in figures["ways"]}
    if all(count is None for count in counts.values()):
        return _("Children were not counted in the last 12 months")
    return _(
        "In 12 months: children withdrawn %(withdrawn)s, prevented %(prevented)s, "
        "protected %(protected)s"
    ) % {way: _number(count) for way, count in counts.items()}


def _number(count: int | None) -> str:
    return _("not counted") if count is None else plain_number(count)


def targets(figures: Figures) -> str:
    """Say how many targets are agreed, and of how many we know what is reached."""
    count = figures["target_count"]
    if not count:
        return _("No agreement in force names a target in numbers")
    return ngettext(
        "%(count)d target is agreed; of %(counted)d it is known how much is reached",
        "%(count)d targets are agreed; of %(counted)d it is known how much is reached",
        count,
    ) % {"count": count, "counted": figures["counted_count"]}


def cohorts(figures: Figures) -> str:
    """Say how the newest and the oldest start year with a mean compare."""
    compared = figures["compared"]
    if compared is None:
        return _(
            "Too few partnerships began in the same year to compare them at the same age"
        )
    return _(
        "%(age)s: partnerships that began in %(new_year)d are at %(new_mean)d, those of "
        "%(old_year)d were at %(old_mean)d"
    ) % {**compared, "age": AT_AGE[AgeBand(compared["band"])]}


def reached(figures: Figures) -> str:
    """Say of how many partnerships health and reached targets are known."""
    count = figures["count"]
    if not count:
        return _("Of no partnership are both health and reached targets known yet")
    return ngettext(
        "Health and reached targets of %(count)d partnership",
        "Health and reached targets of %(count)d partnerships",
        count,
    ) % {"count": count}
