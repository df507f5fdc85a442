"""Who plays in the tests? One small world that every test understands.

Amina is programme officer in Malawi, Brian its manager, Chloe officer in Uganda
(she must see nothing of Malawi), Dan director, Eve facilitator of the Malawi
partnership, Fay auditor, Ada administrator, Sam safeguarding lead in Malawi; Gift
is the lead contact of the partner in Malawi, Grace of the one in Uganda.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
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


def _user(name: str, zone: str = "Africa/Blantyre", language: str = "en-gb") -> User:
    return User.objects.create_user(
        f"{name.lower()}@example.org",
        PASSWORD,
        name=name,
        time_zone=zone,
        language=language,
    )


def _assign(user: User, role: Role, **place: object) -> User:
    RoleAssignment.objects.create(user=user, role=role, **place)
    return user


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
    """Create everybody in the database and return them."""
    malawi = _country("MW", "Africa/Blantyre", "MWK")
    uganda = _country("UG", "Africa/Kampala", "UGX")
    amina = _assign(_user("Amina"), Role.OFFICER, country=malawi)
    brian = _assign(_user("Brian"), Role.MANAGER, country=malawi)
    chloe = _assign(_user("Chloe", "Africa/Kampala"), Role.OFFICER, country=uganda)
    nyali, kasanyi = _partner("Nyali Trust", malawi), _partner("Kasanyi", uganda)
    gift, grace = _contact("Gift", nyali), _contact("Grace", kasanyi)
    mw, mw_party = _partnership("MW-01", nyali, amina, gift)
    ug, ug_party = _partnership("UG-01", kasanyi, chloe, grace)
    return Cast(
        malawi=malawi,
        uganda=uganda,
        amina=amina,
        brian=brian,
        chloe=chloe,
        dan=_assign(_user("Dan", "Europe/Zurich"), Role.DIRECTOR),
        eve=_assign(_user("Eve"), Role.FACILITATOR, partnership_id=mw.pk),
        fay=_assign(_user("Fay", "Europe/Zurich"), Role.AUDITOR),
        ada=_assign(_user("Ada", "Europe/Zurich"), Role.ADMINISTRATOR),
        sam=_assign(_user("Sam"), Role.SAFEGUARDING, country=malawi),
        gift=gift,
        grace=grace,
        nyali=nyali,
        kasanyi=kasanyi,
        malawi_partnership=mw,
        uganda_partnership=ug,
        malawi_party=mw_party,
        uganda_party=ug_party,
    )
