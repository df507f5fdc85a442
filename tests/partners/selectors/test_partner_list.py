"""Which partners the registry finds."""

import pytest

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, Grant
from partners.choices import PartnerKind, Stage
from partners.models import Contact, Partner, PartnershipParty
from partners.selectors import (
    PartnerFilters,
    contacts_of,
    countries_to_filter,
    countries_to_register_in,
    open_parties,
    partner_list,
    partnership_for_forms,
    partnerships_of,
    possible_allies,
    stages_in_use,
)


def found(cast, who="amina", **filters) -> list[str]:
    return [p.name for p in partner_list(cast.actor(who), PartnerFilters(**filters))]


@pytest.fixture
def ministry(cast) -> Partner:
    return Partner.objects.create(
        name="Ministère de l'Éducation",
        acronym="MINEDUC",
        kind=PartnerKind.GOVERNMENT,
        country=cast.malawi,
    )


def test_an_officer_sees_the_partners_of_the_own_country(cast, ministry) -> None:
    assert found(cast) == ["Ministère de l'Éducation", "Nyali Trust"]


def test_a_director_sees_all_partners(cast) -> None:
    assert found(cast, "dan") == ["Kasanyi", "Nyali Trust"]


def test_a_facilitator_sees_the_partner_of_the_own_partnership(cast, ministry) -> None:
    assert found(cast, "eve") == ["Nyali Trust"]


@pytest.mark.parametrize("who", ["ada", "sam"])
def test_who_may_not_see_finds_nothing(cast, who) -> None:
    assert found(cast, who) == []


@pytest.mark.parametrize(
    "words",
    ["Education", "éducation", "mineduc", "MINEDUC", "ministere", "Edukation"],
)
def test_a_name_is_found_without_accents_and_misspelt(cast, ministry, words) -> None:
    assert found(cast, words=words)[0] == ministry.name


def test_a_partner_is_found_by_the_name_of_a_person(cast) -> None:
    assert found(cast, words="gift") == ["Nyali Trust"]


def test_a_partner_is_found_by_the_address_of_a_person(cast) -> None:
    Contact.objects.filter(partner=cast.nyali).update(email="Gift@Nyali.example")

    assert found(cast, words="gift@nyali.example") == ["Nyali Trust"]


def test_a_part_of_a_word_finds_names_and_short_names(cast, ministry) -> None:
    assert found(cast, words="cation") == [ministry.name]
    assert found(cast, words="nedu") == [ministry.name]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "%a%"])
def test_a_sign_that_means_something_to_sql_finds_only_itself(
    cast, ministry, sign
) -> None:
    assert found(cast, words=sign) == []

    Partner.objects.filter(pk=ministry.pk).update(name=f"Une {sign} part")
    assert found(cast, words=sign) == [f"Une {sign} part"]


def test_a_partner_is_found_by_the_code_of_a_partnership(cast) -> None:
    assert found(cast, words="mw-01") == ["Nyali Trust"]


def test_a_code_out_of_sight_finds_nothing(cast) -> None:
    PartnershipParty.objects.create(
        partnership=cast.uganda_partnership,
        partner=cast.nyali,
        from_on=cast.uganda_party.from_on,
    )

    assert found(cast, words="UG-01") == []


def test_nothing_is_found_for_other_words(cast, ministry) -> None:
    assert found(cast, words="zzzz") == []


def test_the_kind_narrows_the_list(cast, ministry) -> None:
    assert found(cast, kind=PartnerKind.GOVERNMENT) == [ministry.name]


def test_the_stage_narrows_the_list_to_partners_with_such_a_partnership(
    cast, ministry
) -> None:
    assert found(cast, stage=Stage.ACTIVE) == ["Nyali Trust"]


def test_the_country_counts_where_the_partner_is_at_home_or_works(cast) -> None:
    PartnershipParty.objects.create(
        partnership=cast.uganda_partnership,
        partner=cast.nyali,
        from_on=cast.uganda_party.from_on,
    )

    assert found(cast, "dan", country="UG") == ["Kasanyi", "Nyali Trust"]


def test_a_partner_shows_only_partnerships_in_sight(cast) -> None:
    PartnershipParty.objects.create(
        partnership=cast.uganda_partnership,
        partner=cast.nyali,
        from_on=cast.uganda_party.from_on,
    )

    (partner,) = partner_list(cast.actor("amina"), PartnerFilters())
    assert [party.partnership.code for party in partner.seen_parties] == ["MW-01"]
    assert list(partnerships_of(cast.actor("amina"), cast.nyali)) == [
        cast.malawi_partnership
    ]


def test_the_list_takes_the_same_queries_for_any_number_of_partners(
    cast, django_assert_num_queries
) -> None:
    for number in range(30):
        Partner.objects.create(
            name=f"Partner {number}", kind=PartnerKind.OTHER, country=cast.malawi
        )
    actor = cast.actor("amina")

    with django_assert_num_queries(2):
        assert len(partner_list(actor, PartnerFilters())) == 31


def test_people_who_left_come_last(cast, now) -> None:
    left = Contact.objects.create(
        partner=cast.nyali,
        name="Aaron",
        email="aaron@partner.example",
        time_zone="UTC",
        left_on=now.date(),
    )

    assert list(contacts_of(cast.nyali)) == [cast.gift, left]


def test_filters_offer_the_countries_in_scope(cast) -> None:
    assert [c.pk for c in countries_to_filter(cast.actor("amina"))] == ["MW"]
    assert [c.pk for c in countries_to_filter(cast.actor("eve"))] == ["MW"]
    assert {"MW", "UG"} <= {c.pk for c in countries_to_filter(cast.actor("dan"))}


def test_registering_is_offered_in_countries_in_use(cast) -> None:
    cast.malawi.is_active = False
    cast.malawi.save()

    assert not countries_to_register_in(cast.actor("amina"))
    assert "UG" in {c.pk for c in countries_to_register_in(cast.actor("dan"))}


def test_filters_offer_the_stages_that_occur(cast) -> None:
    assert stages_in_use(cast.actor("amina")) == [Stage.ACTIVE]


def test_allies_are_the_other_partners_at_home_there(cast, ministry) -> None:
    assert list(possible_allies(cast.actor("amina"), cast.nyali)) == [ministry]


def test_a_party_that_left_is_no_open_party(cast, now) -> None:
    cast.malawi_party.to_on = now.date()
    cast.malawi_party.save()

    assert open_parties(cast.malawi_partnership) == []


def test_a_link_of_one_partnership_sees_only_that(cast) -> None:
    actor = Actor(
        kind=ActorKind.LINK,
        key="contact:1",
        grants=frozenset({Grant(Action.SEE, None, cast.malawi_partnership.pk)}),
    )

    assert list(partnership_for_forms(actor)) == [cast.malawi_partnership]
