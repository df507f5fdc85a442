"""Who is acting? Builds the `Actor` that every service asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import PartnerLink, RoleAssignment, User
from eclt_partners.accounts.places import partnership_choices
from eclt_partners.accounts.role_words import BETWEEN
from eclt_partners.accounts.rules.permissions import ACTIONS_OF_LINK, ACTIONS_OF_ROLE
from eclt_partners.accounts.rules.second_step import needs_second_step
from eclt_partners.accounts.rules.standing_in import may_stand_in, needed_of
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import ANONYMOUS, Actor, ActorKind, Grant
from eclt_partners.common.asking import ask_together
from eclt_partners.countries.models import Country


def actor_of_user(user: User | AnonymousUser) -> Actor:
    """Return the actor of an account, with the grants of all its roles.

    One query, or none for the person of a session. An account that cannot sign in has
    no grants.
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    assignments = list(user.roles.all())
    return Actor(
        kind=ActorKind.USER,
        key=f"user:{user.pk}",
        role_text=BETWEEN.join(sorted({each.role for each in assignments})),
        grants=frozenset(
            Grant(action, assignment.country_id, assignment.partnership_id)
            for assignment in assignments
            for action in ACTIONS_OF_ROLE[assignment.role]
        ),
        user_id=user.pk,
    )


def actor_of_link(link: PartnerLink) -> Actor:
    """Return the actor of a partner link: one contact, one partnership, one purpose."""
    return Actor(
        kind=ActorKind.LINK,
        key=f"contact:{link.contact_id}",
        role_text=link.purpose,
        grants=frozenset(
            Grant(action, None, link.partnership_id)
            for action in ACTIONS_OF_LINK[link.purpose]
        ),
        contact_id=link.contact_id,
        partnership_id=link.partnership_id,
    )


def people_of_country(country_code: str) -> QuerySet[User]:
    """Return the people who may lead a partnership in a country, by name.

    Officers and managers of the country, and directors, who can sign in.
    """
    return people_of_countries(Country.objects.filter(pk=country_code))


def people_of_countries(countries: QuerySet[Country]) -> QuerySet[User]:
    """Return the people who may lead partnerships in one of the countries."""
    works_there = Q(
        roles__role__in=[Role.OFFICER, Role.MANAGER], roles__country__in=countries
    )
    return (
        User.objects.filter(works_there | Q(roles__role=Role.DIRECTOR), is_active=True)
        .order_by("name", "id")
        .distinct()
    )


def works_there(person: str, country: str) -> Exists:
    """Tell whether somebody may lead a partnership in a country, as a condition.

    Args:
        person: the name of the field with the person, of the row that is asked.
        country: likewise.
    """
    mine = RoleAssignment.objects.filter(user=OuterRef(person))
    return Exists(
        mine.filter(
            Q(role__in=[Role.OFFICER, Role.MANAGER], country=OuterRef(country))
            | Q(role=Role.DIRECTOR)
        )
    )


def people_at(country_code: str, partnership_id: int) -> QuerySet[User]:
    """Return who signs in and has a role where a partnership is.

    Mails about a place go to nobody else: `works_at_sql` of `partners.selectors.asked`
    says the same to ladders. Administrators set up, and open no partnership.
    """
    mine = RoleAssignment.objects.filter(
        Q(country=None) | Q(country=country_code),
        Q(partnership_id=None) | Q(partnership_id=partnership_id),
        user=OuterRef("pk"),
    )
    able = Exists(mine.exclude(role=Role.ADMINISTRATOR))
    return User.objects.filter(able, is_active=True)


def places_of(user_ids: Iterable[int]) -> set[tuple[int, str | None, int | None]]:
    """Return where the roles of people lie that open partnerships; as `people_at`.

    Returns:
        Person, country and partnership; None twice stands for everywhere.
    """
    rows = RoleAssignment.objects.filter(user__in=list(user_ids))
    opening = rows.exclude(role=Role.ADMINISTRATOR)
    return set(opening.values_list("user_id", "country_id", "partnership_id"))


