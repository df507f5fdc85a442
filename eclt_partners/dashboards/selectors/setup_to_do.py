"""What does the set-up still need: roles, people for each country, leads?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.tasks import ENOUGH, Task
from partners.models import Partnership

NAMED = 3


@dataclass(frozen=True, slots=True)
class SetUpRows:
    """What is missing, as questions that can be asked together.

    Attributes:
        people: who can sign in and has no role.
        unmanaged: countries in use without a manager who can sign in.
        unguarded: countries in use without a safeguarding lead who can sign in.
    """

    people: QuerySet[User]
    unmanaged: QuerySet[Country]
    unguarded: QuerySet[Country]


def set_up_rows(actor: Actor) -> SetUpRows:
    """Return the questions; without rows for people who set nothing up."""
    if not actor.may_somewhere(Action.MANAGE_PEOPLE):
        nowhere = Country.objects.none()
        return SetUpRows(User.objects.none(), nowhere, nowhere)
    people = User.objects.filter(is_active=True, roles__isnull=True)
    return SetUpRows(
        people=people.order_by("name", "pk")[:ENOUGH],
        unmanaged=countries_without(Role.MANAGER),
        unguarded=countries_without(Role.SAFEGUARDING),
    )


def countries_without(role: Role) -> QuerySet[Country]:
    """Return the countries in use in which nobody who can sign in has the role."""
    people = RoleAssignment.objects.filter(
        role=role, country=OuterRef("pk"), user__is_active=True
    )
    return Country.objects.filter(~Exists(people), is_active=True)


def set_up_tasks(rows: SetUpRows) -> Iterator[Task]:
    """Say what is missing, one line for each kind of thing."""
    people = [person.name for person in rows.people]
    if people:
        count = len(people)
        yield _task(
            ngettext(
                "%(count)d person has no role and sees nothing",
                "%(count)d people have no role and see nothing",
                count,
            )
            % {"count": count},
            people,
        )
    for countries, title in (
        (rows.unmanaged, _("Nobody manages these countries")),
        (rows.unguarded, _("Nobody reads safety concerns of these countries")),
    ):
        by_name = sorted(countries, key=lambda country: country.sorts_as)
        names = [country.name for country in by_name]
        if names:
            yield _task(title, names)


def lead_tasks(left: Iterable[Partnership]) -> Iterator[Task]:
    """Say in one line which partnerships are led by somebody who left, or moved."""
    names = [place.name for place in left]
    if names:
        title = ngettext(
            "%(count)d partnership is led by somebody who no longer works there",
            "%(count)d partnerships are led by somebody who no longer works there",
            len(names),
        )
        yield Task(
            title=title % {"count": len(names)},
            text=_some_of(names),
            due_on=None,
            is_late=False,
            url=reverse("partners:unreached"),
            link_label=_("Name another lead"),
        )


def _task(title: str, names: Sequence[str]) -> Task:
    return Task(
        title=title,
        text=_some_of(names),
        due_on=None,
        is_late=False,
        url=reverse("accounts:people"),
        link_label=_("People and roles"),
    )


def _some_of(names: Sequence[str]) -> str:
    """Name the first ones and count the others."""
    text, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return text
    return _("%(names)s and %(more)d more") % {"names": text, "more": more}
