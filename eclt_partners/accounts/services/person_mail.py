"""How do administrators see to mail that does not reach somebody with an account?"""

from datetime import datetime

from django.db import transaction

from eclt_partners.accounts.models import User
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.services.addresses import clear_address, stop_address


@transaction.atomic
def stop_person_mail(*, actor: Actor, now: datetime, person: User, why: str) -> None:
    """Mail nothing more to the address of an account, and take back what waits.

    Raises:
        NotPermitted: only administrators manage people.
    """
    require(actor, Action.MANAGE_PEOPLE)
    stopped = stop_address(
        person.email, now=now, kind=FailureKind.MARKED, reply=why, by=actor.key
    )
    if stopped is not None:
        _note("accounts.person_mail.stopped", person, actor=actor, now=now)


@transaction.atomic
def clear_person_mail(*, actor: Actor, now: datetime, person: User, why: str) -> None:
    """Let mail to the address of an account go on; what is still worth it follows.

    Raises:
        NotPermitted: only administrators manage people.
    """
    require(actor, Action.MANAGE_PEOPLE)
    if clear_address(person.email, now=now, by=actor.key, why=why) is not None:
        _note("accounts.person_mail.cleared", person, actor=actor, now=now)


def _note(verb: str, person: User, *, actor: Actor, now: datetime) -> None:
    audit.record(verb, actor=actor, subject=person, now=now, place=Place())
