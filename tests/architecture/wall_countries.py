"""The lines of the country wall about setting up countries."""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

COUNTRY_PAGES = [
    Page("accounts:countries", Door.RIGHT, Action.MANAGE_COUNTRIES),
    Page("accounts:country_new", Door.RIGHT, Action.MANAGE_COUNTRIES),
    Page("accounts:country", Door.RIGHT, Action.MANAGE_COUNTRIES, ("country",)),
    Page("accounts:days_off", Door.RIGHT, Action.MANAGE_COUNTRIES, ("country",)),
    Page(
        "accounts:day_back",
        Door.RIGHT,
        Action.MANAGE_COUNTRIES,
        ("country", "day_off"),
        post_only=True,
    ),
]
