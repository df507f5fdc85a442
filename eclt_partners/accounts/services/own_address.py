"""How does the address change with which somebody signs in and gets mail?

The owner asks with the password, and confirms by a mail to the new address; until then
all stays as it is. An administrator changes it at once, for who reads the old mailbox no
more. The old address hears of it in either case.
"""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from eclt_partners.accounts.adapters import (
    ADDRESS_CHANGED,
    ADDRESS_SET,
    CONFIRM_ADDRESS,
)
from eclt_partners.accounts.emails import send_password_link
from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.people import (
    one_account_per_address,
    refuse_taken,
    require_self,
)
from eclt_partners.accounts.services.sessions import end_sessions
from eclt_partners.audit import services as audit
from eclt_partners.audit.models import AuditEntry
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.services.addresses import (
    clear_address,
    follow_new_address,
    plain_address,
)

SALT: Final = "accounts.own_address"
CHANGED: Final = "accounts.address.changed"
HOLDS_FOR: Final = timedelta(days=1)


@transaction.atomic
def ask_for_address(*, actor: Actor, now: datetime, person: User, address: str) -> None:
    """Mail a link to the new address; the person confirms with it.

    Args:
        actor: the person.
        now: the present moment, aware.
        person: whose account, with the present address and password.
        address: the new one.

    Raises:
        NotPermitted: the account is somebody else's.
        InvalidInput: it is the present address, or another account has it.
    """
    require_self(actor, person)
    address = plain_address(address)
    _refuse_taken(person, address)
    token = signing.dumps(
        {"to": address, "at": int(now.timestamp()), "seal": _seal(person)}, salt=SALT
    )
    path = reverse("accounts:confirm_address", args=[token])
    context = {"user": person, "link": f"{settings.SITE_URL}{path}"}
    get_adapter().send_mail(CONFIRM_ADDRESS, address, context)
    _note("accounts.address.asked", actor, person, now=now)


def address_of_link(person: User, token: str, *, now: datetime) -> str:
    """Return the address that a link of a mail confirms for a person.

    Returns:
        "" for a link that is old, used, of somebody else, of before a change of address
        or password, or none of ours.
    """
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return ""
    is_old = now - HOLDS_FOR > datetime.fromtimestamp(said["at"], tz=now.tzinfo)
    if is_old or not constant_time_compare(said["seal"], _seal(person)):
        return ""
    return str(said["to"])


@transaction.atomic
def confirm_address(
    *, actor: Actor, now: datetime, person: User, token: str, session: str | None
) -> User:
    """Let a person sign in and get mail with the address that a link confirms.

    Was mail to it stopped after one came back? The link arrived, so it goes on.

    Args:
        actor: the person.
        now: the present moment, aware.
        person: whose account.
        token: of the mail to the new address.
        session: the key of the session that goes on; all others end.

    Raises:
        NotPermitted: the link does not hold, or the account is somebody else's or
            switched off.
        InvalidInput: another account has the address by now.
    """
    require_self(actor, person)
    person = _locked(person)
    address = address_of_link(person, token, now=now)
    if not address:
        raise NotPermitted("the link does not hold")
    before = _move(person, address, now=now)
    why = _("The address was confirmed by a link that was mailed to it.")
    if clear_address(address, now=now, by=actor.key, why=why) is not None:
        _note("accounts.person_mail.cleared", actor, person, now=now)
    end_sessions(person=person, but=session)
    _tell_old(person, before)
    _note(CHANGED, actor, person, now=now)
    return person


@transaction.atomic
def set_address(*, actor: Actor, now: datetime, person: User, address: str) -> User:
    """Give an account another address at once; its sessions end.

    Who has no password yet gets the link to choose one at the new address.

    Args:
        actor: an administrator.
        now: the present moment, aware.
        person: somebody else, who can sign in.
        address: the new one.

    Raises:
        NotPermitted: only administrators manage people, and nobody the own address
            without the mail that confirms it; or the account is switched off.
        InvalidInput: it is the present address, or another account has it.
    """
    require(actor, Action.MANAGE_PEOPLE)
    if actor.user_id == person.pk:
        raise NotPermitted("the own address is confirmed by mail")
    person = _locked(person)
    before = _move(person, address, now=now)
    end_sessions(person=person)
    if person.has_usable_password():
        get_adapter().send_mail(ADDRESS_SET, person.email, {"user": person})
        _tell_old(person, before)
    else:
        send_password_link(person)
    _note(CHANGED, actor, person, now=now)
    return person


def _locked(person: User) -> User:
    """Return the account as it is now, for whoever changes it first."""
    found = User.objects.select_for_update().get(pk=person.pk)
    if not found.is_active:
        raise NotPermitted("the account is switched off")
    return found


def _move(person: User, address: str, *, now: datetime) -> str:
    """Change the address, and let what waits follow; return the old one.

    The sign-in library finds accounts by rows of its own as well: those of addresses
    of the past go, so that an old mailbox opens nothing.
    """
    _refuse_taken(person, address)
    before, person.email = person.email, plain_address(address)
    with one_account_per_address():
        person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()
    follow_new_address(f"user:{person.pk}", address=person.email, now=now)
    return before


def _refuse_taken(person: User, address: str) -> None:
    if plain_address(address) == plain_address(person.email):
        raise InvalidInput({"email": _("This is the address of the account now")})
    refuse_taken(address)


def _tell_old(person: User, before: str) -> None:
    """Write to the old address. The new one is not told: it may be another's mailbox."""
    context = {"user": person, "link": f"mailto:{settings.CONTACT_EMAIL}"}
    get_adapter().send_mail(ADDRESS_CHANGED, before, context)


def _seal(person: User) -> str:
    """Return what changes with the person, the password and each change of the address.

    Changes are counted too: on the way back to an old address no old link opens again.
    """
    changes = AuditEntry.objects.filter(
        verb=CHANGED, subject_type=person._meta.label_lower, subject_id=person.pk
    ).count()
    known = person.get_session_auth_hash()
    state = f"{person.pk} {person.email} {changes} {known}"
    return salted_hmac(SALT, state).hexdigest()


def _note(verb: str, actor: Actor, person: User, *, now: datetime) -> None:
    audit.record(verb, actor=actor, subject=person, now=now, place=Place(), facts={})
