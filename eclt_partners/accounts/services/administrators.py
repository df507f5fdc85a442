"""How does an installation get its first administrator, or one who can come in again?

Only somebody with a shell on the server does this; everything else goes through the
page of people.
"""

from datetime import datetime

from django.db import transaction

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.services.second_step import take_away
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require


@transaction.atomic
def let_administrator_in(
    *, actor: Actor, now: datetime, email: str, name: str, language: str
) -> User:
    """Make an account, or open a present one, so that its owner manages people.

    A second step that the account has is taken away, as whoever is locked out asks for
    this. The command shows the link to a password.

    Args:
        actor: the system.
        now: the present moment, aware.
        email: of the person.
        name: of a new account; a present one keeps its own.
        language: of a new account; a present one keeps its own.

    Raises:
        NotPermitted: the actor does not manage people.
    """
    require(actor, Action.MANAGE_PEOPLE)
    person = User.objects.select_for_update().filter(email__iexact=email).first()
    if person is None:
        person = User.objects.create_user(email, None, name=name, language=language)
    elif not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    RoleAssignment.objects.get_or_create(user=person, role=Role.ADMINISTRATOR)
    take_away(actor=actor, now=now, person=person)
    audit.record(
        "accounts.administrator.let_in",
        actor=actor,
        subject=person,
        now=now,
        place=Place(),
    )
    return person
