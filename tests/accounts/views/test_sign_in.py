"""Signing in and out, lock-out, and passwords that were forgotten."""

import logging
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from structlog.stdlib import ProcessorFormatter

from eclt_partners.accounts.models import User
from eclt_partners.accounts.rules.limits import WRONG_PASSWORDS
from eclt_partners.notifications.models import Outgoing
from tests.cast import PASSWORD

LOGIN = "/account/login/"
OUTBOX = "eclt_partners.notifications.backend.OutboxBackend"
GOOD = "three green goats"


def sign_in(client: Client, email="amina@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def reset_link(settings, client: Client, email="amina@example.org") -> str:
    settings.EMAIL_BACKEND = OUTBOX
    client.post(reverse("account_reset_password"), {"email": email})
    mail = Outgoing.objects.latest("pk")
    return re.search(r"/account/password/reset/key/\S+", mail.facts["text"])[0]


def test_somebody_signs_in_with_any_capitals(cast, client) -> None:
    answer = sign_in(client, " AMINA@Example.org")

    assert answer.status_code == 302
    assert client.get("/account/settings/").status_code == 200


def test_the_way_goes_on_where_it_was_stopped(cast, client) -> None:
    stopped = client.get("/partners/?q=union")

    page = client.get(stopped.url).content.decode()
    assert 'name="next" value="/partners/?q=union"' in page
    assert sign_in(client, next="/partners/?q=union").url == "/partners/?q=union"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_the_way_never_leads_to_another_site(cast, client, target) -> None:
    assert "evil" not in sign_in(client, next=target).url


def test_a_wrong_password_and_an_unknown_address_sound_the_same(cast, client) -> None:
    wrong = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, "nobody@example.org", "wrong").content.decode()

    assert "do not belong together" in wrong
    assert "do not belong together" in unknown


def test_an_address_that_is_too_long_is_wrong_like_any_other(cast, client) -> None:
    page = sign_in(client, f"{'x' * 300}@example.org", "wrong")

    assert page.status_code == 200
    assert "do not belong together" in page.content.decode()


def test_an_account_that_is_switched_off_does_not_sign_in(cast, client) -> None:
    cast.amina.is_active = False
    cast.amina.save()

    assert "do not belong together" in sign_in(client).content.decode()


def test_nobody_can_guess_for_long(cast, client) -> None:
    answers = [sign_in(client, password=f"guess {n}") for n in range(8)]

    assert [answer.status_code for answer in answers] == [200] * 7 + [429]
    assert "Too many tries" in answers[-1].content.decode()
    assert sign_in(client).status_code == 429


def test_signs_that_nobody_sees_make_no_other_address_to_guess_at(cast, client) -> None:
    for number in range(8):
        hidden = "\u200b" * number
        sign_in(client, f"am{hidden}ina@example.org", password=f"guess {number}")

    assert sign_in(client).status_code == 429


def test_a_lock_out_hits_one_account_only_however_often_it_is_tried(
    cast, client
) -> None:
    for _press in range(WRONG_PASSWORDS.tries):
        sign_in(client, password="wrong")

    assert sign_in(client, "brian@example.org").status_code == 302


def test_signing_in_forgets_earlier_mistakes(cast, client) -> None:
    for number in range(7):
        sign_in(client, password=f"guess {number}")
    sign_in(client)
    client.logout()

    assert sign_in(client, password="wrong").status_code == 200


def test_the_session_gets_a_new_key_at_sign_in(cast, client) -> None:
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_signing_out_asks_first_and_needs_a_press(cast, client) -> None:
    client.force_login(cast.amina)

    assert (
        "Everything you saved stays" in client.get("/account/logout/").content.decode()
    )
    assert client.get("/account/settings/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account/settings/").status_code == 302


def test_a_forgotten_password_is_set_by_the_link_of_a_mail(
    cast, client, settings
) -> None:
    link = reset_link(settings, client)

    page = client.get(link, follow=True)
    assert "Set a new password" in page.content.decode()
    done = client.post(
        page.request["PATH_INFO"], {"password1": GOOD, "password2": GOOD}, follow=True
    )

    assert "Your password is set" in done.content.decode()
    assert sign_in(client, password=GOOD).status_code == 302


