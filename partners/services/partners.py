"""How is a partner registered and changed?"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.countries.models import Country
from partners.models import Partner
from partners.selectors import look_alikes

# By these an organisation is known again.
NAMING: Final = frozenset({"name", "acronym", "registration_number"})


@dataclass(frozen=True, slots=True)
class PartnerFields:
    """What is known about an organisation; the country is given apart."""

    name: str
    kind: str
    acronym: str = ""
    registration_number: str = ""
    established_year: int | None = None
    website: str = ""
    about: str = ""


@transaction.atomic
def register_partner(
    *,
    actor: Actor,
    now: datetime,
    country: Country,
    fields: PartnerFields,
    is_different: bool = False,
) -> Partner:
    """Register an organisation in a country.

    Args:
        actor: needs the right to register in the country.
        now: the moment, aware.
        country: where the organisation is at home.
        fields: what is known about it.
        is_different: somebody looked at the partners that look the same and says
            that this is another one.

    Raises:
        NotPermitted: no right to register in this country.
        InvalidInput: the name is taken in this country; or partners in the actor's
            scope look the same (name, short name, registration number) and
            `is_different` is false.
    """
    require(actor, Action.REGISTER, country=country.pk)
    lock_countries([country.pk])
    partner = Partner(country=country, **asdict(fields))
    _refuse_twin(actor, partner, is_different=is_different)
    check_constraints(partner)
    _keep_new(actor, [partner], now=now)
    return partner


@transaction.atomic
def register_partners(
    *, actor: Actor, now: datetime, partners: Sequence[Partner]
) -> None:
    """Register organisations of which somebody knows that they are not here yet.

    As `register_partner`, in three statements however many: their forms are valid,
    and somebody looked at those that look the same. The database refuses a name that
    is taken.

    Args:
        actor: needs the right to register in all their countries.
        now: the moment, aware.
        partners: not saved yet; they get their ids.

    Raises:
        NotPermitted: no right to register in one of the countries.
    """
    codes = {partner.country_id for partner in partners}
    for code in codes:
        require(actor, Action.REGISTER, country=code)
    lock_countries(codes)
    _keep_new(actor, partners, now=now)


def _keep_new(actor: Actor, partners: Sequence[Partner], *, now: datetime) -> None:
    Partner.objects.bulk_create(partners)
    audit.record_all(
        "partners.partner.registered",
        actor=actor,
        subjects=[
            (partner, Place(partner.country_id), {"kind": partner.kind})
            for partner in partners
        ],
        now=now,
    )


@transaction.atomic
def change_partner(
    *,
    actor: Actor,
    now: datetime,
    partner: Partner,
    fields: PartnerFields,
    is_different: bool = False,
) -> Partner:
    """Change what is known about an organisation; its country stays.

    Returns:
        The partner as it is now; nothing is written when nothing differs.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: as `register_partner`, asked only when a name or the number
            of registration changes.
    """
    require(actor, Action.REGISTER, country=partner.country_id)
    lock_countries([partner.country_id])
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    changed = apply(partner, asdict(fields))
    if not changed:
        return partner
    if NAMING & set(changed):
        _refuse_twin(actor, partner, is_different=is_different)
    check_constraints(partner)
    partner.save(update_fields=changed)
    audit.record(
        "partners.partner.changed",
        actor=actor,
        subject=partner,
        now=now,
        place=Place(partner.country_id),
        facts={"fields": changed},
    )
    return partner


def lock_countries(codes: Iterable[str]) -> None:
    """Let one after the other register in a country, so that no twin slips in."""
    rows = Country.objects.select_for_update(no_key=True).filter(pk__in=codes)
    list(rows.order_by("pk"))


def _refuse_twin(actor: Actor, partner: Partner, *, is_different: bool) -> None:
    if not is_different and look_alikes(actor, partner):
        text = _("Look at the partners that look like this one")
        raise InvalidInput({"is_different": text})
