"""Who speaks for the foundation in a partnership today?

The lead, as long as the lead signs in and has a role there: mails of one deed ask this
as ladders do (`partners.selectors.asked`).
"""

from collections.abc import Iterable

from django.conf import settings

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_in_role, places_of
from partners.models import Partnership


def lead_at_work(partnership: Partnership) -> User | None:
    """Return the foundation's lead, or None when nobody leads who works there."""
    return leads_at_work([partnership]).get(partnership.pk)


def leads_at_work(partnerships: Iterable[Partnership]) -> dict[int, User]:
    """Return the lead of each partnership in which the lead works, by its id.

    One query, whatever their number.

    Args:
        partnerships: with their leads.
    """
    led = [
        (place, place.foundation_lead)
        for place in partnerships
        if place.foundation_lead is not None and place.foundation_lead.is_active
    ]
    if not led:
        return {}
    held = places_of({lead.pk for _place, lead in led})
    return {
        place.pk: lead
        for place, lead in led
        if held & {(lead.pk, *each) for each in _around(place)}
    }


def _around(place: Partnership) -> list[tuple[str | None, int | None]]:
    """Return where a role may lie that opens a place: there, or everywhere."""
    return [(None, None), (place.country_id, None), (None, place.pk)]


def lead_or_managers(partnership: Partnership) -> list[User]:
    """Return who hears for the foundation: the lead, or the managers of the country."""
    lead = lead_at_work(partnership)
    if lead is not None:
        return [lead]
    return list(people_in_role(Role.MANAGER, partnership.country_id))


def whom_to_ask(partnership: Partnership) -> tuple[str, str]:
    """Return name and address of the lead; where none works there, the foundation's."""
    lead = lead_at_work(partnership)
    if lead is None:
        return settings.FOUNDATION_NAME, settings.CONTACT_EMAIL
    return lead.name, lead.email