def test_the_key_does_not_stay_in_the_address(cast, client, settings) -> None:
    link = reset_link(settings, client)

    shown = client.get(link, follow=True).request["PATH_INFO"]

    assert shown.endswith("-set-password/")


def test_a_link_works_once(cast, client, settings) -> None:
    link = reset_link(settings, client)
    page = client.get(link, follow=True).request["PATH_INFO"]
    client.post(page, {"password1": GOOD, "password2": GOOD})

    assert "does not work any more" in Client().get(link).content.decode()


def test_a_new_password_ends_sessions_elsewhere(cast, client, settings) -> None:
    phone = Client()
    phone.force_login(cast.amina)
    page = client.get(reset_link(settings, client), follow=True).request["PATH_INFO"]

    client.post(page, {"password1": GOOD, "password2": GOOD})

    assert phone.get("/account/settings/").status_code == 302


def test_the_owner_hears_of_a_new_password(cast, client, settings) -> None:
    page = client.get(reset_link(settings, client), follow=True).request["PATH_INFO"]

    client.post(page, {"password1": GOOD, "password2": GOOD})

    mail = Outgoing.objects.latest("pk")
    assert mail.facts["subject"] == "Your password was changed"
    assert mail.to_address == "amina@example.org"


def test_an_unknown_address_gets_no_mail_and_the_same_page(
    cast, client, settings
) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    url = reverse("account_reset_password")

    known = client.post(url, {"email": "amina@example.org"}, follow=True)
    unknown = client.post(url, {"email": "nobody@example.org"}, follow=True)

    assert Outgoing.objects.get().to_address == "amina@example.org"
    assert known.status_code == unknown.status_code == 200
    assert "If there is an account" in unknown.content.decode()


def test_the_mail_is_in_the_language_of_its_reader(cast, client, settings) -> None:
    User.objects.filter(pk=cast.amina.pk).update(language="fr")
    settings.EMAIL_BACKEND = OUTBOX

    client.post(reverse("account_reset_password"), {"email": "amina@example.org"})

    assert Outgoing.objects.get().language == "fr"


def test_the_link_of_a_mail_leads_to_this_site(cast, client, settings) -> None:
    settings.EMAIL_BACKEND = OUTBOX

    client.post(
        reverse("account_reset_password"),
        {"email": "amina@example.org"},
        headers={"host": "evil.example"},
    )

    text = Outgoing.objects.get().facts["text"]
    assert f"{settings.SITE_URL}/account/password/reset/key/" in text
    assert "evil" not in text


def test_a_password_is_changed_while_signed_in(cast, client) -> None:
    sign_in(client)

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD},
        follow=True,
    )

    assert "Your password is changed." in answer.content.decode()
    assert answer.request["PATH_INFO"] == "/account/settings/"


def test_an_account_without_password_sets_one(cast, client) -> None:
    cast.amina.set_unusable_password()
    cast.amina.save()
    client.force_login(
        cast.amina, backend="eclt_partners.accounts.backends.PersonBackend"
    )

    page = client.get(reverse("account_change_password"), follow=True)

    assert "Set a password" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "inactive/",
        "reauthenticate/",
        "confirm-email/",
    ],
)
def test_nothing_else_of_the_library_can_be_reached(cast, client, path) -> None:
    client.force_login(cast.amina)

    assert client.get(f"/account/{path}").status_code == 404


def test_the_names_of_the_library_are_the_ones_we_show() -> None:
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_"))
    }

    assert names == {
        "account_login",
        "account_logout",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
    }
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_the_log_holds_no_link_for_a_new_password(
    cast, client, settings, caplog, method
) -> None:
    caplog.set_level("DEBUG")
    address = reset_link(settings, client)
    stranger = Client(enforce_csrf_checks=True)
    getattr(stranger, method)(address)

    formats = [handler.formatter for handler in logging.getLogger().handlers]
    line = next(f for f in formats if isinstance(f, ProcessorFormatter))
    told = "\n".join(line.format(record) for record in caplog.records)
    assert address.split("/")[-2] not in told