def people_in_role(role: Role, country_code: str) -> QuerySet[User]:
    """Return the people who have a role in one country and can sign in."""
    return User.objects.filter(
        roles__role=role, roles__country=country_code, is_active=True
    ).distinct()


def people_of_all(roles: Iterable[Role]) -> QuerySet[User]:
    """Return the people who have one of the roles anywhere and can sign in."""
    return User.objects.filter(roles__role__in=list(roles), is_active=True).distinct()


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the names behind actor keys like "user:12"; keys of others are left out.

    One query. Names are looked up when they are shown, never copied (rulings 5).
    """
    return {f"user:{user.pk}": user.name for user in people_behind(keys)}


def people_behind(keys: Iterable[str]) -> QuerySet[User]:
    """Return the people behind actor keys like "user:12"; others are left out."""
    ids = {
        int(key.removeprefix("user:"))
        for key in keys
        if key.startswith("user:") and key.removeprefix("user:").isdecimal()
    }
    return User.objects.filter(pk__in=ids)


def people_looked_after(actor: Actor) -> QuerySet[User]:
    """Return the people for whom the actor may say when they are away, by name.

    Those who work in a country where the actor has the right, and the actor.
    """
    people = User.objects.filter(is_active=True)
    scope = actor.scope(Action.SET_AWAY)
    if not scope.everywhere:
        works_there = Q(roles__country__in=scope.countries)
        people = people.filter(works_there | Q(pk=actor.user_id or 0)).distinct()
    return people.order_by("name", "pk")


def people_who_may_stand_in(person: User) -> QuerySet[User]:
    """Return who may do what a person's mails ask for, in the same places."""
    needed = needed_of(person.roles.all())
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    asked = others.filter(roles__isnull=False).distinct().prefetch_related("roles")
    ask_together(asked)
    able = [each.pk for each in asked if may_stand_in(actor_of_user(each), needed)]
    return others.filter(pk__in=able).order_by("name", "pk")


def people_list(words: str) -> QuerySet[User]:
    """Return all accounts whose name or address contains the words, with roles."""
    found = User.objects.prefetch_related("roles__country")
    if words:
        found = found.filter(_called(words))
    return found.order_by("-is_active", "name", "pk")


def people_called(words: str) -> QuerySet[User]:
    """Return the people whose name or address contains the words."""
    return User.objects.filter(_called(words)).order_by("pk")


def _called(words: str) -> Q:
    return Q(name__unaccent__icontains=words) | Q(email__icontains=words)


def roles_in_words(person: User) -> list[str]:
    """Return the roles of a person with their places, like "Director"."""
    codes = dict(partnership_choices())
    return [
        " · ".join(
            part
            for part in (
                str(row.get_role_display()),
                row.country.name if row.country else "",
                codes.get(row.partnership_id or 0, ""),
            )
            if part
        )
        for row in person.roles.select_related("country")
    ]


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What an account has for the second step of signing in.

    Attributes:
        app: the app that shows codes; None before it is set up.
        spare: the spare codes; None before they are made.
    """

    app: Authenticator | None
    spare: Authenticator | None

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds that the account has, as the library names them."""
        return frozenset(each.type for each in (self.app, self.spare) if each)


def second_step_of(person: User) -> SecondStep:
    """Return what an account has for the second step; asked once per request."""
    asked = getattr(person, "_second_step", None)
    if isinstance(asked, SecondStep):
        return asked
    kept = {each.type: each for each in Authenticator.objects.filter(user=person)}
    kinds = Authenticator.Type
    found = SecondStep(kept.get(kinds.TOTP), kept.get(kinds.RECOVERY_CODES))
    person._second_step = found  # type: ignore[attr-defined]
    return found


def spare_codes_left(kept: SecondStep) -> int:
    """Return how many spare codes nobody used yet."""
    return len(kept.spare.wrap().get_unused_codes()) if kept.spare else 0


def has_to_have_second_step(person: User) -> bool:
    """Tell whether one of the person's roles needs the second step here."""
    held = {assignment.role for assignment in person.roles.all()}
    return needs_second_step(held, settings.SECOND_STEP_ROLES)
