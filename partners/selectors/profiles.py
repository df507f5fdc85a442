"""Which facts do we know about an organisation, and which not yet?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django_countries import countries as iso_countries

from eclt_partners.common.actor import Actor
from eclt_partners.common.words import plain_date
from partners.models import OrganisationProfile, Partner
from partners.profile_choices import ProfilePart
from partners.rules.profile import PART_FIELDS


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, in the words of the reader.

    Attributes:
        label: what it is.
        value: how it is.
        is_over: a registration that has ended.
    """

    label: str
    value: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class FactGroup:
    """One part of the facts; only what is known."""

    part: ProfilePart
    facts: Sequence[Fact]

    @property
    def state(self) -> str:
        """As `components/task_list.html` writes it."""
        if not self.facts:
            return "todo"
        is_full = len(self.facts) == len(PART_FIELDS[self.part])
        return "done" if is_full else "doing"


def profiles_of(partner: Partner) -> models.QuerySet[OrganisationProfile]:
    """Return the one row of facts about an organisation, or none."""
    rows = OrganisationProfile.objects.filter(partner=partner)
    return rows.select_related("parent")


def profile_of(
    partner: Partner, rows: Iterable[OrganisationProfile] | None = None
) -> OrganisationProfile:
    """Return the facts about an organisation; an unsaved empty row without any.

    Args:
        partner: the organisation.
        rows: its `profiles_of`, if somebody has asked for them already.
    """
    found = next(iter(profiles_of(partner) if rows is None else rows), None)
    return found or OrganisationProfile(partner=partner)


def fact_groups(
    actor: Actor, profile: OrganisationProfile, *, today: date
) -> list[FactGroup]:
    """Return all parts with what is known. One query, when there is a parent.

    A parent that the actor may not see is not named.
    """
    hidden = profile.parent_id is not None and not (
        Partner.objects.visible_to(actor).filter(pk=profile.parent_id).exists()
    )
    return [
        FactGroup(
            part,
            [
                _fact(profile, name, today)
                for name in names
                if getattr(profile, name) and not (name == "parent" and hidden)
            ],
        )
        for part, names in PART_FIELDS.items()
    ]


def possible_parents(actor: Actor, partner: Partner) -> models.QuerySet[Partner]:
    """Return the partners in sight that another one may be part of."""
    return Partner.objects.visible_to(actor).exclude(pk=partner.pk)


def _fact(profile: OrganisationProfile, name: str, today: date) -> Fact:
    field = profile._meta.get_field(name)
    label = str(capfirst(getattr(field, "verbose_name", name)))
    value = getattr(profile, name)
    is_over = name == "registration_expires_on" and value < today
    return Fact(label, _words(profile, name, value), is_over)


def _words(profile: OrganisationProfile, name: str, value: Any) -> str:
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, list):
        return ", ".join(value)
    if name == "registered_in":
        return str(iso_countries.name(value))
    display = getattr(profile, f"get_{name}_display", None)
    return str(display() if display else value)
