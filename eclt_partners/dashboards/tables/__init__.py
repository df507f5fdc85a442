"""Which tables answer the questions of a country's dashboard, in their order?

One description of each (`columns.Table`) serves CSV, spreadsheet and report alike.
"""

from collections.abc import Mapping
from typing import Final

from eclt_partners.dashboards.tables.agreements import AGREEMENT_TABLES
from eclt_partners.dashboards.tables.columns import Table
from eclt_partners.dashboards.tables.records import RECORD_TABLES
from eclt_partners.dashboards.tables.reviews import REVIEW_TABLES

# The first table of a question is its answer; further ones belong to it.
TABLES: Final[Mapping[str, Table]] = {
    table.key: table for table in (*REVIEW_TABLES, *RECORD_TABLES, *AGREEMENT_TABLES)
}
