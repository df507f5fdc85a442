"""Who hears that mail does not reach somebody?

Asked again and again: the key of a letter names the stop and its reader, so everybody
hears once of each.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models.functions import Lower

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_in_role, people_of_all, works_there
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.models import Outgoing, StoppedAddress
from eclt_partners.notifications.services import Recipient, queue
from partners.emails.unreached import CONTACT_LETTER, PERSON_LETTER
from partners.models import Contact, PartnershipParty

WORTH_TELLING = timedelta(days=14)


def tell_of_stopped_addresses(*, now: datetime) -> int:
    """Write to the leads whose contacts are not reached, to administrators of people.

    Safe to repeat, by any number at once.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many letters are new.
    """
    stops = StoppedAddress.objects.filter(
        cleared_at=None, stopped_at__gt=now - WORTH_TELLING
    ).exclude(kind=FailureKind.MARKED)
    return sum(
        _tell_of_contacts(stop, now=now) + _tell_of_people(stop, now=now)
        for stop in stops
    )


def _tell_of_contacts(stop: StoppedAddress, *, now: datetime) -> int:
    rows = Contact.objects.annotate(plain=Lower("email")).filter(
        plain=stop.address, left_on=None
    )
    told = 0
    for contact in rows.select_related("partner"):
        told += sum(
            _write(stop, CONTACT_LETTER, reader, now=now, contact=contact)
            for reader in _who_looks_after(contact)
        )
    return told


def _tell_of_people(stop: StoppedAddress, *, now: datetime) -> int:
    rows = User.objects.annotate(plain=Lower("email"))
    person = rows.filter(plain=stop.address, is_active=True).first()
    if person is None:
        return 0
    readers = people_of_all([Role.ADMINISTRATOR]).exclude(pk=person.pk)
    return sum(
        _write(stop, PERSON_LETTER, reader, now=now, person=person)
        for reader in readers
    )


def _who_looks_after(contact: Contact) -> Iterable[User]:
    """Return the leads of the partner's partnerships; managers when there is none."""
    parties = PartnershipParty.objects.filter(
        works_there("partnership__foundation_lead", "partnership__country"),
        partner=contact.partner_id,
        to_on=None,
        partnership__foundation_lead__is_active=True,
    )
    leads = User.objects.filter(
        pk__in=parties.values("partnership__foundation_lead")
    ).order_by("pk")
    return leads or people_in_role(Role.MANAGER, contact.partner.country_id)


def _write(
    stop: StoppedAddress,
    letter: str,
    reader: User,
    *,
    now: datetime,
    contact: Contact | None = None,
    person: User | None = None,
) -> bool:
    """Queue one letter; False when its reader was told already."""
    about = f"c{contact.pk}" if contact else f"u{person.pk if person else 0}"
    key = f"{letter}:{stop.pk}:{about}:{reader.pk}"
    if Outgoing.objects.filter(dedupe_key=key).exists():
        return False
    queue(
        now=now,
        letter=letter,
        facts={
            "stop": stop.pk,
            "contact": contact.pk if contact else None,
            "person": person.pk if person else None,
        },
        recipient=Recipient(
            f"user:{reader.pk}", reader.email, reader.language, reader.time_zone
        ),
        dedupe_key=key,
        country=contact.partner.country_id if contact else "",
        is_for_role=True,
    )
    return True
