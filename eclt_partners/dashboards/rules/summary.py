"""Which figures of a country does a page about many countries read?

The figures of a large country are megabytes. Today, the table of countries and their
comparison read this small part, whose size does not depend on the partnerships.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from eclt_partners.dashboards.rules.attention import Need

TALK_SOON = (Need.RED, Need.OVERDUE, Need.AMBER)
# Rises when the shape changes, together with `figures.SCHEMA`, so that it is built again;
# until then one of another shape is not shown.
SUMMARY_SCHEMA = 2
MOST_LINES = 12
MOST_DATES = 12


def country_summary(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the small part of a country's figures.

    Returns:
        `opening` and `overview` as they are, `statuses` (status -> count), `attention`
        (the first lines about partnerships that need a talk or whose review is late)
        with `attention_count`, and `dates` (the next ones, from today on) with
        `dates_count`.
    """
    attention = [
        line
        for line in figures["actions"]
        if line["need"] in TALK_SOON or (line["need"] == Need.TALK and line["reasons"])
    ]
    return {
        "schema": SUMMARY_SCHEMA,
        "opening": figures["opening"],
        "overview": figures["overview"],
        "statuses": {tile["status"]: tile["count"] for tile in figures["tiles"]},
        "attention": attention[:MOST_LINES],
        "attention_count": len(attention),
        "dates": _dates(figures),
        "dates_count": len(figures["calendar"]),
    }


def _dates(figures: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the next dates of the calendar; in quiet times the next review."""
    if figures["calendar"]:
        return list(figures["calendar"][:MOST_DATES])
    return [{**each, "text": ""} for each in figures["year"][:1]]
