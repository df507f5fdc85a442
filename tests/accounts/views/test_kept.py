"""What a form sends after its session ended is kept for its writer, without scripts."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from eclt_partners.accounts.kept_typing import LONGEST
from eclt_partners.accounts.middleware import SEEN_KEY
from tests.cast import PASSWORD

KEPT = "/account/kept/"
SETTINGS = "/account/settings/"
NOTE = "Two sides met,\nand the rain <came> early"


@pytest.fixture
def late(cast, client) -> Client:
    """A browser of Amina, whose session is idle for too long."""
    client.force_login(cast.amina)
    client.get(SETTINGS)
    _grow_old(client)
    return client


def _grow_old(client: Client) -> None:
    then = (timezone.now() - timedelta(hours=3)).timestamp()
    session = client.session
    session[SEEN_KEY] = [then, then]
    session.save()


def _waiting(client: Client) -> tuple[str, list[tuple[str, str]]]:
    """Where the page sends to, and what; "" and nothing when nothing is kept."""
    page = client.get(KEPT).content.decode().partition("<main")[2]
    found = re.search(r'<form method="post" action="([^"]*)"', page)
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    kept = [(n, unescape(value)) for n, value in fields if n != "csrfmiddlewaretoken"]
    return (unescape(found[1]) if found else "", kept)


def _sign_in(client: Client, person) -> None:
    client.post(
        "/account/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )


def test_the_writer_is_led_to_the_sign_in_and_from_there_to_the_text(late, cast):
    answer = late.post(SETTINGS, {"name": "Amina of the Hill"})

    assert answer.url == "/account/login/?next=%2Faccount%2Fkept%2F"
    page = late.post(
        answer.url, {"login": cast.amina.email, "password": PASSWORD}, follow=True
    )
    assert page.request["PATH_INFO"] == KEPT
    assert "Amina of the Hill" in page.content.decode()


def test_the_sign_in_says_that_the_text_is_kept(late):
    page = late.post(SETTINGS, {"name": "Amina of the Hill"}, follow=True)

    assert "What you typed is kept" in page.content.decode()


def test_a_password_is_not_kept_and_is_typed_again(late, cast):
    address = "/account/address/"
    late.post(address, {"email": "new@example.org", "password": PASSWORD})
    _sign_in(late, cast.amina)

    assert _waiting(late) == (address, [("email", "new@example.org")])
    assert PASSWORD not in late.get(KEPT).content.decode()


def test_nothing_is_changed_until_the_writer_sends_it(late, cast):
    late.post(SETTINGS, {"name": "Amina of the Hill"})
    _sign_in(late, cast.amina)
    late.get(KEPT)
    cast.amina.refresh_from_db()

    assert cast.amina.name != "Amina of the Hill"


def test_the_page_sends_each_value_to_where_it_was_meant_for(late, cast):
    address = f"{SETTINGS}?from=here"
    late.post(address, {"name": NOTE, "ticked": ["one", "two"]})
    _sign_in(late, cast.amina)

    assert _waiting(late) == (
        address,
        [("name", NOTE), ("ticked", "one"), ("ticked", "two")],
    )


def test_words_are_shown_and_marks_in_them_mean_nothing(late, cast):
    late.post(SETTINGS, {"name": NOTE, "language": "fr"})
    _sign_in(late, cast.amina)
    page = late.get(KEPT).content.decode()
    shown = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)

    assert [unescape(text) for text in shown] == [NOTE]


def test_a_text_of_two_lines_is_seen_whole(late, cast):
    late.post(SETTINGS, {"name": NOTE})
    _sign_in(late, cast.amina)

    assert 'rows="4"' in late.get(KEPT).content.decode()


def test_a_file_has_to_be_chosen_again(late, cast):
    late.post(SETTINGS, {"name": NOTE, "file": BytesIO(b"a file")})
    _sign_in(late, cast.amina)

    assert "choose it again" in late.get(KEPT).content.decode()
    assert _waiting(late)[1] == [("name", NOTE)]


def test_nobody_else_on_the_same_device_sees_it(late, cast):
    late.post(SETTINGS, {"name": "Amina of the Hill"})
    _sign_in(late, cast.brian)
    page = late.get(KEPT).content.decode()

    assert "Amina of the Hill" not in page
    assert "Nothing waits here" in page


def test_it_stands_in_the_database_locked_away(late):
    late.post(SETTINGS, {"name": "Amina of the Hill"})

    assert "Amina of the Hill" not in str(dict(late.session.items()))


def test_after_an_hour_it_is_kept_no_longer(late, cast, monkeypatch):
    late.post(SETTINGS, {"name": "Amina of the Hill"})
    _sign_in(late, cast.amina)
    monkeypatch.setattr("eclt_partners.accounts.kept_typing.KEPT_FOR", timedelta(0))

    assert _waiting(late) == ("", [])


def test_once_it_is_sent_it_is_kept_no_longer(late, cast):
    late.post(SETTINGS, {"name": "Amina of the Hill"})
    _sign_in(late, cast.amina)
    late.post(SETTINGS, {"name": "Amina of the Hill"})

    assert _waiting(late) == ("", [])


def test_what_scripts_send_they_keep_themselves(late, cast):
    late.post(SETTINGS, {"name": "Amina"}, headers={"sec-fetch-mode": "cors"})
    _sign_in(late, cast.amina)

    assert _waiting(late) == ("", [])


def test_passwords_are_kept_nowhere(late, cast):
    late.post("/account/password/change/", {"oldpassword": "my secret"})
    _sign_in(late, cast.amina)

    assert _waiting(late) == ("", [])


def test_a_text_without_end_is_given_back_at_once(late):
    answer = late.post(SETTINGS, {"name": "x " * LONGEST})

    assert answer.status_code == 403
    assert "x x x x" in answer.content.decode()
    assert dict(late.session.items()) == {}


@pytest.mark.django_db
def test_what_a_tab_sends_after_the_sign_out_in_another_is_given_back(client):
    answer = client.post(SETTINGS, {"name": NOTE, "language": "fr"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "no longer signed in" in page
    assert "the rain &lt;came&gt; early</textarea>" in page
    assert f'href="{SETTINGS}"' in page


@pytest.mark.django_db
def test_where_nothing_was_written_the_sign_in_comes_at_once(client):
    answer = client.post(SETTINGS, {"language": "fr"})

    assert answer.url == f"/account/login/?next={SETTINGS}"


@pytest.mark.django_db
def test_who_was_never_signed_in_leaves_nothing(client):
    client.post(SETTINGS, {"name": "A stranger", "language": "fr"})

    assert dict(client.session.items()) == {}


def test_a_page_that_is_only_looked_at_leaves_nothing(late, cast):
    answer = late.get(SETTINGS)

    assert answer.url == f"/account/login/?next={SETTINGS}"
