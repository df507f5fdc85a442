"""How does a personal link get into a mail without being stored?

A stored body holds `[[link:ID]]`; the address with its token is put in just
before the message leaves (rulings 17). `accounts` says how, when it starts.
"""

import re
from collections.abc import Callable
from html import unescape

from icalendar import Calendar

PLACEHOLDER = re.compile(r"\[\[link:(\d+)\]\]")
# With what may stand behind it: "?lang=fr", "#not-for-me".
WHOLE_ADDRESS = re.compile(PLACEHOLDER.pattern + r"[?#/\w=&-]*")
FOLD = re.compile(r"\r?\n[ \t]")

Filler = Callable[[int], str]

_fillers: list[Filler] = []


class NoFillerError(LookupError):
    """Raised when a body holds a placeholder and nobody can fill it."""


def register_filler(filler: Filler) -> None:
    """Say who turns the id of a link into its address; the last one counts.

    A filler raises LookupError for a link that no longer opens anything.
    """
    _fillers[:] = [filler]


def placeholder(link_id: int) -> str:
    """Return what stands in a stored body for the address of a link."""
    return f"[[link:{link_id}]]"


def is_placeholder(address: str) -> bool:
    """Tell whether an address is a personal link that is filled in while sending."""
    return PLACEHOLDER.fullmatch(address) is not None


def fill(body: str) -> str:
    """Return the body with every placeholder replaced by its address.

    Raises:
        NoFillerError: nobody registered to fill placeholders.
        LookupError: a link no longer opens anything.
    """
    return PLACEHOLDER.sub(_address, body)


def without_links(body: str, instead: str) -> str:
    """Return a stored body for people to read: words stand where a link would."""
    return WHOLE_ADDRESS.sub(lambda _found: instead, body)


def fill_calendar(stored: str) -> str:
    """Return a calendar file with its placeholders filled and its lines folded anew.

    Args:
        stored: the iCalendar text as rendered; folding may split a placeholder.
    """
    whole = FOLD.sub("", stored)
    if not PLACEHOLDER.search(whole):
        return stored
    calendar = Calendar.from_ical(fill(whole))
    return str(calendar.to_ical().decode())


def _address(found: re.Match[str]) -> str:
    if not _fillers:
        raise NoFillerError("no filler of link placeholders is registered")
    return unescape(_fillers[0](int(found[1])))
