"""How does a partnership begin? One, or all of a list at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.countries.models import Country
from partners.choices import Stage
from partners.models import Partner, Partnership, PartnershipParty
from partners.rules.codes import next_code
from partners.services.partners import lock_countries
from partners.services.partnerships import (
    PartnershipFields,
    PartyChoice,
    check_fields,
    check_lead,
    columns_of,
)
from partners.services.stages import begin_histories


@dataclass(frozen=True, slots=True)
class Beginning:
    """A partnership that is to begin: where, with whom, and what it says of itself."""

    country: Country
    parties: Sequence[PartyChoice]
    fields: PartnershipFields


def start_partnership(
    *,
    actor: Actor,
    now: datetime,
    country: Country,
    parties: Sequence[PartyChoice],
    fields: PartnershipFields,
) -> Partnership:
    """Begin a partnership with one or several partners, at stage EXPLORING.

    Raises:
        NotPermitted: no right to register in the country, or a partner out of sight.
        InvalidInput: no partner, a partner twice, a wrong lead, a wrong date.
    """
    beginning = Beginning(country, parties, fields)
    return start_partnerships(actor=actor, now=now, beginnings=[beginning])[0]


@transaction.atomic
def start_partnerships(
    *, actor: Actor, now: datetime, beginnings: Sequence[Beginning]
) -> list[Partnership]:
    """Begin several partnerships, in as many statements as one where leads are few.

    The code counts up per country: the rows of the countries are locked, so that two
    people who start at once get two codes.

    Raises:
        NotPermitted: as `start_partnership`, for one of them.
        InvalidInput: as `start_partnership`, for one of them.
    """
    countries = {each.country.pk: each.country for each in beginnings}
    for code in countries:
        require(actor, Action.REGISTER, country=code)
    lock_countries(countries)
    _check_parties(actor, beginnings)
    _check_all_fields(beginnings, now=now)
    _refuse_repeats(beginnings)
    codes = {code: _codes(code) for code in countries}
    rows = []
    for each in beginnings:
        used = codes[each.country.pk]
        used[:] = [next_code(each.country.pk, used)]
        rows.append(_new(each, code=used[0], now=now))
    Partnership.objects.bulk_create(rows)
    PartnershipParty.objects.bulk_create(
        PartnershipParty(
            partnership=row,
            partner=choice.partner,
            partner_lead=choice.partner_lead,
            from_on=each.fields.relationship_start,
        )
        for row, each in zip(rows, beginnings, strict=True)
        for choice in each.parties
    )
    begin_histories(partnerships=rows, changed_by=actor.key, now=now)
    _record(actor, rows, beginnings, now=now)
    return rows


def _record(
    actor: Actor,
    rows: Sequence[Partnership],
    beginnings: Sequence[Beginning],
    *,
    now: datetime,
) -> None:
    audit.record_all(
        "partners.partnership.started",
        actor=actor,
        subjects=[
            (
                row,
                Place(row.country_id, row.pk),
                {"parties": [choice.partner.pk for choice in each.parties]},
            )
            for row, each in zip(rows, beginnings, strict=True)
        ],
        now=now,
    )


def _new(beginning: Beginning, *, code: str, now: datetime) -> Partnership:
    today = beginning.country.today(now=now)
    partnership = Partnership(
        code=code,
        country=beginning.country,
        stage=Stage.EXPLORING,
        registered_on=today if beginning.fields.relationship_start < today else None,
        **columns_of(beginning.fields),
    )
    check_constraints(partnership)
    return partnership


def _codes(country: str) -> list[str]:
    used = Partnership.objects.filter(code__startswith=f"{country}-")
    return list(used.values_list("code", flat=True))


def _check_parties(actor: Actor, beginnings: Iterable[Beginning]) -> None:
    ids = [[choice.partner.pk for choice in each.parties] for each in beginnings]
    wanted = {pk for each in ids for pk in each}
    seen = Partner.objects.visible_to(actor).filter(pk__in=wanted)
    found = set(seen.values_list("pk", flat=True))
    for each in ids:
        if not each or not found.issuperset(each):
            raise InvalidInput({"other_partners": _("Choose partners from the list")})
        if len(each) != len(set(each)):
            raise InvalidInput({"other_partners": _("Choose each partner once")})


def _check_all_fields(beginnings: Iterable[Beginning], *, now: datetime) -> None:
    """Check days and leads; a lead in a country is asked about once."""
    asked: set[tuple[str, int | None]] = set()
    for each in beginnings:
        for choice in each.parties:
            check_lead("partner_lead", choice.partner.pk, choice.partner_lead)
        lead = each.fields.foundation_lead
        asking = (each.country.pk, lead.pk if lead else None)
        check_fields(each.fields, each.country, now=now, is_lead_known=asking in asked)
        asked.add(asking)


def _refuse_repeats(beginnings: Sequence[Beginning]) -> None:
    """Refuse the same partnership again, for instance by a second press of Save.

    One that was not pursued, perhaps because it was entered by mistake, may come back.
    """
    firsts = [each.parties[0].partner.pk for each in beginnings]
    parties = PartnershipParty.objects.filter(partner__in=firsts)
    going_on = parties.exclude(partnership__stage=Stage.NOT_PURSUED)
    here = {
        _same(row.partnership, row.partner_id, row.partnership.country_id): row
        for row in going_on.select_related("partnership")
    }
    for each, partner in zip(beginnings, firsts, strict=True):
        twin = here.get(_same(each.fields, partner, each.country.pk))
        if twin:
            refuse_repeat(twin.partnership)


def _same(
    said: Partnership | PartnershipFields, partner: int, country: str
) -> tuple[int, str, str, date]:
    """Return by what a partnership is known again."""
    return partner, country, said.name.upper(), said.relationship_start


def refuse_repeat(twin: Partnership) -> None:
    """Say that a partnership is here already.

    Raises:
        InvalidInput: always.
    """
    told = _("%(code)s is this partnership already. Give another name")
    raise InvalidInput({"name": told % {"code": twin.code}})
