"""The lines of the country wall about lists of partners that come in as files."""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

EXCHANGE_PAGES = [
    Page("exchange:imports", Door.RIGHT, Action.REGISTER),
    Page("exchange:template", Door.RIGHT, Action.REGISTER),
    Page("exchange:list", Door.ASKER, keys=("list",)),
    Page("exchange:left_out", Door.ASKER, keys=("list",)),
]
