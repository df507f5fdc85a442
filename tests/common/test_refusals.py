"""Does each refusal come as a page that leads on?"""

import pytest
from django.test import Client

BACKEND = "eclt_partners.accounts.backends.PersonBackend"


@pytest.mark.parametrize(
    "address",
    [
        "/countries/%00/",
        "/setup/kinds/%00/",
        "/r/%00/",
        "/calendar/%00.ics",
        "/history/%00/1/",
    ],
)
def test_an_address_with_a_sign_that_no_name_has_is_missing(cast, address) -> None:
    client = Client()
    client.force_login(cast.dan, backend=BACKEND)

    assert client.get(address).status_code == 404


def test_a_session_with_a_sign_that_no_name_has_is_none(client) -> None:
    client.cookies.load('session="\\000abcdefghijklmnopqrst"')

    assert client.get("/account/login/").status_code == 200


def test_who_signs_in_after_pressing_a_button_is_led_to_its_page(cast) -> None:
    client = Client()
    client.force_login(cast.dan, backend=BACKEND)

    page = client.get("/countries/MW/refresh/")

    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert 'href="/countries/MW/"' in page.content.decode()


def test_a_form_that_was_too_old_gives_back_what_was_written_but_no_password() -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"note": "Two <b>long</b> days", "password": "four words of mine"}

    page = client.post("/account/login/", sent)

    text = page.content.decode()
    assert (page.status_code, page["Cache-Control"]) == (403, "no-store, private")
    assert "Two &lt;b&gt;long&lt;/b&gt; days</textarea>" in text
    assert "four words" not in text
