"""How do people get accounts and roles, and how do they lose them?"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.services.absences import end_what_no_longer_holds
from eclt_partners.accounts.services.sessions import end_sessions
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.services.following import (
    WRITTEN_FOR,
    follow_new_settings,
)
from eclt_partners.notifications.services.leavers import (
    stop_mail_from_elsewhere,
    stop_mail_of_leaver,
)
from eclt_partners.notifications.services.topics import set_left_topics


@dataclass(frozen=True, slots=True)
class PersonFields:
    """How somebody is called and addressed."""

    name: str
    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class RolePlace:
    """One role in one place; which place a role needs is a rule of the table."""

    role: str
    country: str | None = None
    partnership_id: int | None = None

    @property
    def sees_everywhere(self) -> bool:
        """Tell whether the role opens every place, as a director's does."""
        has_no_place = not self.country and not self.partnership_id
        return has_no_place and self.role != Role.ADMINISTRATOR

    def __str__(self) -> str:
        return f"{self.role}:{self.country or self.partnership_id or ''}".rstrip(":")


def roles_of(person: User) -> set[RolePlace]:
    """Return the present roles of a person with their places."""
    return {
        RolePlace(row.role, row.country_id, row.partnership_id)
        for row in person.roles.all()
    }


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    now: datetime,
    email: str,
    fields: PersonFields,
    roles: AbstractSet[RolePlace],
) -> User:
    """Make an account that cannot sign in until its owner has set a password.

    The page mails the link for that.

    Raises:
        NotPermitted: only administrators manage people.
        InvalidInput: the address has an account already.
    """
    require(actor, Action.MANAGE_PEOPLE)
    _lock_administrators()
    refuse_taken(email)
    # Somebody may be moving an account to this address, which waits for nobody.
    with one_account_per_address():
        person = User.objects.create_user(email, None, **asdict(fields))
    _give_and_take(person, give=roles, take=set())
    audit.record(
        "accounts.person.added",
        actor=actor,
        subject=person,
        now=now,
        place=Place(),
        facts={"roles": sorted(map(str, roles))},
    )
    return person


@transaction.atomic
def change_person(
    *,
    actor: Actor,
    now: datetime,
    person: User,
    fields: PersonFields,
    is_active: bool,
    roles: AbstractSet[RolePlace],
) -> User:
    """Change an account and its roles; switching it off ends all its sessions.

    Raises:
        NotPermitted: only administrators manage people.
        InvalidInput: somebody switches off the own account, or nobody would be left
            who manages people.
    """
    require(actor, Action.MANAGE_PEOPLE)
    _lock_administrators()
    person = User.objects.select_for_update().get(pk=person.pk)
    changed = apply(person, {**asdict(fields), "is_active": is_active})
    if "is_active" in changed and person.pk == actor.user_id:
        raise InvalidInput({"is_active": _("You cannot switch off your own account")})
    person.save(update_fields=changed)
    _follow(person, changed, now=now)
    old = roles_of(person)
    _give_and_take(person, give=roles - old, take=old - roles)
    _refuse_nobody_left()
    ended = 0 if is_active else end_sessions(person=person)
    if "is_active" in changed and not is_active:
        stop_mail_of_leaver(f"user:{person.pk}")
    elif old - roles:
        _stop_mail_from_elsewhere(person, roles)
    end_what_no_longer_holds(
        actor=actor, now=now, person=User.objects.get(pk=person.pk)
    )
    if changed or old != roles:
        audit.record(
            "accounts.person.changed",
            actor=actor,
            subject=person,
            now=now,
            place=Place(),
            facts={
                "fields": changed,
                "roles_given": sorted(map(str, roles - old)),
                "roles_taken": sorted(map(str, old - roles)),
                "sessions_ended": ended,
            },
        )
    return person


@transaction.atomic
def change_own_settings(
    *,
    actor: Actor,
    now: datetime,
    person: User,
    fields: PersonFields,
    left: AbstractSet[Topic] | None = None,
) -> User:
    """Let people change how they themselves are called, addressed and written to.

    Args:
        actor: the person.
        now: the present moment, aware.
        person: whose settings.
        fields: how the person is called and addressed.
        left: topics of which no mails are wanted; None: as before.

    Raises:
        NotPermitted: the account is somebody else's.
    """
    require_self(actor, person)
    if left is not None:
        set_left_topics(actor.key, left, now=now)
    person = User.objects.select_for_update().get(pk=person.pk)
    changed = apply(person, asdict(fields))
    if not changed:
        return person
    person.save(update_fields=changed)
    _follow(person, changed, now=now)
    audit.record(
        "accounts.settings.changed",
        actor=actor,
        subject=person,
        now=now,
        place=Place(),
        facts={"fields": changed},
    )
    return person


def refuse_taken(email: str) -> None:
    """Refuse an address that an account has, whatever its capitals.

    Raises:
        InvalidInput: it has one.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise _taken()


@contextmanager
def one_account_per_address() -> Iterator[None]:
    """Refuse in words what the database refuses: the last of two with one address.

    Raises:
        InvalidInput: another account got the address at this moment.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        raise _taken() from problem


def require_self(actor: Actor, person: User) -> None:
    """Refuse unless the actor is this person.

    Raises:
        NotPermitted: it is somebody else.
    """
    if actor.user_id != person.pk:
        raise NotPermitted("settings are one's own")


def _taken() -> InvalidInput:
    return InvalidInput({"email": _("There is an account with this address")})


def _follow(person: User, changed: list[str], *, now: datetime) -> None:
    """Let mail that waits follow to a new language or time zone."""
    if WRITTEN_FOR.intersection(changed):
        key, language, zone = f"user:{person.pk}", person.language, person.time_zone
        follow_new_settings(key, language=language, time_zone=zone, now=now)


def _stop_mail_from_elsewhere(person: User, roles: AbstractSet[RolePlace]) -> None:
    if any(place.sees_everywhere for place in roles):
        return
    stop_mail_from_elsewhere(
        f"user:{person.pk}",
        countries={place.country for place in roles if place.country},
        partnerships={p.partnership_id for p in roles if p.partnership_id},
    )


def _give_and_take(
    person: User, *, give: AbstractSet[RolePlace], take: AbstractSet[RolePlace]
) -> None:
    for place in take:
        person.roles.filter(
            role=place.role,
            country=place.country,
            partnership_id=place.partnership_id,
        ).delete()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=person,
            role=place.role,
            country_id=place.country,
            partnership_id=place.partnership_id,
        )
        for place in sorted(give, key=str)
    )


def _lock_administrators() -> None:
    """Let one after the other add and change people.

    So one administrator stays, and an address that is sent twice is refused in words.
    """
    list(
        RoleAssignment.objects.select_for_update()
        .filter(role=Role.ADMINISTRATOR)
        .order_by("pk")
    )


def _refuse_nobody_left() -> None:
    left = User.objects.filter(is_active=True, roles__role=Role.ADMINISTRATOR)
    if not left.exists():
        raise InvalidInput(
            {"": _("Give somebody else the role Administrator first: one must be left")}
        )
