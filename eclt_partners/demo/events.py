"""What happened around the partnerships of the demonstration (methods H7)?

Events and a concern for safety, told through the services at which people tell them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.demo.deeds import Deed
from eclt_partners.demo.people import DOMAIN, by_link
from partners.choices import EventKind, IncidentWish, Side
from partners.models import Incident, Partnership
from partners.services.events import report_event
from partners.services.incidents import confirm_safe, note_contact, report_incident

SAFEGUARDING_LEAD: Final = f"safeguarding@{DOMAIN}"


def events(told: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Deed]:
    """Return the events that nobody has reported yet.

    Args:
        told: code of a partnership -> rows of kind, day, who reported it, a note, and
            the day of the review that dealt with it, "" while none did.
    """
    for code, rows in told.items():
        partnership = Partnership.objects.select_related("country").get(code=code)
        known = set(partnership.events.values_list("kind", "happened_on"))
        for row in rows:
            kind, on, *_more = row
            if (kind, date.fromisoformat(on)) not in known:
                yield Deed(on, partial(_report, partnership, row))


def concerns(told: Mapping[str, Sequence[str]]) -> Iterator[Deed]:
    """Return the steps of concerns for safety, where nobody has one; no words.

    Args:
        told: code of a partnership -> the days of the report, of the contact, of
            safety, and of the review that followed.
    """
    for code, (reported_on, contact_on, safe_on, reviewed_on) in told.items():
        partnership = Partnership.objects.select_related("country").get(code=code)
        if not partnership.incidents.exists():
            yield Deed(reported_on, partial(_worry, partnership))
            yield Deed(contact_on, partial(_contact, partnership))
            yield Deed(safe_on, partial(_safe, partnership))
            yield Deed(
                reviewed_on, partial(_close, partnership, EventKind.SAFEGUARDING)
            )


def _report(partnership: Partnership, row: Sequence[str], now: datetime) -> None:
    kind, on, side, note, closed_on = row
    event = report_event(
        actor=_who(partnership, side),
        now=now,
        partnership=partnership,
        kind=EventKind(kind),
        happened_on=date.fromisoformat(on),
        side=Side(side),
        note=note,
    )
    if closed_on:
        event.closed_on = date.fromisoformat(closed_on)
        event.save(update_fields=["closed_on"])


def _worry(partnership: Partnership, now: datetime) -> None:
    who = _who(partnership, Side.PARTNER)
    report_incident(actor=who, now=now, partnership=partnership, wish=IncidentWish.SAW)


def _contact(partnership: Partnership, now: datetime) -> None:
    note_contact(actor=_lead(), now=now, incident=_incident(partnership))


def _safe(partnership: Partnership, now: datetime) -> None:
    confirm_safe(
        actor=_lead(), now=now, incident=_incident(partnership), safe_on=now.date()
    )


def _close(partnership: Partnership, kind: EventKind, now: datetime) -> None:
    """Let the review of that day deal with what asked for it."""
    asked = partnership.events.filter(kind=kind, closed_on=None)
    asked.update(closed_on=now.date())


def _incident(partnership: Partnership) -> Incident:
    return partnership.incidents.get()


def _lead() -> Actor:
    return actor_of_user(User.objects.get(email=SAFEGUARDING_LEAD))


def _who(partnership: Partnership, side: str) -> Actor:
    """Return the lead of a side; without one nobody but the product can tell."""
    if side == Side.FOUNDATION:
        lead = partnership.foundation_lead
        return SYSTEM if lead is None else actor_of_user(lead)
    contact = partnership.parties.select_related("partner_lead").get().partner_lead
    return SYSTEM if contact is None else by_link(contact, partnership.pk)
