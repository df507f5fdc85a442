"""Does each refusal come as a page that leads on?"""

import pytest
from django.test import Client

from eclt_partners.accounts.act_words import ACTS
from eclt_partners.common.actions import Action

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


def test_who_may_not_reads_what_was_tried_whose_right_it_is_and_whom_to_ask(
    cast, settings
) -> None:
    settings.CONTACT_EMAIL = "partnerships@example.org"
    client = Client()
    client.force_login(cast.fay, backend=BACKEND)

    text = client.post("/countries/MW/refresh/").content.decode()

    assert "<strong>Refresh a dashboard</strong>" in text
    assert "<li>Country manager</li>" in text
    assert 'href="mailto:partnerships@example.org"' in text


def test_every_right_has_words_for_what_is_tried() -> None:
    assert set(ACTS) == set(Action)


@pytest.mark.parametrize(("who", "status"), [("fay", 403), ("chloe", 404)])
def test_who_lost_the_right_while_writing_gets_the_words_back(
    cast, who, status
) -> None:
    client = Client()
    client.force_login(getattr(cast, who), backend=BACKEND)
    note = "Two <b>long</b> days"

    page = client.post("/countries/MW/refresh/", {"note": note})

    assert (page.status_code, page["Cache-Control"]) == (status, "no-store, private")
    assert "Two &lt;b&gt;long&lt;/b&gt; days</textarea>" in page.content.decode()


def test_a_code_that_opens_an_account_is_never_given_back(cast) -> None:
    client = Client(enforce_csrf_checks=True)

    sent = {"code": "1234 5678", "note": "Two long days"}
    page = client.post("/account/login/code/", sent).content.decode()

    assert "Two long days" in page
    assert "1234 5678" not in page


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("a=b", "application/x-www-form-urlencoded; charset=utf-7"),
        ("a=b&" * 4000, "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.django_db
def test_a_form_that_cannot_be_read_is_refused_in_words(sent, kind) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/account/login/")

    page = client.post("/account/login/", sent, content_type=kind)

    assert page.status_code == 400
    assert "We could not read what was sent" in page.content.decode()


def test_a_visitor_at_another_name_of_the_site_is_refused_in_words(settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]

    page = Client().get("/account/login/", headers={"host": "evil.example"})

    assert page.status_code == 400
    assert "We could not read what was sent" in page.content.decode()
