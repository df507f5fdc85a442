"""Which sentence says how several countries are doing together?"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.dashboards.selectors.helped import OwnAttention
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.sentences import opening, with_unknown
from partners.choices import Status


def countries_sentence(lines: Sequence[CountryLine]) -> str:
    """Say how many partnerships need attention, and how many reviews are overdue.

    Args:
        lines: countries that the reader sees; those that are not built count nothing.
    """
    built = [line for line in lines if line.figures]
    if not built:
        return ""
    if len(built) == 1:
        return opening(built[0].opening, built[0].country.name_in_sentence)
    counts = {
        "partnerships": _sum(line.opening["partnerships"] for line in built),
        "attention": _sum(line.opening["attention"] for line in built),
        "unknown": _sum(line.opening["unknown"] for line in built),
        "overdue": _sum(line.opening["overdue"] for line in built),
        "countries": len(built),
    }
    return with_unknown(_attention(counts), counts)


def _sum(counts: Iterable[int]) -> int:
    return sum(counts)


def _attention(counts: dict[str, int]) -> str:
    if not counts["attention"] and counts["unknown"]:
        return (
            _("No partnership in %(countries)d countries is known to need a talk soon")
            % counts
        )
    if not counts["attention"]:
        return (
            _(
                "None of the %(partnerships)d partnerships in %(countries)d countries "
                "needs a talk soon"
            )
            % counts
        )
    return (
        ngettext(
            "%(attention)d of %(partnerships)d partnerships in %(countries)d countries "
            "needs attention",
            "%(attention)d of %(partnerships)d partnerships in %(countries)d countries "
            "need attention",
            counts["attention"],
        )
        % counts
    )


def attention_heading(lines: Sequence[CountryLine], helped: OwnAttention) -> str:
    """Say where needs attention what stands below."""
    if not lines and helped.count:
        return _("Needs attention where you help")
    if len(lines) == 1 and not helped.count:
        return _("Needs attention in %(country)s") % {
            "country": lines[0].country.name_in_sentence
        }
    return _("Needs attention")


def helped_sentence(helped: OwnAttention) -> str:
    """Say how many partnerships that somebody helps in need attention."""
    if not helped.count:
        return ""
    needy = sum(line["status"] in {Status.RED, Status.AMBER} for line in helped.lines)
    counts = {"all": helped.count, "attention": needy}
    if not needy:
        return (
            _("None of the %(all)d partnerships you help needs a talk soon.") % counts
        )
    return (
        ngettext(
            "%(attention)d of %(all)d partnerships you help needs attention.",
            "%(attention)d of %(all)d partnerships you help need attention.",
            needy,
        )
        % counts
    )
