"""What the forms of partners accept, and what they say."""

from datetime import date

import pytest
from django.utils import translation

from eclt_partners.accounts.models import User
from eclt_partners.countries.models import Country
from partners.choices import EventKind, Side, Stage
from partners.forms import (
    ContactForm,
    EventForm,
    PartnerFilterForm,
    PartnerForm,
    PartnershipEditForm,
    PartnershipForm,
)
from partners.models import Contact, Partner
from tests.default_messages import default_messages, messages_of

LANGUAGES = ("en-gb", "fr", "es", "pt")


def partner_form(data=None, **kwargs) -> PartnerForm:
    kwargs.setdefault("countries", Country.objects.all())
    return PartnerForm(data, **kwargs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_partner_is_answered_in_our_own_words(cast, language) -> None:
    with translation.override(language):
        form = partner_form({"established_year": "soon", "website": "x y"})

        assert set(form.errors) == {
            "name",
            "kind",
            "country",
            "established_year",
            "website",
        }
        assert not default_messages() & messages_of(form)


def test_nobody_is_asked_about_others_before_somebody_looks_alike(cast) -> None:
    assert not partner_form({"name": "New"}).asks_about_twin


def test_a_refusal_asks_about_the_others(cast) -> None:
    form = partner_form({"name": "New", "kind": "OTHER", "country": "MW"})
    assert form.is_valid()
    form.refuse({"is_different": "Is it another one?"})

    assert form.asks_about_twin
    assert (form.candidate().name, form.candidate().country) == ("New", cast.malawi)


def test_countries_stand_in_the_order_of_their_names_for_the_reader(cast) -> None:
    for code in ("ET", "DE"):
        Country.objects.create(code=code, time_zone="UTC", weekend="67", currency="EUR")

    with translation.override("fr"):
        names = [str(name) for _code, name in partner_form().fields["country"].choices]
        of_work = PartnershipForm(
            partner=cast.nyali,
            countries=Country.objects.all(),
            others=Partner.objects.none(),
            people=User.objects.none(),
        ).fields["country"]

        assert names == ["Choisir", "Allemagne", "Éthiopie", "Malawi", "Ouganda"]
        assert [str(name) for _code, name in of_work.choices] == names


def test_an_officer_of_one_country_need_not_choose_it(cast) -> None:
    form = partner_form(countries=Country.objects.filter(pk="MW"))

    assert form["country"].value() == "MW"


def test_the_country_of_a_partner_stays(cast) -> None:
    form = PartnerForm(None, instance=cast.nyali)

    assert "country" not in form.fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_contact_is_answered_in_our_own_words(cast, language) -> None:
    with translation.override(language):
        form = ContactForm(
            {"email": "nobody", "time_zone": "Mars", "channel": "BIRD"},
            instance=Contact(partner=cast.nyali),
        )

        assert {"name", "email", "time_zone", "channel"} <= set(form.errors)
        assert not default_messages() & messages_of(form)


def test_a_new_contact_has_not_left(cast) -> None:
    assert "left_on" not in ContactForm(instance=Contact(partner=cast.nyali)).fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_comes_back_as_it_was_shown(cast, language) -> None:
    with translation.override(language):
        cast.gift.left_on = date(2026, 8, 27)
        shown = ContactForm(instance=cast.gift)["left_on"].value()
        values = {**ContactForm(instance=cast.gift).initial, "left_on": shown}

        form = ContactForm(values, instance=cast.gift)
        assert form.is_valid(), form.errors
        assert form.contact_fields().left_on == date(2026, 8, 27)


def test_the_edit_form_asks_for_one_lead_per_party(cast) -> None:
    form = PartnershipEditForm(
        {
            "name": "Nyali",
            "relationship_start": "1 3 2022",
            "clause_months": "6",
            "foundation_lead": str(cast.brian.pk),
            f"lead_{cast.malawi_party.pk}": str(cast.gift.pk),
        },
        instance=cast.malawi_partnership,
        parties=[cast.malawi_party],
    )

    assert form.is_valid(), form.errors
    assert form.leads() == {cast.malawi_party.pk: cast.gift}
    assert form.partnership_fields().foundation_lead == cast.brian


def test_leads_of_other_countries_are_not_offered(cast) -> None:
    form = PartnershipEditForm(instance=cast.malawi_partnership, parties=[])

    people = set(form.fields["foundation_lead"].queryset)
    assert people == {cast.amina, cast.brian, cast.dan}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_event_is_answered_in_our_own_words(language) -> None:
    with translation.override(language):
        form = EventForm({"happened_on": "yesterday"})

        assert set(form.errors) == {"kind", "happened_on", "side"}
        assert not default_messages() & messages_of(form)


def test_an_event_is_read_as_the_services_know_it() -> None:
    form = EventForm(
        {"kind": "CONTEXT", "happened_on": "3 Nov 2026", "side": "PARTNER"}
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "kind": EventKind.CONTEXT,
        "happened_on": date(2026, 11, 3),
        "side": Side.PARTNER,
        "note": "",
    }


def test_people_are_not_offered_what_the_product_notes_itself() -> None:
    offered = {value for value, _label in EventForm().fields["kind"].choices}

    assert not offered & {EventKind.TURNED_RED, EventKind.AMENDMENT}


def test_a_filter_that_is_not_in_the_list_asks_for_nothing(cast) -> None:
    form = PartnerFilterForm(
        {"country": "XX", "kind": "GOVERNMENT", "q": " Nyali "},
        countries=[cast.malawi, cast.uganda],
        stages=[],
    )

    filters = form.filters()
    assert (filters.country, filters.words) == ("", "Nyali")
    assert form.state() == "Government"


def test_an_officer_of_one_country_is_not_asked_for_it(cast) -> None:
    form = PartnerFilterForm({}, countries=[cast.malawi], stages=[Stage.ACTIVE])

    assert "country" not in form.fields
