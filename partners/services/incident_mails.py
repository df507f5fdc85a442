"""Who hears that somebody may be in danger?

The key of a letter names its kind, the incident and the reader, so everybody gets each
kind once.
"""

from datetime import datetime

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_in_role, people_of_all
from eclt_partners.notifications.services import Recipient, queue
from partners.choices import IncidentState
from partners.emails import INCIDENT, NOBODY
from partners.models import Incident


def tell_of_waiting_incidents(*, now: datetime) -> int:
    """Write to who became safeguarding lead after a danger was reported.

    Asked again and again: nobody gets the same letter twice. Where the last lead has
    left, administrators and directors hear that one is needed.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reports wait for somebody to make contact.
    """
    new = Incident.objects.filter(state=IncidentState.NEW)
    waiting = list(new.select_related("partnership"))
    for incident in waiting:
        tell_of_incident(incident, now=now)
    return len(waiting)


def tell_of_incident(incident: Incident, *, now: datetime) -> None:
    """Write to the safeguarding leads of the country.

    Where there is none, administrators and directors hear that one is needed.
    """
    leads = _leads(incident)
    letter = INCIDENT if leads else NOBODY
    for person in leads or people_of_all([Role.ADMINISTRATOR, Role.DIRECTOR]):
        _write(incident, letter, person, now=now)


def tell_of_wish_to_speak(incident: Incident, *, now: datetime) -> None:
    """Write once more to the leads: who reported now wants to speak to someone."""
    for person in _leads(incident):
        _write(incident, INCIDENT, person, now=now, is_again=True)


def _leads(incident: Incident) -> list[User]:
    return list(people_in_role(Role.SAFEGUARDING, incident.partnership.country_id))


def _write(
    incident: Incident,
    letter: str,
    person: User,
    *,
    now: datetime,
    is_again: bool = False,
) -> None:
    facts = {"incident": incident.pk, "country": incident.partnership.country_id}
    # Who was told that nobody is lead may become it, and is told of the report then.
    key = f"{letter}:{incident.pk}:{person.pk}"
    queue(
        now=now,
        letter=letter,
        facts=facts | {"again": True} if is_again else facts,
        recipient=Recipient(
            f"user:{person.pk}", person.email, person.language, person.time_zone
        ),
        dedupe_key=f"{key}:again" if is_again else key,
    )
