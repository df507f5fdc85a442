"""The short pages of facts, and how the page of a partner shows them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from partners.forms.profiles import ProfileForm
from partners.models import OrganisationProfile, Partner
from partners.profile_choices import ProfilePart
from tests.cast import Cast
from tests.dashboards.views.pages import client_of, queries_of
from tests.default_messages import default_messages, messages_of


def edit(cast: Cast, part: ProfilePart) -> str:
    return reverse("partners:facts_edit", args=[cast.nyali.pk, part.value])


def detail(cast: Cast, who: str = "amina") -> str:
    address = reverse("partners:detail", args=[cast.nyali.pk])
    return client_of(getattr(cast, who)).get(address).content.decode()


@pytest.mark.parametrize("part", list(ProfilePart))
def test_every_part_opens_and_may_be_left_empty(cast: Cast, part: ProfilePart) -> None:
    client = client_of(cast.amina)

    assert client.get(edit(cast, part)).status_code == 200
    assert client.post(edit(cast, part), {}).status_code == 302


def test_what_is_typed_is_shown_on_the_page_of_the_partner(cast: Cast) -> None:
    client_of(cast.amina).post(
        edit(cast, ProfilePart.REGISTRATION),
        {
            "registered_in": "MW",
            "registration_authority": "NGO Board",
            "registered_on": "3 2 2020",
            "registration_expires_on": "3 2 2025",
        },
    )

    page = detail(cast)
    assert "NGO Board" in page
    assert "3 Feb 2025" in page
    assert ">Over<" in page


def test_what_is_not_known_is_one_line_with_its_action(cast: Cast) -> None:
    page = detail(cast)

    assert page.count("not known yet.") == len(ProfilePart)
    assert edit(cast, ProfilePart.SIZE) in page
    assert edit(cast, ProfilePart.SIZE) not in detail(cast, "fay")


def test_the_list_of_parts_says_how_far_they_are(cast: Cast) -> None:
    OrganisationProfile.objects.create(
        partner=cast.nyali, staff_band="10", budget_band="10K", address="Box 7"
    )

    address = reverse("partners:facts", args=[cast.nyali.pk])
    page = client_of(cast.amina).get(address).content.decode()

    assert page.count("Completed") == 1
    assert page.count("In progress") == 1
    assert page.count("Not started") == len(ProfilePart) - 2


def test_an_error_keeps_what_was_typed(cast: Cast) -> None:
    answer = client_of(cast.amina).post(
        edit(cast, ProfilePart.REGISTRATION),
        {"registration_authority": "NGO Board", "registered_on": "soon"},
    )

    page = answer.content.decode()
    assert "There is a problem" in page
    assert 'value="NGO Board"' in page
    assert 'value="soon"' in page


def test_tags_come_back_as_they_were_kept(cast: Cast) -> None:
    client = client_of(cast.amina)
    client.post(edit(cast, ProfilePart.NAMES), {"tags": "Tobacco, Schools"})

    page = client.get(edit(cast, ProfilePart.NAMES)).content.decode()

    assert OrganisationProfile.objects.get().tags == ["tobacco", "schools"]
    assert 'value="tobacco, schools"' in page


def test_a_parent_out_of_sight_is_neither_named_nor_lost(cast: Cast) -> None:
    OrganisationProfile.objects.create(
        partner=cast.nyali, parent=cast.kasanyi, former_name="Old"
    )
    client = client_of(cast.amina)

    form = client.get(edit(cast, ProfilePart.NAMES)).content.decode()
    client.post(edit(cast, ProfilePart.NAMES), {"former_name": "Older"})

    assert "Kasanyi" not in form + detail(cast)
    assert "Kasanyi" in detail(cast, "dan")
    profile = OrganisationProfile.objects.get()
    assert (profile.parent, profile.former_name) == (cast.kasanyi, "Older")


def test_a_part_that_is_not_there_is_a_missing_page(cast: Cast) -> None:
    address = reverse("partners:facts_edit", args=[cast.nyali.pk, "colour"])

    assert client_of(cast.amina).get(address).status_code == 404


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_wrong_facts_are_answered_in_our_own_words(cast: Cast, language: str) -> None:
    with translation.override(language):
        for part in ProfilePart:
            form = ProfileForm(
                {f.name: "x" * 2000 for f in OrganisationProfile._meta.get_fields()},
                part=part,
                parents=Partner.objects.all(),
            )
            assert set(form.errors) == set(form.fields)
            assert not default_messages() & messages_of(form)


def test_a_page_with_all_facts_takes_the_same_queries(cast: Cast) -> None:
    client = client_of(cast.amina)
    address = reverse("partners:detail", args=[cast.nyali.pk])
    OrganisationProfile.objects.create(partner=cast.nyali, parent=None)
    few = queries_of(client, address)
    OrganisationProfile.objects.update(
        former_name="Old",
        tags=["a", "b"],
        registered_in="MW",
        registered_on=date(2020, 1, 1),
        staff_band="10",
        risk_rating="HIGH",
        risk_drivers="One cashier",
    )

    assert queries_of(client, address) == few <= 25
