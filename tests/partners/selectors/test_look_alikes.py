"""Which partners look like the one that somebody types in?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.choices import Likeness, PartnerKind
from partners.models import Partner
from partners.selectors import look_alikes
from tests.cast import Cast


def known(cast: Cast, name: str, **more) -> Partner:
    more.setdefault("country", cast.malawi)
    return Partner.objects.create(name=name, kind=PartnerKind.OTHER, **more)


def found(cast: Cast, name: str, who: str = "amina", **more) -> list[tuple]:
    more.setdefault("country", cast.malawi)
    partner = Partner(name=name, kind=PartnerKind.OTHER, **more)
    lines = look_alikes(cast.actor(who), partner)
    return [(line.partner.name, list(line.reasons)) for line in lines]


@pytest.mark.parametrize(
    "typed",
    [
        "Fundacao Semente Nova",
        "fundação semente nova",
        "Semente Nova, Fundação",
        "Fundaçao Sementes Nova",
    ],
)
def test_a_name_is_known_again_in_another_order_and_with_slips(cast, typed) -> None:
    known(cast, "Fundação Semente Nova")

    assert found(cast, typed) == [("Fundação Semente Nova", [Likeness.NAME])]


def test_two_councils_of_two_districts_are_not_the_same(cast) -> None:
    known(cast, "Nyota District Council")

    assert found(cast, "Mbeya District Council") == []


def test_a_short_name_counts_against_names_too(cast) -> None:
    known(cast, "TCF")
    known(cast, "Tenant Children Forum", acronym="TCF")

    assert found(cast, "Altogether else", acronym="tcf") == [
        ("TCF", [Likeness.SHORT_NAME]),
        ("Tenant Children Forum", [Likeness.SHORT_NAME]),
    ]


def test_a_number_counts_without_its_signs_and_in_its_country_only(cast) -> None:
    known(cast, "Here", registration_number="CONGOMA/0123")
    known(cast, "There", registration_number="CONGOMA/0123", country=cast.uganda)

    assert found(cast, "Else", "dan", registration_number="congoma 0123") == [
        ("Here", [Likeness.NUMBER])
    ]


def test_partners_without_short_name_and_number_are_not_alike_for_that(cast) -> None:
    known(cast, "Here")

    assert found(cast, "Else") == []


def test_all_reasons_are_told(cast) -> None:
    known(cast, "Union of Tenants", acronym="UT", registration_number="7")

    assert found(cast, "Union of Tenants", acronym="UT", registration_number="7") == [
        ("Union of Tenants", [Likeness.NAME, Likeness.SHORT_NAME, Likeness.NUMBER])
    ]


def test_a_partner_out_of_sight_is_not_named(cast) -> None:
    assert found(cast, "Kasanyi") == []
    assert found(cast, "Kasanyi", "dan") == [("Kasanyi", [Likeness.NAME])]


def test_at_most_five_are_named_in_one_query(cast) -> None:
    for number in range(8):
        known(cast, f"Union of Tenants {number}")
    actor = cast.actor("amina")
    typed = Partner(name="Union of Tenants", kind="OTHER", country=cast.malawi)

    with CaptureQueriesContext(connection) as context:
        lines = look_alikes(actor, typed)

    assert (len(lines), len(context)) == (5, 1)
