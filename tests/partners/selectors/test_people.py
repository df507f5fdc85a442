"""One way to the names behind the keys of people of both sides."""

from partners.selectors.people import keys_of_people, people_names


def test_people_of_both_sides_are_named_in_one_query(
    cast, django_assert_num_queries
) -> None:
    amina, gift = f"user:{cast.amina.pk}", f"contact:{cast.gift.pk}"

    with django_assert_num_queries(1):
        assert people_names([amina, gift, amina]) == {amina: "Amina", gift: "Gift"}


def test_keys_that_stand_for_nobody_are_left_out(cast) -> None:
    assert people_names(["", "system", "contact:x", "contact:0", "user:0"]) == {}


def test_people_of_both_sides_are_found_without_accents(cast) -> None:
    for person in (cast.amina, cast.gift):
        person.name = "João"
        person.save(update_fields=["name"])

    assert keys_of_people("joao") == [
        f"user:{cast.amina.pk}",
        f"contact:{cast.gift.pk}",
    ]
