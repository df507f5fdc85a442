"""How does somebody keep filters under a name?

They are filters of a country's page, or of the list of partners (no country).

A view is its owner's own: nobody else sees or changes it. Its audit entries have no
place, because nothing in the country changed, and never its name.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import VIEWS_MAX, SavedView


@dataclass(frozen=True, slots=True)
class ViewFields:
    """What a person says of a view.

    Attributes:
        is_on_today: Today leads to it; of one country only one view does.
    """

    name: str
    is_on_today: bool = False


@transaction.atomic
def save_view(
    *,
    actor: Actor,
    country: Country | None,
    query: str,
    fields: ViewFields,
    now: datetime,
) -> SavedView:
    """Keep filters under a name.

    Args:
        actor: whose view it is.
        country: whose page they are filters of; None: of the list of partners.
        query: the filters, as they stand in the address of the page.
        fields: the name, and whether Today leads to it.
        now: the moment, aware.

    Raises:
        NotPermitted: the actor does not see this country as a whole, or no partner.
        InvalidInput: no filter is set, the name is taken, or there are 20 already.
    """
    code = country.code if country else None
    _require_sight(actor, code)
    owner = _locked_owner(actor)
    own = _views(owner, code)
    _check(own, fields)
    if not query:
        raise InvalidInput({"": _("Choose at least one filter before you save a view")})
    places = set(range(1, VIEWS_MAX + 1)) - {view.place for view in own}
    if not places:
        raise InvalidInput({"": _("You have 20 views of this page. Delete one first")})
    _make_room_on_today(own, fields)
    view = SavedView.objects.create(
        owner=owner,
        country=country,
        place=min(places),
        name=fields.name,
        query=query,
        is_on_today=fields.is_on_today,
        saved_at=now,
    )
    _note("saved", view, actor=actor, now=now)
    return view


@transaction.atomic
def change_view(
    *, actor: Actor, view: SavedView, fields: ViewFields, now: datetime
) -> SavedView:
    """Give a view another name, or let Today lead to it or no longer.

    Raises:
        NotPermitted: the view is somebody else's, or its country out of scope.
        InvalidInput: the name is taken.
    """
    _require_own(actor, view)
    own = _views(_locked_owner(actor), view.country_id)
    others = [each for each in own if each.pk != view.pk]
    _check(others, fields)
    _make_room_on_today(others, fields)
    view.name, view.is_on_today = fields.name, fields.is_on_today
    view.save(update_fields=["name", "is_on_today"])
    _note("changed", view, actor=actor, now=now)
    return view


@transaction.atomic
def delete_view(*, actor: Actor, view: SavedView, now: datetime) -> None:
    """Forget a view; the page that it led to stays.

    Raises:
        NotPermitted: the view is somebody else's, or its country out of scope.
    """
    _require_own(actor, view)
    _note("deleted", view, actor=actor, now=now)
    view.delete()


def _require_own(actor: Actor, view: SavedView) -> None:
    _require_sight(actor, view.country_id)
    if view.owner_id != actor.user_id:
        raise NotPermitted("a view belongs to its owner")


def _require_sight(actor: Actor, country_code: str | None) -> None:
    if country_code is not None:
        require(actor, Action.SEE, country=country_code)
    elif not actor.may_somewhere(Action.SEE):
        raise NotPermitted("sees no partner", action=Action.SEE)


def _locked_owner(actor: Actor) -> User:
    """Return the person who acts; views of one person are changed one at a time."""
    if actor.user_id is None:
        raise NotPermitted("only people keep views")
    return User.objects.select_for_update().get(pk=actor.user_id)


def _views(owner: User, country_code: str | None) -> list[SavedView]:
    return list(SavedView.objects.filter(owner=owner, country=country_code))


def _check(others: list[SavedView], fields: ViewFields) -> None:
    if fields.name.lower() in {view.name.lower() for view in others}:
        raise InvalidInput(
            {"name": _("You have a view with this name. Choose another name")}
        )


def _make_room_on_today(others: list[SavedView], fields: ViewFields) -> None:
    if fields.is_on_today:
        keys = [view.pk for view in others if view.is_on_today]
        SavedView.objects.filter(pk__in=keys).update(is_on_today=False)


def _note(what: str, view: SavedView, *, actor: Actor, now: datetime) -> None:
    """Note what happened; words that were looked for can be somebody's name."""
    facts = {"country": view.country_id, "query": view.query}
    audit.record(
        f"dashboards.view.{what}",
        actor=actor,
        subject=view,
        now=now,
        place=Place(),
        facts=facts if view.country_id else {},
    )
