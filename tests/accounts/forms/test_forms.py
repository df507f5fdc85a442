"""What the forms of accounts and set-up accept, and what they say."""

import pytest
from django.utils import translation

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.forms import (
    ChangePasswordForm,
    CountryForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewCountryForm,
    NewPasswordForm,
    NewPersonForm,
    PersonForm,
    SettingsForm,
    SignInForm,
    people,
)
from eclt_partners.accounts.services.people import RolePlace
from eclt_partners.countries.zones import zone_choices
from tests.cast import PASSWORD
from tests.default_messages import default_messages, messages_of

LANGUAGES = ("en-gb", "fr", "es", "pt")
ALL = (
    ChangePasswordForm,
    CountryForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewCountryForm,
    NewPasswordForm,
    NewPersonForm,
    SettingsForm,
    SignInForm,
)
WHO = {"name": "Hana", "language": "fr", "time_zone": "Africa/Kigali"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form_class", ALL)
def test_an_empty_form_is_answered_in_our_own_words(cast, form_class, language) -> None:
    with translation.override(language):
        form = form_class(data={"email": "nobody", "login": "nobody", "code": "XX"})

        assert form.errors
        assert not default_messages() & messages_of(form)


@pytest.mark.parametrize("form_class", ALL)
def test_no_field_has_a_placeholder(cast, form_class) -> None:
    fields = form_class().fields.values()

    assert not [f.label for f in fields if f.widget.attrs.get("placeholder")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "12"),
        ("q1w2e3r4t5y6", ""),
        ("amina@example.org", ""),
    ],
)
def test_a_weak_password_is_answered_in_our_own_words(
    cast, language, password, words
) -> None:
    with translation.override(language):
        form = NewPasswordForm(
            {"password1": password, "password2": password}, user=cast.amina
        )

        texts = messages_of(form)
        assert texts
        assert words in "".join(texts)
        assert not [text for text in texts if "too common" in text]


def test_a_common_password_is_refused(cast) -> None:
    form = FirstPasswordForm(
        data={"password1": "q1w2e3r4t5y6", "password2": "q1w2e3r4t5y6"},
        user=cast.amina,
    )

    assert form.errors["password1"] == [
        "Many people use this password. Choose another one"
    ]


def test_the_password_is_typed_twice(cast) -> None:
    form = NewPasswordForm(
        {"password1": "three green goats", "password2": "three green goat"},
        user=cast.amina,
    )

    assert form.errors["password2"] == ["Enter the same password in both fields"]


def test_the_present_password_is_asked(cast) -> None:
    form = ChangePasswordForm(
        data={
            "oldpassword": "wrong",
            "password1": "three green goats",
            "password2": "three green goats",
        },
        user=cast.amina,
    )

    assert form.errors["oldpassword"] == ["Enter the password that you use now"]


def test_password_managers_know_the_fields(cast) -> None:
    fields = ChangePasswordForm(user=cast.amina).fields

    assert {n: f.widget.attrs["autocomplete"] for n, f in fields.items()} == {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    }
    assert SignInForm().fields["login"].widget.attrs["autocomplete"] == "username"


def test_roles_are_read_with_their_places(cast) -> None:
    form = PersonForm(
        {
            **WHO,
            "is_active": "on",
            "in_manager": ["MW", "UG"],
            "everywhere": ["AUDITOR"],
            "facilitator_of": [str(cast.malawi_partnership.pk)],
        },
        instance=cast.amina,
    )

    assert form.is_valid(), form.errors
    assert form.roles() == {
        RolePlace(Role.MANAGER, country="MW"),
        RolePlace(Role.MANAGER, country="UG"),
        RolePlace(Role.AUDITOR),
        RolePlace(Role.FACILITATOR, partnership_id=cast.malawi_partnership.pk),
    }


def test_present_roles_are_ticked(cast) -> None:
    assert PersonForm(instance=cast.amina)["in_officer"].value() == ["MW"]
    assert PersonForm(instance=cast.dan)["everywhere"].value() == ["DIRECTOR"]
    assert PersonForm(instance=cast.eve)["facilitator_of"].value() == [
        str(cast.malawi_partnership.pk)
    ]


def test_where_partnerships_are_many_their_codes_are_typed(cast, monkeypatch) -> None:
    monkeypatch.setattr(people, "MOST_TICKED", 1)
    asked = {**WHO, "is_active": "on", "helper_codes": " ug-01,\nMW-01  ug-01 "}
    mine, other = cast.malawi_partnership, cast.uganda_partnership
    form = PersonForm(asked, instance=cast.eve)

    ticked = {value for value, _label in form.fields["facilitator_of"].choices}
    assert ticked == {str(mine.pk)}
    assert form.is_valid(), form.errors
    assert {place.partnership_id for place in form.roles()} == {mine.pk, other.pk}
    assert "facilitator_of" not in NewPersonForm().fields

    wrong = PersonForm({**asked, "helper_codes": "MW-01 MW-99"}, instance=cast.eve)
    assert wrong.errors["helper_codes"] == [
        "There is no partnership with the code MW-99"
    ]
    assert wrong["helper_codes"].value() == "MW-01 MW-99"


def test_where_partnerships_are_few_no_code_is_asked(cast) -> None:
    assert "helper_codes" not in PersonForm(instance=cast.eve).fields


def test_a_role_in_a_country_that_is_none_is_refused(cast) -> None:
    form = NewPersonForm({**WHO, "email": "h@example.org", "in_officer": ["XX"]})

    assert "in_officer" in form.errors


def test_an_address_in_use_is_told(cast) -> None:
    form = NewPersonForm({**WHO, "email": "amina@example.org"})

    assert form.errors["email"] == ["There is an account with this address"]


def test_a_new_country_is_one_that_is_not_in_the_list(cast) -> None:
    codes = {code for code, _name in NewCountryForm().fields["code"].choices}

    assert "BD" in codes
    assert "MW" not in codes


def test_a_currency_is_written_in_capitals(cast) -> None:
    form = CountryForm(
        {
            "time_zone": "Africa/Blantyre",
            "weekend": "67",
            "default_language": "en-gb",
            "currency": "mwk",
            "is_active": "on",
        },
        instance=cast.malawi,
    )

    assert form.is_valid(), form.errors
    assert form.country_fields().currency == "MWK"


def test_zones_are_places_that_people_know() -> None:
    names = [name for name, _text in zone_choices()]

    assert {"UTC", "Africa/Blantyre", "America/Guatemala"} <= set(names)
    assert not [name for name in names if name.startswith("Etc/") or name == "EST"]


def test_a_place_is_offered_under_one_name_only() -> None:
    names = {name for name, _text in zone_choices()}

    assert {"Asia/Kolkata", "Africa/Asmara"} <= names
    assert not {"Asia/Calcutta", "Africa/Asmera"} & names


def test_an_old_name_of_a_zone_stays_on_offer_to_whoever_has_it(cast) -> None:
    cast.amina.time_zone = "Asia/Calcutta"
    form = PersonForm(instance=cast.amina)

    assert ("Asia/Calcutta", "Asia / Calcutta") in form.fields["time_zone"].choices


def test_the_cast_knows_its_password(cast) -> None:
    assert cast.amina.check_password(PASSWORD)
