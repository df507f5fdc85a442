"""What is stored of dashboards: figures, pages, months, and the views people keep."""

from eclt_partners.dashboards.models.bodies import StoredBody
from eclt_partners.dashboards.models.kept_rows import KeptRow
from eclt_partners.dashboards.models.months import MonthlyPage, MonthlySnapshot
from eclt_partners.dashboards.models.narrowed import NarrowedPage, NarrowedSnapshot
from eclt_partners.dashboards.models.saved_views import (
    VIEW_NAME_MAX,
    VIEWS_MAX,
    SavedView,
)
from eclt_partners.dashboards.models.snapshots import (
    CountrySnapshot,
    SnapshotLine,
    SnapshotPage,
    SnapshotPart,
)

__all__ = [
    "VIEWS_MAX",
    "VIEW_NAME_MAX",
    "CountrySnapshot",
    "KeptRow",
    "MonthlyPage",
    "MonthlySnapshot",
    "NarrowedPage",
    "NarrowedSnapshot",
    "SavedView",
    "SnapshotLine",
    "SnapshotPage",
    "SnapshotPart",
    "StoredBody",
]
