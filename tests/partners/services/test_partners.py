"""Registering and changing organisations."""

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.choices import PartnerKind
from partners.models import Partner
from partners.services.partners import PartnerFields, change_partner, register_partner


def fields(name="Chigwirizano Union", **more) -> PartnerFields:
    return PartnerFields(**{"name": name, "kind": PartnerKind.TRADE_UNION, **more})


def register(cast, now, who="amina", **more) -> Partner:
    return register_partner(
        actor=cast.actor(who),
        now=now,
        country=more.pop("country", cast.malawi),
        is_different=more.pop("is_different", False),
        fields=fields(**more),
    )


def test_an_officer_registers_a_partner_in_the_own_country(cast, now) -> None:
    partner = register(cast, now, acronym="CU", established_year=1996)

    assert (partner.country, partner.acronym) == (cast.malawi, "CU")


def test_registering_writes_one_audit_entry_with_the_country(cast, now) -> None:
    partner = register(cast, now)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.country_code) == ("partners.partner.registered", "MW")
    assert (entry.subject_id, entry.at) == (partner.pk, now)
    assert entry.facts == {"kind": "TRADE_UNION"}


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_register_nothing_in_malawi(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        register(cast, now, who)

    assert not AuditEntry.objects.exists()


def test_the_same_name_in_the_same_country_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, name="NYALI TRUST", is_different=True)

    assert "already registered" in refusal.value.problems[""]


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"acronym": "TCF"}, {"name": "Second", "acronym": "tcf"}),
        ({"name": "TCF"}, {"name": "Second", "acronym": "tcf"}),
        ({"acronym": "TCF"}, {"name": "tcf"}),
        ({"name": "Mtsinje Labour Office"}, {"name": "Labour Office, Mtsinje"}),
        ({"registration_number": "NGO/R/16-02"}, {"registration_number": "ngo r1602"}),
    ],
)
def test_somebody_who_looks_like_another_is_asked_about(
    cast, now, known, typed
) -> None:
    register(cast, now, **{"name": "First", **known})

    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, **{"name": "Altogether else", **typed})

    assert list(refusal.value.problems) == ["is_different"]


def test_a_look_alike_is_registered_after_somebody_said_it_is_another(
    cast, now
) -> None:
    register(cast, now, name="First", acronym="TCF")

    second = register(cast, now, name="Second", acronym="TCF", is_different=True)

    assert second.pk


def test_a_new_number_that_another_partner_has_is_asked_about(cast, now) -> None:
    register(cast, now, registration_number="R 77")

    with pytest.raises(InvalidInput, match="look like this one"):
        change_partner(
            actor=cast.actor("amina"),
            now=now,
            partner=cast.nyali,
            fields=fields(name="Nyali Trust", registration_number="R77"),
        )


def test_a_partner_out_of_sight_is_not_named_as_a_look_alike(cast, now) -> None:
    partner = register(cast, now, name="Kasanyi")

    assert partner.country == cast.malawi


def test_a_director_hears_of_look_alikes_in_all_countries(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, "dan", name="Kasanyi")

    assert "is_different" in refusal.value.problems


def test_a_year_that_cannot_be_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, established_year=1066)

    assert "between 1800 and 2100" in refusal.value.problems[""]


def test_a_change_names_its_fields_in_the_audit_and_no_values(cast, now) -> None:
    change_partner(
        actor=cast.actor("amina"),
        now=now,
        partner=cast.nyali,
        fields=PartnerFields(
            name="Nyali Trust", kind=PartnerKind.LOCAL_NGO, about="Schools"
        ),
    )

    entry = AuditEntry.objects.get()
    assert entry.verb == "partners.partner.changed"
    assert entry.facts == {"fields": ["about"]}
    cast.nyali.refresh_from_db()
    assert cast.nyali.about == "Schools"


def test_a_change_of_nothing_writes_nothing(cast, now) -> None:
    change_partner(
        actor=cast.actor("amina"),
        now=now,
        partner=cast.nyali,
        fields=PartnerFields(name="Nyali Trust", kind=PartnerKind.LOCAL_NGO),
    )

    assert not AuditEntry.objects.exists()


def test_a_new_name_that_another_partner_has_is_refused(cast, now) -> None:
    other = register(cast, now, name="Other")

    with pytest.raises(InvalidInput):
        change_partner(
            actor=cast.actor("amina"),
            now=now,
            partner=other,
            fields=fields(name="Nyali Trust"),
        )


def test_the_officer_of_another_country_changes_nothing(cast, now) -> None:
    with pytest.raises(NotPermitted):
        change_partner(
            actor=cast.actor("chloe"), now=now, partner=cast.nyali, fields=fields()
        )


@pytest.mark.parametrize(
    "values",
    [
        {"name": "nyali TRUST", "kind": "LOCAL_NGO"},
        {"name": "X", "kind": "CHURCH"},
        {"name": "X", "kind": "OTHER", "established_year": 3000},
    ],
)
def test_the_database_refuses_what_no_partner_may_be(cast, values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.create(country=cast.malawi, **values)
