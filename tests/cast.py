"""Who plays in the tests? One small world that every test understands.

Amina is programme officer in Malawi, Brian its manager, Chloe officer in Uganda
(she must see nothing of Malawi), Dan director, Eve facilitator of the Malawi
partnership, Fay auditor, Ada administrator, Sam safeguarding lead in Malawi; Gift
is the lead contact of the partner in Malawi, Grace of the one in Uganda.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.auth.hashers import make_password

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.countries.services import fill_working_days
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and places of the tests."""

    malawi: Country
    uganda: Country
    amina: User
    brian: User
    chloe: User
    dan: User
    eve: User
    fay: User
    ada: User
    sam: User
    gift: Contact
    grace: Contact
    nyali: Partner
    kasanyi: Partner
    malawi_partnership: Partnership
    uganda_partnership: Partnership
    malawi_party: PartnershipParty
    uganda_party: PartnershipParty

    def actor(self, name: str) -> Actor:
        """Return the actor of one of the users, by first name."""
        return actor_of_user(User.objects.get(pk=getattr(self, name).pk))


# Hashed once: a sign-in with it works, and a cast costs no eight hashes.
_HASHED = make_password(PASSWORD)


def _people() -> dict[str, User]:
    """Create the users in one statement; return them by first name."""
    zones = {
        "Amina": "Africa/Blantyre",
        "Brian": "Africa/Blantyre",
        "Chloe": "Africa/Kampala",
        "Dan": "Europe/Zurich",
        "Eve": "Africa/Blantyre",
        "Fay": "Europe/Zurich",
        "Ada": "Europe/Zurich",
        "Sam": "Africa/Blantyre",
    }
    users = [
        User(
            email=f"{name.lower()}@example.org",
            password=_HASHED,
            name=name,
            time_zone=zone,
            language="en-gb",
        )
        for name, zone in zones.items()
    ]
    return {user.name.lower(): user for user in User.objects.bulk_create(users)}


def _assign(
    people: dict[str, User], malawi: Country, uganda: Country, partnership: Partnership
) -> None:
    """Give everybody their role in its place, in one statement."""
    places: dict[str, tuple[Role, dict[str, object]]] = {
        "amina": (Role.OFFICER, {"country": malawi}),
        "brian": (Role.MANAGER, {"country": malawi}),
        "chloe": (Role.OFFICER, {"country": uganda}),
        "dan": (Role.DIRECTOR, {}),
        "eve": (Role.FACILITATOR, {"partnership_id": partnership.pk}),
        "fay": (Role.AUDITOR, {}),
        "ada": (Role.ADMINISTRATOR, {}),
        "sam": (Role.SAFEGUARDING, {"country": malawi}),
    }
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=people[name], role=role, **place)
        for name, (role, place) in places.items()
    )


def _partnership(
    code: str, partner: Partner, lead: User, contact: Contact
) -> tuple[Partnership, PartnershipParty]:
    partnership = Partnership.objects.create(
        code=code,
        name=partner.name,
        country=partner.country,
        stage=Stage.ACTIVE,
        relationship_start=date(2022, 3, 1),
        foundation_lead=lead,
    )
    party = PartnershipParty.objects.create(
        partnership=partnership,
        partner=partner,
        partner_lead=contact,
        from_on=date(2022, 3, 1),
    )
    return partnership, party


def _partner(name: str, country: Country) -> Partner:
    return Partner.objects.create(
        name=name, kind=PartnerKind.LOCAL_NGO, country=country
    )


def _contact(name: str, partner: Partner) -> Contact:
    return Contact.objects.create(
        partner=partner,
        name=name,
        email=f"{name.lower()}@partner.example",
        time_zone=partner.country.time_zone,
        is_head=True,
    )


def _country(code: str, zone: str, currency: str) -> Country:
    return Country.objects.get_or_create(
        code=code,
        defaults={
            "time_zone": zone,
            "default_language": "en-gb",
            "currency": currency,
        },
    )[0]


def make_cast() -> Cast:
    """Create everybody in the database, and the working days, and return them."""
    malawi = _country("MW", "Africa/Blantyre", "MWK")
    uganda = _country("UG", "Africa/Kampala", "UGX")
    people = _people()
    nyali, kasanyi = _partner("Nyali Trust", malawi), _partner("Kasanyi", uganda)
    gift, grace = _contact("Gift", nyali), _contact("Grace", kasanyi)
    mw, mw_party = _partnership("MW-01", nyali, people["amina"], gift)
    ug, ug_party = _partnership("UG-01", kasanyi, people["chloe"], grace)
    _assign(people, malawi, uganda, mw)
    fill_working_days(now=NOW)
    return Cast(
        malawi=malawi,
        uganda=uganda,
        **people,
        gift=gift,
        grace=grace,
        nyali=nyali,
        kasanyi=kasanyi,
        malawi_partnership=mw,
        uganda_partnership=ug,
        malawi_party=mw_party,
        uganda_party=ug_party,
    )
