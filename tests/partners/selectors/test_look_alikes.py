"""Which partners look like the one that somebody types in?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.choices import Likeness, PartnerKind
from partners.models import Partner
from partners.selectors import Wanted, look_alikes
from partners.selectors.look_alikes import partners_to_compare
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


def test_of_many_partners_only_those_that_may_look_the_same_are_read(cast) -> None:
    known(cast, "Union of Tenants")
    known(cast, "Else", acronym="UT")
    known(cast, "Another", registration_number="N-7")
    known(cast, "Chamber of Millers", acronym="CM", registration_number="8")
    wanted = Wanted(
        frozenset({"Union of Tenant"}), frozenset({"ut", ""}), frozenset({"n7", ""})
    )

    rows = partners_to_compare(cast.actor("amina"), wanted)

    assert {row.name for row in rows} == {"Union of Tenants", "Else", "Another"}


def test_who_is_called_as_another_one_is_called_in_short_is_read_too(cast) -> None:
    known(cast, "TCF")
    known(cast, "Tenants", acronym="Forum")
    wanted = Wanted(frozenset({"Forum", "Else"}), frozenset({"tcf"}), frozenset())

    rows = partners_to_compare(cast.actor("amina"), wanted)

    assert {row.name for row in rows} == {"TCF", "Tenants"}


def test_an_index_finds_names_that_are_nearly_the_same(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'partner_names_alike'"
        )
        [found] = cursor.fetchone()
    assert "USING gin (plain_name((name)::text) gin_trgm_ops)" in found
