"""Which links stand below a mail?"""

import pytest
from django.utils import translation

from eclt_partners.notifications.foot import languages, wrong_person


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://site.example"
    settings.CONTACT_EMAIL = "partnerships@example.org"


def test_a_personal_link_opens_in_every_other_language() -> None:
    assert languages("[[link:7]]") == [
        ("Français", "[[link:7]]?lang=fr"),
        ("Español", "[[link:7]]?lang=es"),
        ("Português", "[[link:7]]?lang=pt"),
    ]


def test_the_language_of_the_mail_itself_is_not_offered() -> None:
    with translation.override("fr"):
        names = [name for name, _address in languages("[[link:7]]")]
    assert names == ["English", "Español", "Português"]


def test_people_with_an_account_choose_their_language_once() -> None:
    own_page = ("Another language", "https://site.example/account/settings/")
    assert languages("https://site.example/reviews/1/") == [own_page]


def test_who_has_neither_link_nor_account_asks_by_mail() -> None:
    words, address = languages("mailto:amina@example.org")[0]
    assert words == "Another language"
    assert address == "mailto:partnerships@example.org?subject=Another%20language"


def test_the_wrong_person_of_a_partner_finds_whom_to_tell() -> None:
    assert wrong_person("[[link:7]]", "Answer")[1] == "[[link:7]]not-me/"


def test_the_wrong_person_of_the_foundation_writes_a_mail_about_it() -> None:
    words, address = wrong_person("https://site.example/reviews/1/", "Due & late")
    assert words == "I am not the right person"
    assert address == (
        "mailto:partnerships@example.org?subject=I%20am%20not%20the%20right%20person"
        "%3A%20Due%20%26%20late"
    )
