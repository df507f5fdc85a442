"""Which tables say what was agreed and reached? Questions 7, 12 and 13."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agreements.choices import VersionKind
from eclt_partners.common.words import plain_number
from eclt_partners.dashboards.record_words import KIND_WORDS
from eclt_partners.dashboards.result_words import COST_WORDS, WAY_WORDS
from eclt_partners.dashboards.tables.columns import (
    Column,
    Figures,
    Kind,
    Line,
    Table,
    day,
    number,
    partnership,
    said,
    text,
    words,
)
from eclt_partners.dashboards.tables.sides import side_words
from eclt_partners.dashboards.templatetags.record_words import (
    health_words,
    stored_money,
)

NO_VERSION: Final[Mapping[str, Any]] = {
    "version": None,
    "kind": "",
    "from_on": None,
    "summary": "",
    "days": None,
    "health": [],
}


def _change_lines(figures: Figures) -> Iterator[Line]:
    """Yield open wishes and versions; one of several pairs has a line for each pair."""
    for agreement in figures["changes"]["agreements"]:
        wish = agreement["open"]
        opened = [{**NO_VERSION, **wish, "on": wish["raised_on"]}] if wish else []
        for entry in [*opened, *agreement["entries"]]:
            raised = {**agreement, **entry, "raised_party": entry["party"]}
            for pair in entry["health"] or [None]:
                yield {**raised, "pair": pair}


def _what(line: Line) -> str:
    if line["version"] is None:
        return gettext("A change is being talked about")
    kind = str(VersionKind(line["kind"]).label)
    if not line["is_registered"]:
        return kind
    return gettext("%(kind)s, registered here") % {"kind": kind}


def _health(when: str) -> Column:
    heading = _("Health before") if when == "before" else _("Health after")
    return Column(
        f"health_{when}",
        heading,
        lambda line: (
            line["pair"] and line["pair"][when] and line["pair"][when]["index"]
        ),
        Kind.WHOLE,
    )


def _health_words(line: Line) -> str:
    return health_words(line["pair"]) if line["pair"] else ""


def _target_lines(figures: Figures) -> Iterator[Line]:
    for agreement in figures["targets"]["agreements"]:
        for target in agreement["targets"]:
            by_on = target["by_on"] or agreement["to_on"]
            yield {**agreement, **target, "by_on": by_on}


def _doubles(line: Line) -> str:
    return gettext("some may be counted twice") if line["may_double"] else ""


def _kind_lines(figures: Figures) -> Iterator[Line]:
    """Yield each kind once for each reporting currency it has money in."""
    for kind in figures["money"]["kinds"]:
        for total in kind["totals"] or [{"amount": None, "currency": ""}]:
            yield {**kind, **total}


CHANGES = Table(
    "changes",
    "changes",
    _("Versions of agreements, with health before and after"),
    _("Changes"),
    (
        text("agreement", _("Agreement"), Kind.CODE, of="number"),
        *partnership(code_in_print=False, name_in_print=False),
        number("version", _("Version")),
        said("what", _("What"), _what),
        text("summary", _("In short"), Kind.LONG_TEXT, in_print=False),
        day("on", _("Date")),
        day("from_on", _("In force from"), in_print=False),
        words("side", _("Raised by"), side_words),
        text("raised_party", _("Partner who raised it"), in_print=False),
        number("days", _("Days to agree")),
        _health("before"),
        _health("after"),
        said("health", _("How health changed"), _health_words, Kind.LONG_TEXT),
    ),
    _change_lines,
    kept_at=("changes", "agreements"),
)


def _about_cost(line: Line) -> str:
    """Say why there is no cost, or which sums it is of when some results are not."""
    if line["why"]:
        return str(COST_WORDS[line["why"]])
    if not line["left_out_count"]:
        return ""
    children = line["cost_children"]
    return ngettext(
        "%(spent)s for %(children)s child",
        "%(spent)s for %(children)s children",
        children,
    ) % {
        "spent": stored_money(line["cost_spending"], line["reporting_currency"]),
        "children": plain_number(children),
    }


CHILDREN = Table(
    "children",
    "children",
    _("Children and direct spending of each agreement"),
    _("Children and cost"),
    (
        text("agreement", _("Agreement"), Kind.CODE, of="number"),
        *partnership(code_in_print=False),
        day("from_on", pgettext_lazy("day", "From"), in_print=False),
        day("to_on", _("Until"), in_print=False),
        *(number(way, heading) for way, heading in WAY_WORDS.items()),
        number("spending", _("Direct spending"), Kind.MONEY, currency="currency"),
        text("currency", _("Currency"), Kind.CODE, in_print=False),
        number("reported", _("For reports"), Kind.MONEY, in_print=False),
        text("reporting_currency", _("Currency of reports"), Kind.CODE, in_print=False),
        number("cost", _("Per child"), Kind.MONEY, currency="reporting_currency"),
        said("why", _("About the cost per child"), _about_cost),
        number("cost_spending", _("Spending divided"), Kind.MONEY, in_print=False),
        number("cost_children", _("Children divided by"), in_print=False),
        number("left_out_count", _("Results left out of it"), in_print=False),
        said("may_double", _("Double counting"), _doubles, in_print=False),
    ),
    lambda figures: figures["children"]["lines"],
    kept_at=("children", "lines"),
)
TARGETS = Table(
    "targets",
    "children",
    _("Targets of the agreements in force"),
    _("Targets"),
    (
        *partnership(),
        text("text", _("Target"), Kind.LONG_TEXT),
        number("quantity", pgettext_lazy("number", "Planned"), Kind.MONEY),
        number("reached", _("Reached"), Kind.MONEY),
        day("reached_on", _("Reached until"), in_print=False),
        day("by_on", _("By")),
        text("agreement", _("Agreement"), Kind.CODE, of="number"),
        number("version", _("Version"), in_print=False),
    ),
    _target_lines,
    kept_at=("targets", "agreements"),
)
MONEY = Table(
    "money",
    "money",
    _("Money of the agreements in force"),
    _("Money"),
    (
        text("agreement", _("Agreement"), Kind.CODE, of="number"),
        *partnership(code_in_print=False),
        number("version", _("Version"), in_print=False),
        words("kind", _("Kind of partner"), lambda kind: KIND_WORDS[kind]),
        number("amount", _("Amount agreed"), Kind.MONEY, currency="currency"),
        text("currency", _("Currency"), Kind.CODE, in_print=False),
        number(
            "reporting_amount",
            _("For reports"),
            Kind.MONEY,
            currency="reporting_currency",
        ),
        text("reporting_currency", _("Currency of reports"), Kind.CODE, in_print=False),
        number("rate", _("Rate"), Kind.RATE),
        day("rate_on", _("Rate of"), in_print=False),
        day("from_on", _("In force from"), in_print=False),
        day("to_on", _("Until")),
        said("places", _("Places"), lambda line: ", ".join(line["places"])),
    ),
    lambda figures: figures["money"]["agreements"],
    kept_at=("money", "agreements"),
)
KINDS = Table(
    "kinds",
    "money",
    _("Kinds of partner, with the money of their agreements in force"),
    _("Kinds of partner"),
    (
        words("kind", _("Kind of partner"), lambda kind: KIND_WORDS[kind]),
        number("count", _("Running partnerships")),
        number("deal_count", _("Agreements in force")),
        number("amount", _("For reports"), Kind.MONEY, currency="currency"),
        text("currency", _("Currency of reports"), Kind.CODE, in_print=False),
    ),
    _kind_lines,
)
AGREEMENT_TABLES: Final = (CHANGES, CHILDREN, TARGETS, MONEY, KINDS)
