"""How is a country added and changed?"""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.places import codes_going_on
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.countries.models import Country
from eclt_partners.countries.services import fill_country
from eclt_partners.notifications.services.following import follow_days_off

# Codes of partnerships in one sentence.
MOST_NAMED = 5
CHANGES_WORKING_DAYS = frozenset({"time_zone", "weekend", "is_active"})


@dataclass(frozen=True, slots=True)
class CountryFields:
    """What the product needs to know about a country; the code stands apart.

    Attributes:
        harvest_months: months, 1 to 12, of the main harvest.
    """

    time_zone: str
    weekend: str
    default_language: str
    currency: str
    working_languages: str = ""
    harvest_months: list[int] = field(default_factory=list)
    is_active: bool = True


@transaction.atomic
def add_country(
    *, actor: Actor, now: datetime, code: str, fields: CountryFields
) -> Country:
    """Add a country and fill its working days two years ahead.

    Raises:
        NotPermitted: only administrators manage countries.
        InvalidInput: the country is there already.
    """
    require(actor, Action.MANAGE_COUNTRIES)
    # A second press at the same moment finds the country in the list.
    list(Country.objects.select_for_update(no_key=True).order_by("pk"))
    if Country.objects.filter(pk=code).exists():
        raise InvalidInput({"code": _("This country is in the list already")})
    country = Country(code=code, **asdict(fields))
    check_constraints(country)
    country.save(force_insert=True)
    fill_country(country=country, now=now)
    _record("countries.country.added", actor, country, now=now, changed=[])
    return country


@transaction.atomic
def change_country(
    *, actor: Actor, now: datetime, country: Country, fields: CountryFields
) -> Country:
    """Change a country; working days follow a new weekend or time zone.

    Raises:
        NotPermitted: only administrators manage countries.
        InvalidInput: it is to be in use no more, and partnerships go on there.
    """
    require(actor, Action.MANAGE_COUNTRIES)
    country = Country.objects.select_for_update().get(pk=country.pk)
    changed = apply(country, asdict(fields))
    if not changed:
        return country
    check_constraints(country)
    if "is_active" in changed and not country.is_active:
        _refuse_while_partnerships_go_on(country)
    country.save(update_fields=changed)
    if country.is_active and CHANGES_WORKING_DAYS & set(changed):
        fill_country(country=country, now=now)
        follow_days_off(country.pk, now=now)
    _record("countries.country.changed", actor, country, now=now, changed=changed)
    return country


def _refuse_while_partnerships_go_on(country: Country) -> None:
    """A country that is not in use has neither a page nor figures."""
    codes = codes_going_on(country.pk)
    if codes:
        more = ["…"] if len(codes) > MOST_NAMED else []
        told = _("Partnerships go on here: %(codes)s. End them first")
        names = ", ".join([*codes[:MOST_NAMED], *more])
        raise InvalidInput({"is_active": told % {"codes": names}})


def _record(
    verb: str, actor: Actor, country: Country, *, now: datetime, changed: list[str]
) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=country,
        now=now,
        place=Place(country.pk),
        facts={"fields": changed},
    )
