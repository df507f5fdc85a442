"""As which type does IATI know a kind of partner?

IATI has no type for unions, employers and farmers. The OECD counts all three among
the organisations of civil society, so they stand there as "based in the country".
"""

from collections.abc import Mapping
from typing import Final

from partners.choices import IatiOrganisationType as Iati
from partners.choices import PartnerKind

IATI_TYPES: Final[Mapping[PartnerKind, Iati]] = {
    PartnerKind.GOVERNMENT: Iati.GOVERNMENT,
    PartnerKind.TRADE_UNION: Iati.PARTNER_COUNTRY_NGO,
    PartnerKind.LOCAL_NGO: Iati.PARTNER_COUNTRY_NGO,
    PartnerKind.INTL_NGO: Iati.INTL_NGO,
    PartnerKind.EMPLOYERS: Iati.PARTNER_COUNTRY_NGO,
    PartnerKind.FARMERS: Iati.PARTNER_COUNTRY_NGO,
    PartnerKind.COMPANY: Iati.PRIVATE_SECTOR,
    PartnerKind.UN_BODY: Iati.MULTILATERAL,
    PartnerKind.ACADEMIC: Iati.ACADEMIC,
    PartnerKind.OTHER: Iati.OTHER,
}


def iati_type(kind: PartnerKind) -> Iati:
    """Return the type under which reports to IATI name a partner of this kind."""
    return IATI_TYPES[kind]
