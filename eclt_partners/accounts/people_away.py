"""How does the outbox learn for whom somebody stands in?"""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from eclt_partners.accounts.models import Absence
from eclt_partners.accounts.selectors import people_behind
from eclt_partners.notifications import standing
from eclt_partners.notifications.standing import Away


def people_away(keys: Collection[str], now: datetime) -> dict[str, Away]:
    """Return the people behind keys like "user:12" with their last day away."""
    people = list(people_behind(keys))
    absences = list(Absence.objects.standing().filter(person__in=people))
    found = {}
    for person in people:
        today = now.astimezone(ZoneInfo(person.time_zone)).date()
        until = next(
            (
                each.until_on
                for each in absences
                if each.person_id == person.pk
                and each.from_on <= today <= each.until_on
            ),
            None,
        )
        found[f"user:{person.pk}"] = Away(person.name, until)
    return found


standing.register_finder(people_away)
