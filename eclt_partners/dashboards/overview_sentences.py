"""Which sentence says how several countries are doing together?"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.dashboards.selectors.helped import OwnAttention
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.sentences import opening, with_unknown
from partners.choices import Status

_NEEDY = (Status.RED, Status.AMBER)


def countries_sentence(lines: Sequence[CountryLine]) -> str:
    """Say how many partnerships need attention, and how many reviews are overdue.

    Args:
        lines: countries that the reader sees; those that are not built count nothing,
            and where no partnership runs there is none among those that are counted.
    """
    built = [line for line in lines if line.figures]
    if not built:
        return ""
    busy = [line for line in built if line.opening["partnerships"]]
    running = _sum(busy, "partnerships")
    counted = busy if running > 1 else built
    for lines_alone in (built, counted):
        if len(lines_alone) == 1:
            line = lines_alone[0]
            return opening(line.opening, line.country.name_in_sentence)
    counts = {
        "partnerships": running,
        "attention": _sum(built, "attention"),
        "unknown": _sum(built, "unknown"),
        "overdue": _sum(built, "overdue"),
        "countries": len(counted),
    }
    told = {**counts, "unknown": 0} if running == 1 else counts
    return with_unknown(_attention(counts), told)


def _sum(lines: Iterable[CountryLine], name: str) -> int:
    return sum(line.opening[name] for line in lines)


def _attention(counts: dict[str, int]) -> str:
    if not counts["partnerships"]:
        return _("There is no running partnership in %(countries)d countries") % counts
    if counts["partnerships"] == 1:
        return _alone(counts) % counts
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


def _alone(counts: Mapping[str, int]) -> str:
    if counts["unknown"]:
        return _(
            "We do not know yet how the only partnership in %(countries)d countries is "
            "doing"
        )
    if counts["attention"]:
        return _("The only partnership in %(countries)d countries needs attention")
    return _("The only partnership in %(countries)d countries needs no talk soon")


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
    """Say how many partnerships that somebody helps in need attention, or nobody knows.

    A late review counts apart, as in the sentence of a country.
    """
    if not helped.count:
        return ""
    counts = {
        "partnerships": helped.count,
        "attention": sum(line["status"] in _NEEDY for line in helped.lines),
        "unknown": helped.unknown,
        "overdue": sum(line["days_overdue"] > 0 for line in helped.lines),
    }
    if helped.count == 1:
        return with_unknown(_helped_alone(counts), {**counts, "unknown": 0})
    return with_unknown(_helped(counts) % counts, counts)


def _helped(counts: Mapping[str, int]) -> str:
    if counts["attention"]:
        return ngettext(
            "%(attention)d of %(partnerships)d partnerships you help needs attention",
            "%(attention)d of %(partnerships)d partnerships you help need attention",
            counts["attention"],
        )
    if counts["unknown"]:
        return _("No partnership you help is known to need a talk soon")
    return _("None of the %(partnerships)d partnerships you help needs a talk soon")


def _helped_alone(counts: Mapping[str, int]) -> str:
    if counts["unknown"]:
        return _("We do not know yet how the partnership you help is doing")
    if counts["attention"]:
        return _("The partnership you help needs attention")
    return _("The partnership you help needs no talk soon")
