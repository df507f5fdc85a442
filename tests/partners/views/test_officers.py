"""The pages of who may sign, and how the page of a partner shows them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from partners.forms.officers import OfficerForm
from partners.models import AuthorisedOfficer
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.views.pages import client_of
from tests.default_messages import default_messages, messages_of


@pytest.fixture
def officer(cast: Cast) -> AuthorisedOfficer:
    return AuthorisedOfficer.objects.create(
        contact=cast.gift,
        title="Treasurer",
        limits="Up to USD 50,000",
        from_on=date(2024, 1, 2),
        noted_at=NOW,
        noted_by="user:0",
    )


def new(cast: Cast) -> str:
    return reverse("partners:officer_new", args=[cast.nyali.pk])


def edit(officer: AuthorisedOfficer) -> str:
    return reverse("partners:officer_edit", args=[officer.pk])


def detail(cast: Cast, who: str = "amina") -> str:
    address = reverse("partners:detail", args=[cast.nyali.pk])
    return client_of(getattr(cast, who)).get(address).content.decode()


def test_what_is_typed_is_shown_on_the_page_of_the_partner(cast: Cast) -> None:
    typed = {"contact": cast.gift.pk, "title": "Director", "from_on": "3 2 2024"}

    answer = client_of(cast.amina).post(new(cast), typed, follow=True)

    assert "It is noted that Gift may sign." in answer.content.decode()
    page = detail(cast, "fay")
    assert "Director" in page
    assert "Since 3 Feb 2024" in page
    assert new(cast) not in page


def test_limits_and_days_are_shown(cast: Cast, officer: AuthorisedOfficer) -> None:
    typed = {"title": "Treasurer", "from_on": "2 1 2024", "to_on": "2 1 2025"}
    assert "Up to USD 50,000" in detail(cast)

    client_of(cast.amina).post(edit(officer), typed)

    page = detail(cast)
    assert "2 Jan 2024 to 2 Jan 2025" in page
    assert page.index("Who could sign before") < page.index("2 Jan 2025")
    assert "Up to USD 50,000" not in page


def test_an_empty_officer_is_answered_at_each_field(cast: Cast) -> None:
    page = client_of(cast.amina).post(new(cast), {"limits": "Kept"}).content.decode()

    for words in (
        "Choose who may sign",
        "Write in which role the person signs",
        "Write from which day the person may sign",
        "Kept",
    ):
        assert words in page


def test_only_people_of_this_partner_who_are_there_are_offered(cast: Cast) -> None:
    form = OfficerForm(partner=cast.nyali)
    assert list(form.fields["contact"].queryset) == [cast.gift]

    cast.gift.left_on = TODAY
    cast.gift.save()
    typed = {"contact": cast.grace.pk, "title": "Director", "from_on": "3 2 2024"}
    page = client_of(cast.amina).post(new(cast), typed).content.decode()

    assert not OfficerForm(partner=cast.nyali).fields["contact"].queryset
    assert "There is a problem" in page
    assert not AuthorisedOfficer.objects.exists()


def test_the_person_of_an_entry_stays(cast: Cast, officer: AuthorisedOfficer) -> None:
    assert "contact" not in OfficerForm(instance=officer, partner=cast.nyali).fields


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
@pytest.mark.parametrize("value", ["", "x" * 2000])
def test_wrong_values_are_answered_in_our_own_words(
    cast: Cast, language: str, value: str
) -> None:
    with translation.override(language):
        typed = dict.fromkeys(OfficerForm.Meta.fields, value)
        form = OfficerForm(typed, partner=cast.nyali)

        assert {"contact", "title", "from_on"} <= set(form.errors)
        assert not default_messages() & messages_of(form)
