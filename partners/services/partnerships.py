"""How are the words and the leads of a partnership changed?"""

from collections.abc import Mapping
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
from partners.models import Contact, Partner, Partnership
from partners.services.leads import NewLead, follow_new_leads


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
    check_fields(fields, partnership.country, now=now)
    former = partnership.foundation_lead_id
    changed = apply(partnership, columns_of(fields))
    check_constraints(partnership)
    partnership.save(update_fields=changed)
    new_leads = _change_leads(partnership, leads)
    parties = [each.party.pk for each in new_leads if each.party]
    if "foundation_lead" in changed:
        new_leads.append(NewLead(None, f"user:{former}" if former else ""))
    follow_new_leads(actor=actor, now=now, partnership=partnership, leads=new_leads)
    if changed or parties:
        facts = {"fields": changed, "new_leads_of_parties": parties}
        _note_change(partnership, facts, actor=actor, now=now)
    return partnership


def _note_change(
    partnership: Partnership, facts: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    audit.record(
        "partners.partnership.changed",
        actor=actor,
        subject=partnership,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts=facts,
    )


def columns_of(fields: PartnershipFields) -> dict[str, Any]:
    """Return what stands in the row of a partnership."""
    return {
        "name": fields.name,
        "relationship_start": fields.relationship_start,
        "clause_months": fields.clause_months,
        "foundation_lead": fields.foundation_lead,
        "note": fields.note,
    }


def check_first_day(
    fields: PartnershipFields, country: Country, *, now: datetime
) -> None:
    """Refuse a partnership of days to come.

    Raises:
        InvalidInput: with the field.
    """
    if fields.relationship_start > country.today(now=now):
        raise InvalidInput(
            {"relationship_start": _("The first day must be today or earlier")}
        )


def check_fields(
    fields: PartnershipFields,
    country: Country,
    *,
    now: datetime,
    is_lead_known: bool = False,
) -> None:
    """Refuse a first day to come, and a lead who does not work in the country.

    Args:
        fields: what is said.
        country: of the partnership.
        now: the moment, aware.
        is_lead_known: the lead was found to work there a moment ago.

    Raises:
        InvalidInput: with the field.
    """
    check_first_day(fields, country, now=now)
    lead = fields.foundation_lead
    if is_lead_known or not lead:
        return
    if not people_of_country(country.pk).filter(pk=lead.pk).exists():
        raise InvalidInput(
            {"foundation_lead": _("Choose somebody who works in this country")}
        )


def check_lead(field: str, partner_id: int, lead: Contact | None) -> None:
    """Refuse a lead who is not at the partner.

    Raises:
        InvalidInput: at `field`.
    """
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
        check_lead(f"lead_{party.pk}", party.partner_id, lead)
        former = party.partner_lead_id
        changed.append(NewLead(party, f"contact:{former}" if former else ""))
        party.partner_lead = lead
        party.save(update_fields=["partner_lead"])
    return changed
