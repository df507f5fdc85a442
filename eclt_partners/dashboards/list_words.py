"""What are the lists behind a dashboard called, and which block do they belong to?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.words import STATUS_WORDS
from eclt_partners.dashboards.rules import lists
from reviews.rules.instrument import DIMENSIONS
from reviews.words import dimension_name

TITLES: Final[Mapping[str, Promise]] = {
    lists.ALL: _("All partnerships"),
    lists.RUNNING: _("Partnerships with regular reviews"),
    lists.OTHERS: _("Partnerships without regular reviews"),
    lists.ACTIONS: _("What needs somebody"),
    lists.GAPS: _("The widest difference in each partnership"),
    lists.OVERDUE: _("Late reviews"),
    lists.ENDINGS: _("Agreements that end"),
    lists.LATE: _("Late promises"),
    "late_foundation": _("Late promises of the foundation"),
    "late_partner": _("Late promises of partners"),
    "late_joint": _("Late promises of both together"),
    **{name: STATUS_WORDS[status] for name, status in lists.STATUS_LISTS.items()},
}
# The anchor of the block on the country's page that a list belongs to.
_ANCHORS: Final[Mapping[str, str]] = {
    lists.ACTIONS: "actions",
    lists.OTHERS: "others",
    lists.GAPS: "gap",
    lists.OVERDUE: "overdue",
    lists.ENDINGS: "endings",
    lists.LATE: "keeping",
    **dict.fromkeys(lists.LATE_LISTS, "keeping"),
    **dict.fromkeys(lists.STATUS_LISTS, "status"),
    **dict.fromkeys(DIMENSIONS, "heat-map"),
}


def list_title(show: str) -> str:
    """Name a list; that of a dimension has the dimension's name."""
    return dimension_name(show) if show in DIMENSIONS else str(TITLES[show])


def anchor_of(show: str) -> str:
    """Return the anchor of the block that leads to a list; "" for none."""
    return _ANCHORS.get(show, "")
