"""Which time zones does a form offer?"""

from functools import cache
from zoneinfo import available_timezones

REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


@cache
def zone_choices() -> tuple[tuple[str, str], ...]:
    """Return name and text of every place of the zone database, by region and city.

    "UTC" comes first; names without a place ("EST", "Etc/GMT+3") are left out.
    """
    places = sorted(
        name for name in available_timezones() if name.partition("/")[0] in REGIONS
    )
    return (
        ("UTC", "UTC"),
        *((name, name.replace("_", " ").replace("/", " / ")) for name in places),
    )
