"""Passwords are not guessed for long, from whichever process or account."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.rules.limits import (
    CHANGED_PASSWORDS,
    FORGOTTEN_PASSWORDS,
    PASSWORD_MAILS,
    WRONG_LINKS,
    WRONG_PASSWORDS,
    WRONG_PASSWORDS_OF_ONE,
)
from tests.accounts.trying import use_up
from tests.cast import PASSWORD, make_cast

LOGIN = "/account/login/"
RESET = "/account/password/reset/"


def sign_in(client: Client, email="amina@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def test_one_password_is_not_tried_on_many_accounts(cast, client) -> None:
    use_up(WRONG_PASSWORDS)
    answer = sign_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert "Wait 15 minutes, then try again" in answer.content.decode()


def test_only_wrong_passwords_are_counted(cast, client) -> None:
    use_up(WRONG_PASSWORDS, left=2)
    sign_in(client, "somebody@example.org", "wrong")
    for name in ("amina", "brian", "dan", "fay"):
        assert sign_in(Client(), f"{name}@example.org").status_code == 302
    assert sign_in(client, "nobody@example.org", "wrong").status_code == 200
    assert sign_in(client).status_code == 429


def test_another_place_goes_on(cast, client) -> None:
    use_up(WRONG_PASSWORDS)
    assert sign_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_behind_a_proxy_each_visitor_is_counted_alone(cast, client, settings) -> None:
    settings.PROXY_COUNT = 1
    use_up(WRONG_PASSWORDS, "192.0.2.7")
    headers = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    assert sign_in(client, headers=headers).status_code == 429
    headers = {"X-Forwarded-For": "192.0.2.7, 198.51.100.1"}
    assert sign_in(client, headers=headers).status_code == 302


def test_behind_a_proxy_a_lock_out_holds_for_one_visitor(
    cast, client, settings
) -> None:
    settings.PROXY_COUNT = 1
    here, other = "2001:db8::1", "2001:db8:0:1::1"
    for number in range(9):
        sign_in(client, password=f"guess {number}", headers={"X-Forwarded-For": here})
    locked = sign_in(client, headers={"X-Forwarded-For": here})
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 900
    assert sign_in(client, headers={"X-Forwarded-For": other}).status_code == 302


def test_whoever_has_a_whole_network_gets_no_guesses_for_each_address(
    cast, client, settings
) -> None:
    settings.PROXY_COUNT = 1
    for number in range(8):
        headers = {"X-Forwarded-For": f"2001:db8::{number}"}
        assert sign_in(client, password="x", headers=headers).status_code == 200
    headers = {"X-Forwarded-For": "2001:db8::f"}
    assert sign_in(client, headers=headers).status_code == 429


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("name", ["amina@example.org", "nobody@example.org"])
def test_guesses_at_the_same_moment_are_as_few_as_one_after_another(
    together, name
) -> None:
    make_cast()

    def guess(number: int) -> None:
        for turn in range(5):
            sign_in(Client(), name, f"guess {number} {turn}")

    together(guess)

    compared = AccessAttempt.objects.get().failures_since_start
    assert compared == WRONG_PASSWORDS_OF_ONE.tries


@pytest.mark.usefixtures("committed_db")
def test_passwords_at_the_same_moment_are_not_tried_on_many_accounts(together) -> None:
    use_up(WRONG_PASSWORDS, left=2)

    together(lambda number: sign_in(Client(), f"name{number}@example.org", "wrong"))

    assert AccessAttempt.objects.count() == 2


@pytest.mark.parametrize("email", ["amina@example.org", "nobody@example.org"])
def test_nobody_fills_a_mailbox(cast, client, email) -> None:
    answers = [
        client.post(RESET, {"email": email}).status_code
        for _number in range(PASSWORD_MAILS.tries + 1)
    ]
    assert answers == [302] * PASSWORD_MAILS.tries + [429]


def test_nobody_asks_for_passwords_of_many(cast, client) -> None:
    use_up(FORGOTTEN_PASSWORDS)
    answer = client.post(RESET, {"email": "fay@example.org"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")


def test_a_key_for_a_new_password_is_not_guessed(cast, client) -> None:
    address = reverse("account_reset_password_from_key", args=["1", "a-b"])
    assert client.get(address).status_code == 200
    use_up(WRONG_LINKS)
    assert client.get(address).status_code == 429


def test_at_a_computer_left_open_nobody_guesses_the_old_password(cast, client) -> None:
    client.force_login(cast.amina)
    address = reverse("account_change_password")
    assert client.post(address, {"oldpassword": "guess"}).status_code == 200
    use_up(CHANGED_PASSWORDS, f"user:{cast.amina.pk}")
    assert client.post(address, {"oldpassword": PASSWORD}).status_code == 429


def test_the_refusal_speaks_the_language_of_the_reader(cast, client) -> None:
    use_up(WRONG_PASSWORDS)
    client.cookies["language"] = "fr"
    assert '<html lang="fr"' in sign_in(client).content.decode()
