"""Is there a line, and for whom may a browser send?"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.devices import device_owner

BACKEND = "eclt_partners.accounts.backends.PersonBackend"
pytestmark = pytest.mark.django_db


def test_a_stranger_hears_that_there_is_a_line_and_nothing_else(client) -> None:
    answer = client.get(reverse("accounts:ping"))
    said = answer.json()
    assert (said["ok"], said["who"]) == (1, [])
    assert "no-store" in answer["Cache-Control"]


def test_a_signed_in_person_gets_the_own_mark_and_a_token(cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amina, backend=BACKEND)
    said = client.get(reverse("accounts:ping")).json()
    assert said["who"] == [device_owner(cast.actor("amina"))]
    leaving = client.post(
        reverse("account_logout"), {"csrfmiddlewaretoken": said["token"]}
    )
    assert leaving.status_code == 302


def test_two_people_have_two_marks(cast) -> None:
    assert device_owner(cast.actor("amina")) != device_owner(cast.actor("brian"))


def test_the_worker_is_asked_for_anew_every_time_and_names_its_files(client) -> None:
    answer = client.get(reverse("common:worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    text = answer.content.decode()
    assert "js/answering" in text
    assert "{%" not in text


def test_the_page_without_a_line_needs_nobody(client) -> None:
    page = client.get(reverse("common:offline")).content.decode()
    assert "Kept on this device" in page


def test_a_script_that_sends_a_form_hears_where_to_go_on(client) -> None:
    choice = {"language": "fr", "next": reverse("common:help")}
    ask = {"Accept": "application/json"}
    said = client.post(reverse("set_language"), choice, headers=ask)
    assert said.json() == {"next": choice["next"]}
    assert said.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"


def test_a_script_is_never_told_to_go_on_when_it_has_to_sign_in(client) -> None:
    page = reverse("reviews:log")
    answer = client.post(page, headers={"Accept": "application/json"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
