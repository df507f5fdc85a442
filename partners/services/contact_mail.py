"""How does the foundation see to mail that does not reach a person of a partner?"""

from datetime import datetime

from django.db import transaction

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.models import NotForMe
from eclt_partners.notifications.services.addresses import clear_address, stop_address
from eclt_partners.notifications.services.not_for_me import settle_not_for_me
from partners.models import Contact


@transaction.atomic
def stop_contact_mail(
    *, actor: Actor, now: datetime, contact: Contact, why: str
) -> None:
    """Mail nothing more to the address of a person, and take back what waits.

    Raises:
        NotPermitted: no right to register in the partner's country.
    """
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    stopped = stop_address(
        contact.email, now=now, kind=FailureKind.MARKED, reply=why, by=actor.key
    )
    if stopped is not None:
        _note("partners.contact_mail.stopped", contact, actor=actor, now=now)


@transaction.atomic
def clear_contact_mail(
    *, actor: Actor, now: datetime, contact: Contact, why: str
) -> None:
    """Let mail to the address of a person go on; what is still worth it follows.

    Raises:
        NotPermitted: no right to register in the partner's country.
    """
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    if clear_address(contact.email, now=now, by=actor.key, why=why) is not None:
        _note("partners.contact_mail.cleared", contact, actor=actor, now=now)


@transaction.atomic
def see_to_not_me(
    *,
    actor: Actor,
    now: datetime,
    contact: Contact,
    said: NotForMe,
    is_asked_again: bool,
) -> NotForMe:
    """Note that somebody has seen to "I am not the right person".

    Args:
        actor: who may register people in the partner's country.
        now: the present moment, aware.
        contact: who said it.
        said: what was said.
        is_asked_again: this person is asked again after all.

    Raises:
        NotPermitted: no right to register in the partner's country.
    """
    require(actor, Action.REGISTER, country=contact.partner.country_id)
    row = settle_not_for_me(said, by=actor.key, now=now, is_asked_again=is_asked_again)
    verb = "asked_again" if is_asked_again else "seen_to"
    _note(f"partners.not_me.{verb}", contact, actor=actor, now=now)
    return row


def _note(verb: str, contact: Contact, *, actor: Actor, now: datetime) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=contact,
        now=now,
        place=Place(contact.partner.country_id),
        facts={"partner": contact.partner_id},
    )
