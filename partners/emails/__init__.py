"""Which letters do partnerships write? Each is registered under its name."""

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderKind
from partners.emails.after import DUE, LINK, after_due, after_link, after_row
from partners.emails.expiring import EXPIRING, expiring, expiring_row
from partners.emails.incidents import (
    INCIDENT,
    NOBODY,
    incident_reported,
    nobody_for_safety,
)
from partners.emails.moved import MOVED, address_moved
from partners.emails.unreached import (
    CONTACT_LETTER,
    PERSON_LETTER,
    unreached_contact,
    unreached_person,
)

__all__ = [
    "INCIDENT",
    "LINK",
    "MOVED",
    "NOBODY",
    "address_moved",
    "after_due",
    "after_link",
    "after_row",
    "expiring",
    "expiring_row",
    "incident_reported",
    "nobody_for_safety",
    "unreached_contact",
    "unreached_person",
]

letters.register(DUE, after_due)
letters.register(LINK, after_link)
letters.register(EXPIRING, expiring)
letters.register(INCIDENT, incident_reported)
letters.register(NOBODY, nobody_for_safety)
letters.register(MOVED, address_moved)
letters.register(CONTACT_LETTER, unreached_contact)
letters.register(PERSON_LETTER, unreached_person)
letters.register_line(ReminderKind.AFTER_CHECK, after_row)
letters.register_line(ReminderKind.SAFEGUARDING_CHECK, expiring_row)
