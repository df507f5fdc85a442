"""How are the facts about an organisation changed, one short page at a time?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from partners.models import OrganisationProfile, Partner
from partners.profile_choices import ProfilePart, RiskRating
from partners.rules.profile import DONE_DAYS, PART_FIELDS


@transaction.atomic
def change_profile(
    *,
    actor: Actor,
    now: datetime,
    partner: Partner,
    part: ProfilePart,
    values: Mapping[str, Any],
) -> OrganisationProfile:
    """Change the facts of one part; the other parts stay as they are.

    Args:
        actor: needs the right to register in the partner's country.
        now: the moment, aware.
        partner: whose facts.
        part: which short page.
        values: name of a field of the part -> its value; names that are missing stay.

    Raises:
        NotPermitted: no right to register there, or a parent out of sight.
        InvalidInput: days that cannot be, a risk without reasons, itself as parent.
    """
    require(actor, Action.REGISTER, country=partner.country_id)
    partner = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    profile = OrganisationProfile.objects.filter(partner=partner).first()
    profile = profile or OrganisationProfile(partner=partner)
    wanted = {name: values[name] for name in PART_FIELDS[part] if name in values}
    changed = apply(profile, wanted)
    if not changed:
        return profile
    _check(actor, profile, changed, now=now)
    profile.save(update_fields=changed if profile.pk else None)
    audit.record(
        "partners.profile.changed",
        actor=actor,
        subject=partner,
        now=now,
        place=Place(partner.country_id),
        facts={"fields": changed},
    )
    return profile


def _check(
    actor: Actor, profile: OrganisationProfile, changed: list[str], *, now: datetime
) -> None:
    today = profile.partner.country.today(now=now)
    for name in DONE_DAYS & set(changed):
        day = getattr(profile, name)
        if day and day > today:
            raise InvalidInput({name: _("The day must be today or earlier")})
    if "parent" in changed and profile.parent is not None:
        _check_parent(actor, profile, profile.parent)
    if profile.risk_rating not in ("", RiskRating.LOW) and not profile.risk_drivers:
        raise InvalidInput({"risk_drivers": _("Write what drives the risk")})
    check_constraints(profile)


def _check_parent(actor: Actor, profile: OrganisationProfile, parent: Partner) -> None:
    seen = Partner.objects.visible_to(actor).exclude(pk=profile.partner_id)
    if not seen.filter(pk=parent.pk).exists():
        raise InvalidInput({"parent": _("Choose another partner from the list")})
