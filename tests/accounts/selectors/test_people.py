"""Who works where, and how people are named."""

from eclt_partners.accounts.selectors import (
    names_of,
    people_list,
    people_of_country,
    roles_in_words,
)


def test_officers_managers_and_directors_may_lead_in_a_country(cast) -> None:
    assert list(people_of_country("MW")) == [cast.amina, cast.brian, cast.dan]


def test_somebody_switched_off_leads_nothing(cast) -> None:
    cast.amina.is_active = False
    cast.amina.save()

    assert cast.amina not in people_of_country("MW")


def test_names_are_looked_up_by_key(cast, django_assert_num_queries) -> None:
    keys = [f"user:{cast.amina.pk}", "system", "contact:3", "user:x"]

    with django_assert_num_queries(1):
        assert names_of(keys) == {f"user:{cast.amina.pk}": "Amina"}


def test_people_are_found_by_name_or_address(cast) -> None:
    assert list(people_list("AMINA@")) == [cast.amina]
    assert list(people_list("bri")) == [cast.brian]


def test_people_who_cannot_sign_in_come_last(cast) -> None:
    cast.ada.is_active = False
    cast.ada.save()

    assert people_list("").last() == cast.ada


def test_roles_are_told_with_their_place(cast) -> None:
    assert roles_in_words(cast.amina) == ["Programme officer · Malawi"]
    assert roles_in_words(cast.eve) == ["Neutral helper · MW-01"]
    assert roles_in_words(cast.dan) == ["Director"]
