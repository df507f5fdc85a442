"""Where do the invented partnerships stand, and how are their partners called?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from partners.choices import PartnerKind

# The first country holds this part of all partnerships, as a large programme does.
BIGGEST_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Place:
    """One country of the invented portfolio.

    Attributes:
        rate: about how much of its currency one unit of the reporting currency buys.
    """

    code: str
    zone: str
    language: str
    currency: str
    rate: Decimal


def _place(line: str) -> Place:
    code, zone, language, currency, rate = line.split()
    return Place(code, zone, language, currency, Decimal(rate))


PLACES: Final = tuple(
    map(
        _place,
        """
MW Africa/Blantyre en-gb MWK 1735
UG Africa/Kampala en-gb UGX 3700
TZ Africa/Dar_es_Salaam en-gb TZS 2600
GH Africa/Accra en-gb GHS 15
CI Africa/Abidjan fr XOF 605
MZ Africa/Maputo pt MZN 64
ZM Africa/Lusaka en-gb ZMW 26
ZW Africa/Harare en-gb USD 1
KE Africa/Nairobi en-gb KES 129
NG Africa/Lagos en-gb NGN 1600
ET Africa/Addis_Ababa en-gb ETB 120
RW Africa/Kigali en-gb RWF 1350
BI Africa/Bujumbura fr BIF 2900
CD Africa/Kinshasa fr CDF 2850
CM Africa/Douala fr XAF 605
BF Africa/Ouagadougou fr XOF 605
ML Africa/Bamako fr XOF 605
SN Africa/Dakar fr XOF 605
TG Africa/Lome fr XOF 605
BJ Africa/Porto-Novo fr XOF 605
GN Africa/Conakry fr GNF 8600
SL Africa/Freetown en-gb SLE 23
LR Africa/Monrovia en-gb LRD 190
AO Africa/Luanda pt AOA 910
MG Indian/Antananarivo fr MGA 4600
NA Africa/Windhoek en-gb NAD 18
ZA Africa/Johannesburg en-gb ZAR 18
EG Africa/Cairo en-gb EGP 49
MA Africa/Casablanca fr MAD 10
TN Africa/Tunis fr TND 3
GT America/Guatemala es GTQ 7.7
HN America/Tegucigalpa es HNL 25
SV America/El_Salvador es USD 1
NI America/Managua es NIO 37
MX America/Mexico_City es MXN 20
DO America/Santo_Domingo es DOP 60
HT America/Port-au-Prince fr HTG 132
CO America/Bogota es COP 4300
EC America/Guayaquil es USD 1
PE America/Lima es PEN 3.7
BO America/La_Paz es BOB 6.9
PY America/Asuncion es PYG 7800
AR America/Argentina/Buenos_Aires es ARS 1000
BR America/Sao_Paulo pt BRL 5.8
PH Asia/Manila en-gb PHP 58
ID Asia/Jakarta en-gb IDR 15800
VN Asia/Ho_Chi_Minh en-gb VND 25400
KH Asia/Phnom_Penh en-gb KHR 4100
LA Asia/Vientiane en-gb LAK 22000
TH Asia/Bangkok en-gb THB 34
MM Asia/Yangon en-gb MMK 2100
BD Asia/Dhaka en-gb BDT 120
NP Asia/Kathmandu en-gb NPR 135
IN Asia/Kolkata en-gb INR 84
PK Asia/Karachi en-gb PKR 278
LK Asia/Colombo en-gb LKR 291
KG Asia/Bishkek en-gb KGS 86
UZ Asia/Tashkent en-gb UZS 12800
TR Europe/Istanbul en-gb TRY 34
MK Europe/Skopje en-gb MKD 58
""".strip().splitlines(),
    )
)

_KINDS: Final = {
    PartnerKind.LOCAL_NGO: 40,
    PartnerKind.FARMERS: 18,
    PartnerKind.GOVERNMENT: 10,
    PartnerKind.TRADE_UNION: 7,
    PartnerKind.COMPANY: 7,
    PartnerKind.INTL_NGO: 6,
    PartnerKind.EMPLOYERS: 4,
    PartnerKind.ACADEMIC: 4,
    PartnerKind.UN_BODY: 2,
    PartnerKind.OTHER: 2,
}
_FORMS: Final = {
    PartnerKind.LOCAL_NGO: ("Children's Voice", "Community Action", "Hope Network"),
    PartnerKind.FARMERS: ("Growers' Cooperative", "Farmers' Association"),
    PartnerKind.GOVERNMENT: ("District Labour Office", "District Education Office"),
    PartnerKind.TRADE_UNION: ("Plantation Workers' Union", "Farm Workers' Union"),
    PartnerKind.COMPANY: ("Leaf Traders", "Estates"),
    PartnerKind.INTL_NGO: ("Rural Alliance", "Schools Partnership"),
    PartnerKind.EMPLOYERS: ("Employers' Council", "Exporters' Council"),
    PartnerKind.ACADEMIC: ("University Centre for Childhood", "Labour Institute"),
    PartnerKind.UN_BODY: ("Joint Programme on Childhood",),
    PartnerKind.OTHER: ("Faith Council", "Radio"),
}
_SYLLABLES: Final = [
    "ba",
    "chi",
    "do",
    "ka",
    "la",
    "lu",
    "ma",
    "mi",
    "mo",
    "mu",
    "na",
    "ndi",
    "nga",
    "pe",
    "ri",
    "sa",
    "te",
    "to",
    "wa",
    "ya",
]
_GIVEN: Final = [
    "Ada",
    "Ama",
    "Blessing",
    "Carlos",
    "Dalitso",
    "Elena",
    "Fatou",
    "Grace",
    "Hawa",
    "Inês",
    "Joyce",
    "Kofi",
    "Lucía",
    "Mercy",
    "Nadia",
    "Omar",
    "Patience",
    "Rosa",
    "Samuel",
    "Thandiwe",
]
_FAMILY: Final = [
    "Banda",
    "Castillo",
    "Diallo",
    "Figueroa",
    "Kamau",
    "Lungu",
    "Mensah",
    "Mwale",
    "Nkosi",
    "Okello",
    "Phiri",
    "Quispe",
    "Reyes",
    "Sow",
    "Tembo",
    "Wanjiru",
    "Yusuf",
    "Zulu",
]


def shared_out(partners: int, countries: int, rng: Random) -> list[Place]:
    """Return the place of each partnership, in the order in which they began.

    The first place holds 40 %; of the rest each holds less than the one before, and
    none is empty as long as there are enough partnerships.
    """
    places = PLACES[:countries]
    weights = [1 / (rank + 2) for rank in range(1, len(places))]
    rest = (1 - BIGGEST_SHARE) * partners / (sum(weights) or 1)
    counts = [max(1, int(rest * weight)) for weight in weights]
    first = partners - sum(counts)
    order = [places[0]] * first
    for place, count in zip(places[1:], counts, strict=True):
        order += [place] * count
    rng.shuffle(order)
    return order


def partner_kind(rng: Random) -> PartnerKind:
    """Draw what kind of organisation a partner is."""
    return rng.choices(list(_KINDS), weights=list(_KINDS.values()))[0]


def partner_name(kind: PartnerKind, rng: Random) -> str:
    """Invent a name: of a place that does not exist, and what it is."""
    syllables = rng.choices(_SYLLABLES, k=rng.choice((3, 3, 4)))
    return f"{''.join(syllables).capitalize()} {rng.choice(_FORMS[kind])}"


def person_name(rng: Random) -> str:
    """Invent a person."""
    return f"{_one(_GIVEN, rng)} {_one(_FAMILY, rng)}"


def _one(words: Sequence[str], rng: Random) -> str:
    return words[rng.randrange(len(words))]
