"""Which pages stand behind "More", and for whom?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.context import address_in


@dataclass(frozen=True, slots=True)
class MoreLink:
    """One page behind "More": what it is called, what it is for, who needs it.

    `country` is the code of the one that stays chosen, or "".
    """

    name: str
    label: Promise
    text: Promise
    right: Action | None = None
    country: str = ""

    @property
    def url(self) -> str:
        """The address; empty when this installation does not have the page."""
        return address_in(self.name, self.country)


MORE: Final[Sequence[MoreLink]] = (
    MoreLink(
        "dashboards:year",
        _("Calendar"),
        _("When both sides take stock in the next 12 months"),
        Action.SEE,
    ),
    MoreLink(
        "agreements:commitments",
        _("Promises"),
        _("What both sides promised, what is late, and what waits for an answer"),
        Action.SEE,
    ),
    MoreLink(
        "agreements:list",
        _("Agreements"),
        _("What is in force, what ends soon, and where a change is open"),
        Action.SEE,
    ),
    MoreLink(
        "lifecycle:lasting",
        _("What lasted"),
        _("What goes on 6, 12 and 24 months after an end, and what we learn from it"),
        Action.SEE,
    ),
    MoreLink(
        "dashboards:files",
        _("Files to take along"),
        _("The figures of countries as a report, a spreadsheet or tables"),
        Action.SEE,
    ),
    MoreLink(
        "dashboards:ledger",
        _("Mail"),
        _("What was sent to whom, what waits and what comes next"),
        Action.SEE_LEDGER,
    ),
    MoreLink(
        "partners:unreached",
        _("Nobody to write to"),
        _("Where a side is not told what is due, because no mail reaches its lead"),
        Action.REGISTER,
    ),
    MoreLink(
        "partners:incidents",
        _("Safety concerns"),
        _("What was reported, and by when you make contact"),
        Action.SEE_INCIDENTS,
    ),
    MoreLink(
        "accounts:people_away",
        _("Times away"),
        _("Who is away, and who gets their mails meanwhile"),
        Action.SET_AWAY,
    ),
    MoreLink(
        "accounts:people",
        _("People and roles"),
        _("Who can sign in, and where they work"),
        Action.MANAGE_PEOPLE,
    ),
    MoreLink(
        "accounts:countries",
        _("Set up countries"),
        _("Time zones, weekends, languages and currencies"),
        Action.MANAGE_COUNTRIES,
    ),
    MoreLink(
        "reviews:instruments",
        _("Versions of the questions"),
        _("What reviews ask, in which words and languages"),
        Action.MANAGE_INSTRUMENTS,
    ),
    MoreLink(
        "agreements:kinds",
        _("Kinds of agreement"),
        _("What an agreement can be, and which clauses are usual in it"),
        Action.MANAGE_KINDS,
    ),
    MoreLink(
        "accounts:settings",
        _("Your account"),
        _("Your language, time zone and password"),
    ),
    MoreLink(
        "common:help",
        _("Help"),
        _("How reviews, agreements and dashboards work"),
    ),
)

COUNTRIES: Final = MoreLink(
    "dashboards:countries",
    _("Countries"),
    _("Which partnerships need attention and why, country by country"),
    Action.SEE,
)
# Where somebody begins who reads everything and changes nothing.
READING: Final = (
    "dashboards:year",
    "agreements:commitments",
    "agreements:list",
    "lifecycle:lasting",
    "dashboards:files",
    "dashboards:ledger",
)


def reading_links(actor: Actor) -> list[MoreLink]:
    """Return the pages from which everything else can be read."""
    return [COUNTRIES, *(link for link in more_links(actor) if link.name in READING)]


def more_links(actor: Actor, *, country: str = "") -> list[MoreLink]:
    """Return the pages this actor may open; lists keep the country that was chosen."""
    return [
        replace(link, country=country)
        for link in MORE
        if link.url and (link.right is None or actor.may_somewhere(link.right))
    ]
