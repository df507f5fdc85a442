"""How does a personal link get into a mail without being stored?

A stored body holds `[[link:ID]]`; the address with its token is put in just
before the message leaves (rulings 17). `accounts` says how, when it starts. Only a
link of the reader is put in: what people type may look like a placeholder, and would
give its reader the link of somebody else.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from eclt_partners.common.rules.calendar_lines import file_of, unfolded

# No more digits than an id has.
PLACEHOLDER = re.compile(r"\[\[link:([0-9]{1,18})\]\]")
# Most bodies hold none: this is found sooner than a pattern. Only in calendar files the
# end of a line may stand within it.
_BEGIN, _CALENDAR = "[[link:", "BEGIN:VCALENDAR"
# Whatever opens something for its reader alone, with what may stand behind it:
# "?lang=fr", "not-me/".
_PERSONAL = re.compile(r"\[\[(?:link:\d+|leave:[A-Z]+)\]\][?#/\w=&-]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a personal link opens.

    Attributes:
        reader: the key of the one person whose link it is, for example "contact:7".
        address: with its token; "" when the link no longer opens anything.
    """

    reader: str
    address: str


Addresses = Mapping[int, Opening]
Filler = Callable[[set[int]], Addresses]

_fillers: list[Filler] = []


class NoFillerError(LookupError):
    """Raised when a body holds a placeholder and nobody can fill it."""


def register_filler(filler: Filler) -> None:
    """Say who turns the ids of links into their addresses; the last one counts.

    A filler leaves out what is no link.
    """
    _fillers[:] = [filler]


def placeholder(link_id: int) -> str:
    """Return what stands in a stored body for the address of a link."""
    return f"[[link:{link_id}]]"


def is_placeholder(address: str) -> bool:
    """Tell whether an address is a personal link that is filled in while sending."""
    return PLACEHOLDER.fullmatch(address) is not None


def addresses_in(bodies: Iterable[str]) -> Addresses:
    """Return the addresses of all links that the bodies hold, by id; asked at once.

    Args:
        bodies: as stored; a calendar file may be among them.

    Raises:
        NoFillerError: nobody registered to fill placeholders.
    """
    wanted = {
        int(number)
        for body in bodies
        for number in PLACEHOLDER.findall(_on_one_line(body))
    }
    if not wanted:
        return {}
    if not _fillers:
        raise NoFillerError("no filler of link placeholders is registered")
    return _fillers[0](wanted)


def _on_one_line(body: str) -> str:
    """Return what a body says with each placeholder whole; "" when it has none."""
    if body.startswith(_CALENDAR):
        return unfolded(body)
    return body if _BEGIN in body else ""


def fill(body: str, addresses: Addresses, *, reader: str) -> str:
    """Return the body with the placeholders of its reader replaced by addresses.

    What names a link of somebody else, or none, was typed by somebody and stays.

    Args:
        body: as stored.
        addresses: of the links in it.
        reader: the key of the one whom the message is for.

    Raises:
        LookupError: a link of the reader no longer opens anything.
    """
    if _BEGIN not in body:
        return body

    def address(found: re.Match[str]) -> str:
        opening = addresses.get(int(found[1]))
        if opening is None or opening.reader != reader:
            return found[0]
        if not opening.address:
            raise LookupError(found[0])
        return unescape(opening.address)

    return PLACEHOLDER.sub(address, body)


def without_links(body: str, instead: str) -> str:
    """Return a stored body for people to read: words stand where a link would."""
    return _PERSONAL.sub(lambda _found: instead, body)


def fill_calendar(stored: str, addresses: Addresses, *, reader: str) -> str:
    """Return a calendar file with its placeholders filled and its lines folded anew.

    Args:
        stored: the iCalendar text as rendered; folding may split a placeholder.
        addresses: of the links in it.
        reader: the key of the one whom the message is for.

    Raises:
        LookupError: a link of the reader no longer opens anything.
    """
    whole = unfolded(stored)
    if _BEGIN not in whole:
        return stored
    filled = fill(whole, addresses, reader=reader)
    return file_of(filled.removesuffix("\r\n").split("\r\n"))
