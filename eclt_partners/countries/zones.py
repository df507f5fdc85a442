"""Which time zones does a form offer?"""

from functools import cache
from importlib.resources import files

REMARK = "#"
# Nobody signs an agreement there.
WITHOUT_PARTNERS = "Antarctica/"


@cache
def _places() -> tuple[str, ...]:
    """Return the places of the list of the zone database, one name for each.

    The database also knows names of before ("Asia/Calcutta", "Africa/Asmera") and
    names without a place ("EST", "Etc/GMT+3"); its list leaves them out.
    """
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line for line in table.splitlines() if not line.startswith(REMARK))
    names = (row.split("\t")[2] for row in rows)
    return tuple(sorted(n for n in names if not n.startswith(WITHOUT_PARTNERS)))


def zone_choices(kept: str = "") -> list[tuple[str, str]]:
    """Return name and text of what a form offers, by region and city.

    Args:
        kept: the zone that was chosen before; it stays on offer under its old name.
    """
    names = {*_places(), kept} - {"", "UTC"}
    return [("UTC", "UTC"), *((name, _text(name)) for name in sorted(names))]


def _text(name: str) -> str:
    return name.replace("_", " ").replace("/", " / ")
