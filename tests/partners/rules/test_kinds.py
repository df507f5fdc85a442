"""Every kind of partner has its place in the lists of others."""

import pytest
from django.utils import translation

from partners.choices import IatiOrganisationType, PartnerKind
from partners.rules.kinds import IATI_TYPES, iati_type

# As the list of IATI writes them (IATI-Codelists-NonEmbedded, OrganisationType.xml).
OFFICIAL = {
    "10": "Government",
    "21": "International NGO",
    "24": "Partner Country based NGO",
    "40": "Multilateral",
    "70": "Private Sector",
    "80": "Academic, Training and Research",
    "90": "Other",
}


def test_the_kinds_that_the_foundation_works_with_most_come_first() -> None:
    first = ["GOVERNMENT", "TRADE_UNION", "LOCAL_NGO", "INTL_NGO"]
    assert PartnerKind.values[:4] == first
    assert PartnerKind.values[-1] == "OTHER"


def test_every_kind_has_a_type_of_iati() -> None:
    assert set(IATI_TYPES) == set(PartnerKind)


def test_the_types_have_the_codes_and_names_of_the_list() -> None:
    with translation.override("en-gb"):
        assert {each.value: each.label for each in IatiOrganisationType} == OFFICIAL


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (PartnerKind.GOVERNMENT, "10"),
        (PartnerKind.TRADE_UNION, "24"),
        (PartnerKind.LOCAL_NGO, "24"),
        (PartnerKind.INTL_NGO, "21"),
        (PartnerKind.COMPANY, "70"),
        (PartnerKind.UN_BODY, "40"),
    ],
)
def test_a_kind_is_reported_under_its_code(kind: PartnerKind, code: str) -> None:
    assert iati_type(kind) == code
