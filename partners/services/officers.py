"""How is it noted who may sign for an organisation?"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from partners.models import AuthorisedOfficer, Contact, Partner


@dataclass(frozen=True, slots=True)
class OfficerFields:
    """As what somebody signs, up to what, and on which days; no last day = goes on."""

    title: str
    from_on: date
    limits: str = ""
    to_on: date | None = None


@transaction.atomic
def authorise_officer(
    *, actor: Actor, now: datetime, contact: Contact, fields: OfficerFields
) -> AuthorisedOfficer:
    """Note that a person may sign for the own organisation.

    Returns:
        The authority; the same one when the form is sent twice.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: the person has left, or days that cannot be.
    """
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    contact = _locked(contact)
    known = contact.authorities.filter(**asdict(fields)).first()
    if known is not None:
        return known
    if contact.left_on is not None:
        raise InvalidInput({"contact": _("Choose somebody who is still there")})
    officer = AuthorisedOfficer(
        contact=contact, noted_at=now, noted_by=actor.key, **asdict(fields)
    )
    _refuse(misfits(fields))
    check_constraints(officer)
    officer.save()
    _record("partners.officer.authorised", actor, officer, now=now, changed=[])
    return officer


@transaction.atomic
def change_officer(
    *, actor: Actor, now: datetime, officer: AuthorisedOfficer, fields: OfficerFields
) -> AuthorisedOfficer:
    """Change what somebody may sign, or note the last day.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: days that cannot be.
    """
    require(actor, Action.REGISTER, country=officer.contact.partner.country_id)
    officer = _locked(officer.contact).authorities.get(pk=officer.pk)
    changed = apply(officer, asdict(fields))
    if not changed:
        return officer
    _refuse(misfits(fields))
    check_constraints(officer)
    officer.save(update_fields=changed)
    _record("partners.officer.changed", actor, officer, now=now, changed=changed)
    return officer


def misfits(fields: OfficerFields) -> dict[str, str]:
    """Return what does not fit together: name of a field -> what to do."""
    if fields.to_on and fields.to_on < fields.from_on:
        return {"to_on": _("The last day must be the first day or later")}
    return {}


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise InvalidInput(problems)


def _locked(contact: Contact) -> Contact:
    """Let one after the other write, as `change_contact` does."""
    people = Partner.objects.select_for_update(no_key=True)
    return people.get(pk=contact.partner_id).contacts.get(pk=contact.pk)


def _record(
    verb: str,
    actor: Actor,
    officer: AuthorisedOfficer,
    *,
    now: datetime,
    changed: list[str],
) -> None:
    partner = officer.contact.partner
    audit.record(
        verb,
        actor=actor,
        subject=partner,
        now=now,
        place=Place(partner.country_id),
        facts={"contact": officer.contact_id, "fields": changed},
    )
