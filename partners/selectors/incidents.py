"""What waits for the safeguarding lead, and what is known of it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.selectors import people_in_role
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import IncidentState
from partners.models import Contact, Incident
from partners.rules.incidents import contact_due_at
from partners.selectors.people import people_names


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One report in the list.

    Attributes:
        incident: with its partnership and country.
        contact_due_at: by when the person who reported is called.
        is_waiting: nobody has made contact yet.
        is_late: and the 72 hours are over.
    """

    incident: Incident
    contact_due_at: datetime
    is_waiting: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note with the name of its author today."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class IncidentStory:
    """One report with who made it, how to reach that person, and the notes."""

    line: IncidentLine
    reporter: str
    reach: tuple[str, ...]
    notes: tuple[NoteLine, ...]


def has_safeguarding_lead(country_code: str) -> bool:
    """Tell whether anybody may read what is reported in a country. One query."""
    return people_in_role(Role.SAFEGUARDING, country_code).exists()


def incident_lines(actor: Actor, *, now: datetime) -> list[IncidentLine]:
    """Return the reports in the actor's countries: open ones first, oldest first.

    At most one query; none for people who read no reports.
    """
    return lines_of(incidents_seen(actor), now=now)


def incidents_seen(actor: Actor, *, only_open: bool = False) -> QuerySet[Incident]:
    """Return the reports in the actor's countries, oldest first, with their places.

    None for people who read no reports.
    """
    if not actor.may_somewhere(Action.SEE_INCIDENTS):
        return Incident.objects.none()
    rows = Incident.objects.visible_to(actor).select_related("partnership__country")
    if only_open:
        rows = rows.open()
    return rows.order_by("reported_at", "pk")


def lines_of(incidents: Iterable[Incident], *, now: datetime) -> list[IncidentLine]:
    """Put reports into the order of the list: those nobody has called about first."""
    lines = [_line(each, now) for each in incidents]
    return sorted(
        lines,
        key=lambda line: (not line.is_waiting, line.incident.ended_on is not None),
    )


def incident_story(incident: Incident, *, now: datetime) -> IncidentStory:
    """Return everything that is known of one report. Three queries."""
    notes = list(incident.notes.all())
    names = people_names({incident.reported_by, *(note.written_by for note in notes)})
    return IncidentStory(
        line=_line(incident, now),
        reporter=names.get(incident.reported_by, ""),
        reach=_reach(incident.reported_by),
        notes=tuple(
            NoteLine(note.written_at, names.get(note.written_by, ""), note.text)
            for note in notes
        ),
    )


def _line(incident: Incident, now: datetime) -> IncidentLine:
    due_at = contact_due_at(incident.reported_at)
    is_waiting = incident.state == IncidentState.NEW
    return IncidentLine(incident, due_at, is_waiting, is_waiting and due_at < now)


def _reach(key: str) -> tuple[str, ...]:
    """Return how a person of a partner is reached; people of the foundation are known."""
    kind, _colon, number = key.partition(":")
    if kind != "contact":
        return ()
    person = Contact.objects.filter(pk=int(number)).first()
    if person is None:
        return ()
    ways = (str(person.get_channel_display()), person.phone, person.email)
    return tuple(way for way in ways if way)
