"""How is what the rows of a list bring kept? New things together, changes one by one.

All goes through the services of the pages, in one transaction of the caller.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any

from eclt_partners.common.actor import Actor
from eclt_partners.exchange.choices import What
from eclt_partners.exchange.services.desk import Desk, Step, Trace
from eclt_partners.exchange.services.known import Known
from partners.models import Contact, Partner
from partners.services.beginnings import Beginning, start_partnerships
from partners.services.contacts import add_contacts, change_contact, lock_people
from partners.services.partners import (
    change_partner,
    lock_countries,
    register_partners,
)
from partners.services.partnerships import PartyChoice


class Moved(Exception):
    """What the rows were judged by changed in the meantime."""


class Writer:
    """Keeps the steps of a list; knows which new thing got which id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.actor: Actor = desk.actor
        self.now: datetime = desk.now
        self.partners: dict[int, Partner] = {}
        self.contacts: dict[int, Contact] = {}
        self.kept: dict[tuple[What, int], int] = {}

    def write(self) -> list[Trace]:
        """Keep all; return what was written, with ids.

        Raises:
            Moved: what the list speaks about is not what its rows were judged by.
            InvalidInput: a rule does not hold any more.
        """
        self._lock()
        self._partners()
        self._contacts()
        self._partnerships()
        return [
            replace(trace, pk=self.kept.get((trace.what, trace.pk), trace.pk))
            for trace, _thing in self.desk.steps
        ]

    def _lock(self) -> None:
        """Let nobody register there from here on, and see that nobody just did."""
        lock_countries(self.desk.asked.countries)
        lock_people({pk for pk in self.desk.rows.values() if pk > 0})
        if Known.read(self.actor, self.desk.asked).stamp != self.desk.known.stamp:
            raise Moved

    def _steps(self, what: What, *, is_new: bool) -> Iterable[Step]:
        for step in self.desk.steps:
            if step.trace.what == what and (step.trace.was is None) == is_new:
                yield step

    def _partners(self) -> None:
        new = list(self._steps(What.PARTNER, is_new=True))
        self.partners = {trace.pk: _unkept(partner) for trace, partner in new}
        if new:
            rows = list(self.partners.values())
            register_partners(actor=self.actor, now=self.now, partners=rows)
        for number, partner in self.partners.items():
            self.kept[What.PARTNER, number] = partner.pk
        for trace, fields in self._steps(What.PARTNER, is_new=False):
            partner = change_partner(
                actor=self.actor,
                now=self.now,
                partner=self._partner(trace.pk),
                fields=fields,
                is_different=True,
            )
            self.partners[trace.pk] = partner

    def _partner(self, pk: int) -> Partner:
        return self.partners.get(pk) or self.desk.known.partners[pk]

    def _contacts(self) -> None:
        new = list(self._steps(What.CONTACT, is_new=True))
        self.contacts = {trace.pk: _unkept(contact) for trace, contact in new}
        for contact in self.contacts.values():
            contact.partner = self._partner(contact.partner_id)
        if new:
            rows = list(self.contacts.values())
            add_contacts(actor=self.actor, now=self.now, contacts=rows)
        for number, contact in self.contacts.items():
            self.kept[What.CONTACT, number] = contact.pk
        for trace, (before, fields) in self._steps(What.CONTACT, is_new=False):
            known = self.contacts.get(trace.pk, before)
            self.contacts[trace.pk] = change_contact(
                actor=self.actor, now=self.now, contact=known, fields=fields
            )

    def _partnerships(self) -> None:
        new = list(self._steps(What.PARTNERSHIP, is_new=True))
        if not new:
            return
        begun = start_partnerships(
            actor=self.actor,
            now=self.now,
            beginnings=[self._beginning(step.thing) for step in new],
        )
        for (trace, _thing), partnership in zip(new, begun, strict=True):
            self.kept[What.PARTNERSHIP, trace.pk] = partnership.pk

    def _beginning(self, planned: Beginning) -> Beginning:
        """Return a beginning with partners and people that are kept."""
        parties = [
            PartyChoice(self._partner(partner.pk), lead and self._lead(lead))
            for partner, lead in (
                (each.partner, each.partner_lead) for each in planned.parties
            )
        ]
        return replace(planned, parties=parties)

    def _lead(self, lead: Contact) -> Contact:
        return self.contacts.get(lead.pk, lead)


def _unkept(row: Any) -> Any:
    """Return a new row without the id that it had in the list."""
    fresh = copy(row)
    fresh.pk = None
    return fresh
