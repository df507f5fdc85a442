"""How are the people of a partner added and changed?"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.models import AuditEntry
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.notifications.services.addresses import (
    follow_new_address,
    stop_mail_without_address,
)
from eclt_partners.notifications.services.following import (
    WRITTEN_FOR,
    follow_new_settings,
)
from eclt_partners.notifications.services.leavers import stop_mail_of_leaver
from partners.choices import Channel
from partners.models import Contact, Partner
from partners.services.lead_mails import tell_new_heads
from partners.services.leads import tell_of_new_head
from partners.services.moved_mails import tell_old_address

_IS_OR_WAS_HEAD = Q(is_head=True) | Q(was_head=True)


@dataclass(frozen=True, slots=True)
class ContactFields:
    """What is known about a person at a partner."""

    name: str
    job_title: str
    email: str
    phone: str
    channel: str
    language: str
    time_zone: str
    is_head: bool = False
    left_on: date | None = None


@transaction.atomic
def add_contact(
    *, actor: Actor, now: datetime, partner: Partner, fields: ContactFields
) -> Contact:
    """Add a person to a partner; a head after another one brings a short review.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: no way to reach the person, or the address is taken.
    """
    require(actor, Action.REGISTER, country=partner.country_id)
    partner = _locked(partner.pk)
    contact = Contact(partner=partner, **asdict(fields))
    _check(contact, now=now)
    _keep_new(actor, [contact], now=now)
    return contact


@transaction.atomic
def add_contacts(*, actor: Actor, now: datetime, contacts: Sequence[Contact]) -> None:
    """Add people whose forms are valid; as `add_contact`, in few statements for all.

    The database refuses an address that is taken.

    Args:
        actor: needs the right to register in the countries of their partners.
        now: the moment, aware.
        contacts: not saved yet; they get their ids.

    Raises:
        NotPermitted: no right to register in one of the countries.
        InvalidInput: no way to reach one of them.
    """
    for contact in contacts:
        require(actor, Action.REGISTER, country=contact.partner.country_id)
        check_reach(contact, now=now)
    lock_people({contact.partner_id for contact in contacts})
    _keep_new(actor, contacts, now=now)


@transaction.atomic
def change_contact(
    *, actor: Actor, now: datetime, contact: Contact, fields: ContactFields
) -> Contact:
    """Change what is known about a person, or note that they left.

    A person who left gets no mails and no links any more. A head after another one
    brings a short review. An address that was changed hears of it.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: as `add_contact`.
    """
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    partner = _locked(contact.partner_id)
    contact = partner.contacts.select_for_update().get(pk=contact.pk)
    before = contact.email
    changed = apply(contact, asdict(fields))
    if not changed:
        return contact
    _check(contact, now=now)
    if "is_head" in changed:
        _head_changed(actor, contact, now=now)
    contact.save(update_fields=[*changed, "was_head"])
    _follow(contact, changed, now=now)
    [entry] = _record(
        "partners.contact.changed", actor, [contact], now=now, changed=changed
    )
    change, by = entry.pk, actor.user_id
    tell_old_address(contact, by=by, now=now, before=before, change=change)
    return contact


def _head_changed(actor: Actor, contact: Contact, *, now: datetime) -> None:
    """Remember who is no longer the head; a head after another one brings a review."""
    if not contact.is_head:
        contact.was_head = True
    elif _comes_after_another(contact):
        tell_of_new_head(actor=actor, now=now, partner=contact.partner)
        tell_new_heads([contact], now=now)


def _keep_new(actor: Actor, contacts: Sequence[Contact], *, now: datetime) -> None:
    """Keep people; a head after another one brings a short review."""
    heads = [contact.partner for contact in contacts if contact.is_head]
    followed = _with_a_head([partner.pk for partner in heads])
    for partner in heads:
        if partner.pk in followed:
            tell_of_new_head(actor=actor, now=now, partner=partner)
    Contact.objects.bulk_create(contacts)
    new_heads = [each for each in contacts if each.is_head]
    tell_new_heads([each for each in new_heads if each.partner_id in followed], now=now)
    _record("partners.contact.added", actor, contacts, now=now, changed=[])


def _follow(contact: Contact, changed: list[str], *, now: datetime) -> None:
    """Take back the mail of who left or has no address; else let it follow."""
    key = f"contact:{contact.pk}"
    if WRITTEN_FOR.intersection(changed):
        language, time_zone = contact.language, contact.time_zone
        follow_new_settings(key, language=language, time_zone=time_zone, now=now)
    if contact.left_on and "left_on" in changed:
        stop_mail_of_leaver(key)
    elif "email" in changed and contact.email:
        follow_new_address(key, address=contact.email, now=now)
    elif "email" in changed:
        stop_mail_without_address(key)


def _locked(partner_id: int) -> Partner:
    """Let one after the other change a partner's people: addresses stay unique."""
    return Partner.objects.select_for_update(no_key=True).get(pk=partner_id)


def lock_people(partner_ids: Collection[int]) -> None:
    """Let one after the other change the people of several partners."""
    rows = Partner.objects.select_for_update(no_key=True).filter(pk__in=partner_ids)
    list(rows.order_by("pk").values_list("pk"))


def _comes_after_another(contact: Contact) -> bool:
    """Tell whether a new head follows somebody else; ask before it is kept.

    Who was the head before and is it again follows nobody, unless another one is the
    head now: most often a tick was taken away by mistake.
    """
    others = Contact.objects.filter(partner=contact.partner_id).exclude(pk=contact.pk)
    if contact.was_head:
        return others.filter(is_head=True, left_on__isnull=True).exists()
    return others.filter(_IS_OR_WAS_HEAD).exists()


def _with_a_head(partner_ids: Collection[int]) -> set[int]:
    """Return the partners that have or had a head; ask before a new one is kept."""
    if not partner_ids:
        return set()
    heads = Contact.objects.filter(_IS_OR_WAS_HEAD, partner__in=partner_ids)
    return set(heads.values_list("partner", flat=True))


def _check(contact: Contact, *, now: datetime) -> None:
    check_reach(contact, now=now)
    check_constraints(contact)


def check_reach(contact: Contact, *, now: datetime) -> None:
    """Refuse a person whom nobody reaches, or who leaves in days to come.

    Raises:
        InvalidInput: as the form of the person says it.
    """
    needed = {
        Channel.EMAIL: ("email", contact.email, _("Enter an e-mail address")),
        Channel.PHONE: ("phone", contact.phone, _("Enter a phone number")),
        Channel.MESSAGE: ("phone", contact.phone, _("Enter a phone number")),
    }
    field, value, text = needed.get(Channel(contact.channel), ("", "-", ""))
    if not value:
        raise InvalidInput({field: text})
    today = contact.partner.country.today(now=now)
    if contact.left_on and contact.left_on > today:
        raise InvalidInput(
            {"left_on": _("The day the person left must be today or earlier")}
        )


def _record(
    verb: str,
    actor: Actor,
    contacts: Sequence[Contact],
    *,
    now: datetime,
    changed: list[str],
) -> list[AuditEntry]:
    return audit.record_all(
        verb,
        actor=actor,
        subjects=[
            (
                contact,
                Place(contact.partner.country_id),
                {"partner": contact.partner_id, "fields": changed},
            )
            for contact in contacts
        ],
        now=now,
    )
