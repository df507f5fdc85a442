"""Which partners look like that of a row? The same as in the form for one partner."""

import pytest

from eclt_partners.exchange.services.known import Asked, Known
from eclt_partners.exchange.services.twins import Twins
from partners.models import Partner
from partners.selectors import Wanted, look_alikes
from tests.cast import Cast

KNOWN = (
    ("Fundação Semente Nova", "FSN", "CONGOMA/0123"),
    ("Semente Nova Fundação do Sul", "", ""),
    ("Nyota District Council", "NDC", ""),
    ("Tenant Children Forum", "TCF", "77"),
    ("TCF", "", ""),
    ("Straße & Öl Verein", "", ""),
)


@pytest.mark.parametrize(
    ("name", "acronym", "number"),
    [
        ("Fundacao Sementes Nova", "", ""),
        ("Semente Nova", "", ""),
        ("Mbeya District Council", "", ""),
        ("Nyota district councils", "", ""),
        ("Altogether else", "tcf", ""),
        ("fsn", "", "congoma 0123"),
        ("Else", "", "CONGOMA-0123"),
        ("Strasse und Ol Verein", "", "0"),
    ],
)
def test_a_row_is_asked_about_as_the_form_asks(cast: Cast, name, acronym, number):
    for known, short, registered in KNOWN:
        Partner.objects.create(
            name=known,
            acronym=short,
            registration_number=registered,
            kind="OTHER",
            country=cast.malawi,
        )
    actor = cast.actor("amina")
    asked = Partner(
        name=name,
        acronym=acronym,
        registration_number=number,
        country=cast.malawi,
    )
    read = Known.read(actor, Asked(frozenset({"MW"}), frozenset(), frozenset()))

    wanted = Wanted(frozenset({name}), frozenset({acronym}), frozenset({number}))

    found = Twins(actor, read, wanted).of(asked, ())

    expected = look_alikes(actor, asked)
    assert [(each.partner, each.reasons) for each in found] == [
        (each.partner, each.reasons) for each in expected
    ]
    assert [each.likeness for each in found] == pytest.approx(
        [each.likeness for each in expected]
    )
