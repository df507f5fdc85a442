"""Who signs in to the demonstration, and whom do the partners send?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.accounts.models import PartnerLink, RoleAssignment, User
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from partners.models import Contact, Partnership

DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the list of demonstration sign-ins."""

    email: str
    role: str
    place: str


def create_people(people: Mapping[str, Any], *, password: str) -> list[SignIn]:
    """Create accounts, roles, contacts and leads that are not there yet.

    Args:
        people: the parsed `people.json`.
        password: one password for all demonstration accounts.

    Returns:
        Every demonstration sign-in, the most useful ones first.
    """
    sign_ins = [*_country_people(people["countries"], password)]
    sign_ins.extend(
        _person(row, password, role=row["role"], places=[{}])
        for row in people["everywhere"]
    )
    facilitator, safeguarding = people["facilitator"], people["safeguarding"]
    partnerships = Partnership.objects.filter(code__in=facilitator["partnerships"])
    sign_ins.append(
        _person(
            facilitator,
            password,
            role=Role.FACILITATOR,
            places=[{"partnership_id": item.pk} for item in partnerships],
        )
    )
    sign_ins.append(
        _person(
            safeguarding,
            password,
            role=Role.SAFEGUARDING,
            places=[{"country_id": code} for code in safeguarding["countries"]],
        )
    )
    _create_leads(people["leads"])
    return sign_ins


def by_link(
    contact: Contact, partnership_id: int, purpose: LinkPurpose = LinkPurpose.HOME
) -> Actor:
    """Return a person of a partner as a link would let them in; no link is made."""
    link = PartnerLink(
        contact_id=contact.pk, partnership_id=partnership_id, purpose=purpose
    )
    return actor_of_link(link)


def _country_people(
    rows: Mapping[str, Mapping[str, str]], password: str
) -> Iterator[SignIn]:
    for code, names in rows.items():
        country = Country.objects.get(code=code)
        for login, role in (("officer", Role.OFFICER), ("manager", Role.MANAGER)):
            yield _person(
                {
                    "name": names[login],
                    "login": f"{login}.{code.lower()}",
                    "zone": country.time_zone,
                    "language": country.default_language,
                },
                password,
                role=role,
                places=[{"country_id": code}],
            )


def _person(
    row: Mapping[str, str],
    password: str,
    *,
    role: str,
    places: list[dict[str, Any]],
) -> SignIn:
    email = f"{row['login']}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(
            email,
            password,
            name=row["name"],
            time_zone=row["zone"],
            language=row["language"],
        )
    for place in places:
        RoleAssignment.objects.get_or_create(user=user, role=role, **place)
    countries = ", ".join(
        sorted(place["country_id"] for place in places if "country_id" in place)
    )
    return SignIn(email=email, role=str(Role(role).label), place=countries)


def _create_leads(leads: Mapping[str, str]) -> None:
    """Give each partnership a lead on both sides."""
    for partnership in Partnership.objects.filter(code__in=leads):
        country = partnership.country
        officer = User.objects.get(email=f"officer.{country.code.lower()}@{DOMAIN}")
        if partnership.foundation_lead_id is None:
            partnership.foundation_lead = officer
            partnership.save(update_fields=["foundation_lead"])
        party = partnership.parties.get()
        if party.partner_lead_id is None:
            party.partner_lead, _is_new = Contact.objects.get_or_create(
                partner=party.partner,
                email=f"{partnership.code.lower()}@partner.example",
                defaults={
                    "name": leads[partnership.code],
                    "is_head": True,
                    "language": country.default_language,
                    "time_zone": country.time_zone,
                },
            )
            party.save(update_fields=["partner_lead"])
