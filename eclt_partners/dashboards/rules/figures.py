"""Which figures stand on the dashboard of one country? Codes and numbers, no words.

The result is plain JSON; `SCHEMA` rises when its shape changes, and a snapshot of an
older shape is built again, as any of another release (`common.release`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from eclt_partners.dashboards.rules.after_end import what_lasts
from eclt_partners.dashboards.rules.attention import action_list
from eclt_partners.dashboards.rules.changes import change_timelines
from eclt_partners.dashboards.rules.children import children_and_cost
from eclt_partners.dashboards.rules.cohorts import cohorts
from eclt_partners.dashboards.rules.endings import endings
from eclt_partners.dashboards.rules.gaps import gap_blocks
from eclt_partners.dashboards.rules.growing import growth
from eclt_partners.dashboards.rules.health_and_targets import health_and_targets
from eclt_partners.dashboards.rules.heat import heat_map
from eclt_partners.dashboards.rules.keeping import promises_kept
from eclt_partners.dashboards.rules.lateness import (
    calendar,
    overdue_table,
    year_of_reviews,
)
from eclt_partners.dashboards.rules.money import kinds_and_money
from eclt_partners.dashboards.rules.months import since_figures
from eclt_partners.dashboards.rules.overview import overview
from eclt_partners.dashboards.rules.recent import reviewed_since
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from eclt_partners.dashboards.rules.shortening import counted
from eclt_partners.dashboards.rules.targets import targets_in_force
from eclt_partners.dashboards.rules.tiles import opening_counts, status_tiles
from eclt_partners.dashboards.rules.trust import trust_curve

SCHEMA = 10


def country_figures(
    code: str,
    rows: Sequence[PartnershipRow],
    as_of: date,
    since: date | None = None,
    *,
    changed: Mapping[str, Any] | None = None,
    most: int | None = None,
) -> dict[str, Any]:
    """Return all figures of one country on one day.

    Args:
        code: the country.
        rows: every partnership of the country, or those somebody looks at.
        as_of: today in the country.
        since: look at what has a past from this day on; None is all of it.
        changed: as `rules.months.since_figures` says; None: no month is kept.
        most: in how many lines at most scores are shown; None = in all.

    Returns:
        Whole lists, each with its `..._count`; `rules.shortening` cuts them.
    """
    ordered = sorted(rows, key=lambda row: row.code)
    reviewed = [row for row in ordered if row.is_reviewed]
    recent = [reviewed_since(row, since) for row in reviewed]
    figures = {
        "schema": SCHEMA,
        "country": code,
        "as_of": iso(as_of),
        "opening": opening_counts(reviewed),
        "overview": overview(recent, as_of),
        "actions": action_list(ordered, as_of),
        "since": changed or since_figures([], {}, [], as_of),
        "tiles": status_tiles(reviewed),
        **_scores(recent, most),
        "overdue": overdue_table(reviewed),
        "calendar": calendar(ordered, as_of),
        "year": year_of_reviews(reviewed, as_of),
        "changes": change_timelines(ordered, since),
        "keeping": promises_kept(ordered, as_of, since),
        "growing": growth(ordered),
        "endings": endings(reviewed, as_of),
        "lasting": what_lasts(ordered, as_of),
        "children": children_and_cost(ordered, as_of),
        "targets": targets_in_force(ordered, as_of),
        "money": kinds_and_money(ordered, as_of, since),
        "closer": _closer(ordered, as_of),
        "others": [_other(row) for row in ordered if not row.is_reviewed],
    }
    return counted(figures)


def _scores(rows: Sequence[PartnershipRow], most: int | None) -> dict[str, Any]:
    """Return what is drawn of the scores; of a large country only what is stored."""
    return {
        "heat": heat_map(rows, most),
        "gaps": gap_blocks(rows, most),
        "trust": trust_curve(rows, most),
    }


def _closer(rows: Sequence[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return the two further questions, on a page of their own."""
    reviewed = [row for row in rows if row.is_reviewed]
    return {
        "cohorts": cohorts(rows),
        "reached": health_and_targets(reviewed, as_of),
    }


def _other(row: PartnershipRow) -> dict[str, Any]:
    return {**named(row), "stage": row.stage.value}
