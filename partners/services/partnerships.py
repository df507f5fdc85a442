"""How does a partnership begin, and how are its leads changed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_of_country
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.countries.models import Country
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from partners.rules.codes import next_code
from partners.services.leads import NewLead, follow_new_leads
from partners.services.stages import begin_history


@dataclass(frozen=True, slots=True)
class PartnershipFields:
    """What both a new and a changed partnership say about themselves."""

    name: str
    relationship_start: date
    clause_months: int
    foundation_lead: User | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """One partner of a partnership with its lead."""

    partner: Partner
    partner_lead: Contact | None = None


@transaction.atomic
def start_partnership(
    *,
    actor: Actor,
    now: datetime,
    country: Country,
    parties: Sequence[PartyChoice],
    fields: PartnershipFields,
) -> Partnership:
    """Begin a partnership with one or several partners, at stage EXPLORING.

    The code counts up per country: the country's row is locked, so that two
    people who start at once get two codes.

    Raises:
        NotPermitted: no right to register in the country, or a partner out of sight.
        InvalidInput: no partner, a partner twice, a wrong lead, a wrong date.
    """
    require(actor, Action.REGISTER, country=country.pk)
    Country.objects.select_for_update(no_key=True).get(pk=country.pk)
    _check_parties(actor, parties)
    _check_fields(fields, country, now=now)
    _refuse_repeat(country, parties, fields)
    partnership = Partnership(
        code=_new_code(country),
        country=country,
        stage=Stage.EXPLORING,
        **_columns(fields),
    )
    check_constraints(partnership)
    partnership.save()
    for choice in parties:
        _add_party(partnership, choice, from_on=fields.relationship_start)
    begin_history(partnership=partnership, changed_by=actor.key, now=now)
    facts = {"parties": [choice.partner.pk for choice in parties]}
    _note("started", partnership, facts, actor=actor, now=now)
    return partnership


@transaction.atomic
def change_partnership(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    fields: PartnershipFields,
    leads: Mapping[int, Contact | None],
) -> Partnership:
    """Change the words and the leads of a partnership; stage and code stay.

    Where somebody else leads from now on, or nobody, an event brings a short review;
    whoever leads gets a list of first steps.

    Args:
        actor: needs the right to register here.
        now: the moment, aware.
        partnership: what is changed.
        fields: the new words, dates and lead of the foundation.
        leads: id of a party -> its lead, for the parties that are named.

    Raises:
        NotPermitted: no right to register here.
        InvalidInput: a wrong lead or a wrong date.
    """
    require(
        actor,
        Action.REGISTER,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    _check_fields(fields, partnership.country, now=now)
    former = partnership.foundation_lead_id
    changed = apply(partnership, _columns(fields))
    check_constraints(partnership)
    partnership.save(update_fields=changed)
    new_leads = _change_leads(partnership, leads)
    parties = [each.party.pk for each in new_leads if each.party]
    if "foundation_lead" in changed:
        new_leads.append(NewLead(None, f"user:{former}" if former else ""))
    follow_new_leads(actor=actor, now=now, partnership=partnership, leads=new_leads)
    if changed or parties:
        facts = {"fields": changed, "new_leads_of_parties": parties}
        _note("changed", partnership, facts, actor=actor, now=now)
    return partnership


def _note(
    what: str,
    partnership: Partnership,
    facts: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    audit.record(
        f"partners.partnership.{what}",
        actor=actor,
        subject=partnership,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts=facts,
    )


def _columns(fields: PartnershipFields) -> dict[str, Any]:
    return {
        "name": fields.name,
        "relationship_start": fields.relationship_start,
        "clause_months": fields.clause_months,
        "foundation_lead": fields.foundation_lead,
        "note": fields.note,
    }


def _new_code(country: Country) -> str:
    used = Partnership.objects.filter(code__startswith=f"{country.pk}-")
    return next_code(country.pk, used.values_list("code", flat=True))


def _check_parties(actor: Actor, parties: Sequence[PartyChoice]) -> None:
    ids = [choice.partner.pk for choice in parties]
    seen = Partner.objects.visible_to(actor).filter(pk__in=ids).distinct()
    if not ids or seen.count() != len(set(ids)):
        raise InvalidInput({"other_partners": _("Choose partners from the list")})
    if len(ids) != len(set(ids)):
        raise InvalidInput({"other_partners": _("Choose each partner once")})


def _refuse_repeat(
    country: Country, parties: Sequence[PartyChoice], fields: PartnershipFields
) -> None:
    """Refuse the same partnership again, for instance by a second press of Save.

    One that was not pursued, perhaps because it was entered by mistake, may come back.
    """
    same = Partnership.objects.filter(
        country=country,
        name__iexact=fields.name,
        parties__partner=parties[0].partner,
        relationship_start=fields.relationship_start,
    )
    twin = same.exclude(stage=Stage.NOT_PURSUED).first()
    if twin:
        raise InvalidInput(
            {
                "name": _("%(code)s is this partnership already. Give another name")
                % {"code": twin.code}
            }
        )


def _check_fields(
    fields: PartnershipFields, country: Country, *, now: datetime
) -> None:
    if fields.relationship_start > country.today(now=now):
        raise InvalidInput(
            {"relationship_start": _("The first day must be today or earlier")}
        )
    lead = fields.foundation_lead
    if lead and not people_of_country(country.pk).filter(pk=lead.pk).exists():
        raise InvalidInput(
            {"foundation_lead": _("Choose somebody who works in this country")}
        )


def _add_party(
    partnership: Partnership, choice: PartyChoice, *, from_on: date
) -> PartnershipParty:
    _check_lead("partner_lead", choice.partner.pk, choice.partner_lead)
    return PartnershipParty.objects.create(
        partnership=partnership,
        partner=choice.partner,
        partner_lead=choice.partner_lead,
        from_on=from_on,
    )


def _check_lead(field: str, partner_id: int, lead: Contact | None) -> None:
    if lead and (lead.partner_id != partner_id or lead.left_on):
        raise InvalidInput(
            {field: _("Choose somebody of the partner who is still there")}
        )


def _change_leads(
    partnership: Partnership, leads: Mapping[int, Contact | None]
) -> list[NewLead]:
    """Change the leads that differ; return what changed."""
    changed = []
    for party in partnership.parties.filter(pk__in=leads):
        lead = leads[party.pk]
        if party.partner_lead_id == (lead.pk if lead else None):
            continue
        _check_lead(f"lead_{party.pk}", party.partner_id, lead)
        former = party.partner_lead_id
        changed.append(NewLead(party, f"contact:{former}" if former else ""))
        party.partner_lead = lead
        party.save(update_fields=["partner_lead"])
    return changed
