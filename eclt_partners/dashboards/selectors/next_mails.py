"""Which mails go out in the next days, to whom, and who gets none, and why?

What is planned already and what will be owed if nothing changes stand together. Several
reminders of one person and day are one mail, as the composer makes it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.ladder_words import step_words
from eclt_partners.dashboards.mail_words import nobody_words
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services import Silent, SilentPage
from partners.models import Partnership
from partners.selectors.people import people_names
from reviews.selectors.coming import (
    WINDOWS,
    coming_page,
    days_to_show,
    wanted_of,
)
from reviews.selectors.silence import silent_page

PAGE_SIZE: Final = 50
MOST_SILENT: Final = 50


@dataclass(frozen=True, slots=True)
class ComingRow:
    """One reminder, with the words and the names of a page."""

    coming: Upcoming
    kind: str
    step: str
    recipient: str
    partnership: str

    @property
    def send_on(self) -> date:
        """The day it goes out."""
        return self.coming.send_on


@dataclass(frozen=True, slots=True)
class ComingMail:
    """One mail to one person on one day: its reminders, one or several."""

    send_at: datetime
    time_zone: str
    recipient: str
    rows: Sequence[ComingRow]

    @property
    def is_digest(self) -> bool:
        """Whether several reminders come in one mail."""
        return len(self.rows) > 1


@dataclass(frozen=True, slots=True)
class SilentRow:
    """Somebody who is not reminded of something, with the names of a page."""

    silent: Silent
    recipient: str
    partnership: str


@dataclass(frozen=True, slots=True)
class NextFilters:
    """What somebody asks of the coming mails: a ladder, a country, people."""

    kind: ReminderKind | None = None
    country: str = ""
    people: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class NextMails:
    """What goes out in the next days, and who gets nothing.

    Attributes:
        days: how many days are looked ahead: 90, or fewer where there is very much.
        mails: of one page.
        mail_count: how many they are on all pages.
        is_cut: there are more, which are neither counted nor listed.
        silent: the first of those who are not reminded, with the reason.
        silent_count: how many they are.
        later_count: how often somebody is reminded, but later than that.
    """

    days: int
    mails: Sequence[ComingMail]
    mail_count: int
    is_cut: bool
    silent: Sequence[SilentRow]
    silent_count: int
    later_count: int

    @property
    def is_whole(self) -> bool:
        """False where there is too much: then nobody looked for who gets nothing."""
        return self.days == WINDOWS[0]


def next_mails(
    actor: Actor, *, now: datetime, filters: NextFilters, number: int = 1
) -> NextMails:
    """Return a page of the mails of the next days, the next first. Five queries.

    Args:
        actor: only of places whose ledger the actor may see.
        now: the present moment, aware.
        filters: which of them.
        number: of the page, from 1; beyond the last it is the last.
    """
    wanted = wanted_of(actor, filters.country, filters.people)
    days = days_to_show(wanted, now=now)
    mails = coming_page(
        wanted, now=now, days=days, kind=filters.kind, number=number, size=PAGE_SIZE
    )
    silent = (
        silent_page(wanted, now=now, kind=filters.kind, most=MOST_SILENT)
        if days == WINDOWS[0]
        else SilentPage((), 0, 0)
    )
    rows, first = mails.rows, silent.first
    shown: list[Upcoming | Silent] = [*rows, *first]
    names, places = _names(
        {each.recipient_key for each in shown}, {each.partnership_id for each in shown}
    )
    return NextMails(
        days=days,
        mails=_mails([_row(each, names, places) for each in rows]),
        mail_count=mails.count,
        is_cut=mails.is_cut,
        silent=[
            SilentRow(
                each,
                _person(each, names),
                places.get(each.partnership_id, ""),
            )
            for each in first
        ],
        silent_count=silent.count,
        later_count=silent.later,
    )


def coming_rows(rows: Sequence[Upcoming]) -> list[ComingRow]:
    """Return reminders with the names of a page. Two queries."""
    names, places = _names(
        [row.recipient_key for row in rows], {row.partnership_id for row in rows}
    )
    return [_row(each, names, places) for each in rows]


def subject_url(kind: str, subject_id: int, partnership_id: int) -> str:
    """Return the page that a reminder is about: its review, table, or partnership."""
    pages = {
        ReminderKind.REVIEW: "reviews:hub",
        ReminderKind.AGREEMENT_ENDING: "agreements:detail",
        ReminderKind.RENEGOTIATION: "agreements:table",
    }
    if kind in pages:
        return reverse(pages[ReminderKind(kind)], args=[subject_id])
    return reverse("dashboards:partnership", args=[partnership_id])


def _names(
    keys: Collection[str], partnerships: Collection[int]
) -> tuple[dict[str, str], dict[int, str]]:
    places = Partnership.objects.filter(pk__in=partnerships)
    return people_names(keys), dict(places.values_list("pk", "name"))


def _person(each: Silent, names: Mapping[str, str]) -> str:
    if not each.recipient_key:
        return nobody_words(each)
    return names.get(each.recipient_key) or gettext("Somebody who left")


def _row(
    each: Upcoming, names: Mapping[str, str], places: Mapping[int, str]
) -> ComingRow:
    return ComingRow(
        coming=each,
        kind=str(ReminderKind(each.kind).label),
        step=step_words(each.kind, each.step),
        recipient=names.get(each.recipient_key) or gettext("Somebody who left"),
        partnership=places.get(each.partnership_id, ""),
    )


def _mails(rows: Sequence[ComingRow]) -> list[ComingMail]:
    """Put what one person gets on one day into one mail; rows stand in that order."""
    found = []
    for _key, members in groupby(
        rows, key=lambda row: (row.send_on, row.coming.recipient_key)
    ):
        several = list(members)
        first = several[0]
        found.append(
            ComingMail(
                send_at=first.coming.send_at,
                time_zone=first.coming.time_zone,
                recipient=first.recipient,
                rows=several,
            )
        )
    return found
