"""An address in a mail may name a language."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGE = "/r/unknown/"


def heading(answer) -> str:
    return answer.headers["Content-Language"]


def test_a_page_speaks_the_language_of_its_address(client) -> None:
    assert heading(client.get(f"{PAGE}?lang=fr")) == "fr"


def test_looking_at_it_keeps_nothing(client) -> None:
    answer = client.get(f"{PAGE}?lang=fr")
    assert answer.cookies == {}
    assert heading(client.get(PAGE)) == "en-gb"


def test_what_is_sent_from_it_keeps_the_language(client) -> None:
    answer = client.post(f"{PAGE}?lang=fr")
    assert answer.cookies["language"].value == "fr"
    assert answer.cookies["language"]["httponly"]
    assert heading(client.get(PAGE)) == "fr"


@pytest.mark.parametrize("asked", ["xx", "", "en-us", "fr<script>"])
def test_a_language_that_there_is_not_changes_nothing(client, asked) -> None:
    answer = client.post(PAGE, query_params={"lang": asked})
    assert heading(answer) == "en-gb"
    assert "language" not in answer.cookies


def test_it_goes_before_the_language_of_the_account(cast, client) -> None:
    client.force_login(cast.amina, "eclt_partners.accounts.backends.PersonBackend")
    page = client.get(reverse("accounts:settings"), {"lang": "es"})
    assert heading(page) == "es"
