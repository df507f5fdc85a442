"""How somebody comes to sign in with another address."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from eclt_partners.accounts.emails import send_password_link
from eclt_partners.accounts.models import User
from eclt_partners.accounts.services import own_address
from eclt_partners.audit.models import AuditEntry
from eclt_partners.logs import hide_tokens
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.models import Outgoing, StoppedAddress
from eclt_partners.notifications.services.addresses import stop_address
from tests.accounts.racing import taken_meanwhile
from tests.cast import PASSWORD, Cast
from tests.notifications.owing import owe

NEW = "amina.phiri@new.example"
OWN = reverse("accounts:own_address")


@pytest.fixture(autouse=True)
def outbox(settings) -> None:
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"


def body(answer) -> str:
    return answer.content.decode()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(client: Client, address: str = NEW, password: str = PASSWORD):
    return client.post(OWN, {"email": address, "password": password}, follow=True)


def link_in_mail(address: str = NEW, path: str = "/account/address/") -> str:
    mail = Outgoing.objects.filter(to_address=address).latest("pk")
    found = re.search(path + r"[^\s/]+/", mail.facts["text"])
    assert found is not None
    return found[0]


def mailed(address: str) -> list[str]:
    mails = Outgoing.objects.filter(to_address=address).order_by("pk")
    return [each.facts["subject"] for each in mails]


def address_now(person: User) -> str:
    return User.objects.get(pk=person.pk).email


def test_nothing_changes_before_the_new_address_is_confirmed(cast: Cast) -> None:
    page = body(ask(signed_in(cast.amina)))

    assert f"A mail is on its way to {NEW}" in page
    assert address_now(cast.amina) == "amina@example.org"
    assert mailed(NEW) == ["Confirm your new e-mail address"]
    assert mailed("amina@example.org") == []


def test_looking_at_the_link_changes_nothing(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client)

    page = body(client.get(link_in_mail()))

    assert f"From now on you sign in with {NEW}" in page
    assert address_now(cast.amina) == "amina@example.org"


def test_the_button_changes_it_and_the_old_address_hears(cast: Cast) -> None:
    client, other = signed_in(cast.amina), signed_in(cast.amina)
    waits = owe(recipient_key=f"user:{cast.amina.pk}", to_address="amina@example.org")
    ask(client)

    page = body(client.post(link_in_mail(), follow=True))

    assert f"From now on you sign in with {NEW}." in page
    assert address_now(cast.amina) == NEW
    assert mailed("amina@example.org") == ["Your e-mail address was changed"]
    waits.refresh_from_db()
    assert waits.to_address == NEW
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert other.get(reverse("accounts:settings")).status_code == 302
    told = Outgoing.objects.get(to_address="amina@example.org")
    assert NEW not in told.facts["text"]


def test_mail_goes_on_to_an_address_that_came_back_once_and_is_confirmed(
    cast: Cast, now
) -> None:
    kind = FailureKind.HARD
    stop_address(NEW, now=now, kind=kind, reply="no such user", by="system")
    client = signed_in(cast.amina)
    ask(client)

    client.post(link_in_mail())

    row = StoppedAddress.objects.get()
    assert row.cleared_by == f"user:{cast.amina.pk}"
    assert row.cleared_why == (
        "The address was confirmed by a link that was mailed to it."
    )


def test_the_audit_tells_of_it_and_names_no_address(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client)
    client.post(link_in_mail())

    entries = AuditEntry.objects.filter(verb__startswith="accounts.address")
    assert sorted(each.verb for each in entries) == [
        "accounts.address.asked",
        "accounts.address.changed",
    ]
    assert not any("@" in f"{each.facts}{each.subject_text}" for each in entries)


def test_she_signs_in_with_the_new_address_and_not_with_the_old(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client)
    client.post(link_in_mail())

    for address, works in ((NEW, True), ("amina@example.org", False)):
        stranger = Client()
        words = {"login": address, "password": PASSWORD}
        stranger.post(reverse("account_login"), words)
        answer = stranger.get(reverse("accounts:settings"))
        assert (answer.status_code == 200) is works


@pytest.mark.parametrize("spoilt", ["used", "old", "password", "stranger", "broken"])
def test_a_link_holds_once_for_a_day_and_for_its_account(
    cast: Cast, monkeypatch, spoilt: str
) -> None:
    client = signed_in(cast.amina)
    ask(client)
    link = link_in_mail()
    if spoilt == "used":
        client.post(link)
        User.objects.filter(pk=cast.amina.pk).update(email="amina@third.example")
    if spoilt == "old":
        monkeypatch.setattr(own_address, "HOLDS_FOR", timedelta(seconds=-2))
    if spoilt == "password":
        cast.amina.set_password("three green goats")
        cast.amina.save()
        client = signed_in(cast.amina)
    if spoilt == "stranger":
        client = signed_in(cast.brian)
    if spoilt == "broken":
        link = link.replace("/address/", "/address/x")
    before = set(User.objects.values_list("email", flat=True))

    page = body(client.post(link))

    assert "This link does not work any more" in page
    assert set(User.objects.values_list("email", flat=True)) == before


def test_who_is_signed_out_signs_in_first(cast: Cast) -> None:
    ask(signed_in(cast.amina))

    answer = Client().post(link_in_mail())

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert address_now(cast.amina) == "amina@example.org"


@pytest.mark.parametrize(
    ("address", "password", "told"),
    [
        (NEW, "wrong", "This is not your password"),
        ("Amina@Example.org", PASSWORD, "This is the address of the account now"),
        ("BRIAN@example.org", PASSWORD, "There is an account with this address"),
        ("", PASSWORD, "Enter the e-mail address"),
        (NEW, "", "Enter the password that you use now"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, address: str, password: str, told: str
) -> None:
    assert told in body(ask(signed_in(cast.amina), address, password))
    assert not Outgoing.objects.exists()


def test_an_address_that_another_got_meanwhile_is_refused(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client)
    User.objects.filter(pk=cast.brian.pk).update(email=NEW.upper())

    page = body(client.post(link_in_mail()))

    assert "There is an account with this address" in page
    assert address_now(cast.amina) == "amina@example.org"


def test_an_address_that_another_takes_at_this_moment_is_refused_in_words(
    cast: Cast,
) -> None:
    client = signed_in(cast.amina)
    ask(client)
    link = link_in_mail()

    with taken_meanwhile("UPDATE", NEW):
        page = client.post(link)

    assert page.status_code == 200
    assert "There is an account with this address" in body(page)
    assert address_now(cast.amina) == "amina@example.org"


def test_whoever_copied_the_cookie_is_signed_out_too(cast: Cast) -> None:
    client, thief = signed_in(cast.amina), Client()
    thief.cookies = client.cookies.copy()
    ask(client)
    assert thief.get(reverse("accounts:settings")).status_code == 200

    client.post(link_in_mail())

    assert client.get(reverse("accounts:settings")).status_code == 200
    assert thief.get(reverse("accounts:settings")).status_code == 302


def test_passwords_are_not_guessed_here_for_long(cast: Cast) -> None:
    client = signed_in(cast.amina)
    answers = [ask(client, password="wrong").status_code for _ in range(11)]
    assert answers[-1] == 429


def test_an_administrator_changes_it_for_who_lost_the_mailbox(cast: Cast) -> None:
    device = signed_in(cast.amina)
    page = reverse("accounts:person_address", args=[cast.amina.pk])

    told = body(signed_in(cast.ada).post(page, {"email": NEW}, follow=True))

    assert f"Amina signs in with {NEW} from now on." in told
    assert mailed(NEW) == ["You sign in with this address now"]
    assert mailed("amina@example.org") == ["Your e-mail address was changed"]
    assert device.get(reverse("accounts:settings")).status_code == 302


def test_a_typo_at_the_invitation_is_mended_and_the_link_goes_to_the_new_address(
    cast: Cast,
) -> None:
    cast.amina.set_unusable_password()
    cast.amina.save()
    page = reverse("accounts:person_address", args=[cast.amina.pk])

    ada = signed_in(cast.ada)
    assert "the link to choose a password goes to the new address" in body(
        ada.get(page)
    )

    ada.post(page, {"email": NEW})

    assert len(mailed(NEW)) == 1
    assert "Choose a password" in Outgoing.objects.get(to_address=NEW).facts["text"]
    assert mailed("amina@example.org") == []


def test_an_administrator_confirms_the_own_address_like_everybody(cast: Cast) -> None:
    page = reverse("accounts:person_address", args=[cast.ada.pk])

    answer = signed_in(cast.ada).post(page, {"email": NEW})

    assert answer.headers["Location"] == OWN
    assert address_now(cast.ada) == "ada@example.org"


def test_nobody_else_changes_it(cast: Cast) -> None:
    page = reverse("accounts:person_address", args=[cast.amina.pk])
    for person in (cast.brian, cast.dan, cast.amina):
        assert signed_in(person).post(page, {"email": NEW}).status_code == 403
    assert address_now(cast.amina) == "amina@example.org"


def test_who_has_the_old_mailbox_gets_no_link_and_no_way_in(cast: Cast) -> None:
    send_password_link(cast.amina)
    early = link_in_mail("amina@example.org", "/account/password/reset/key/")
    client = signed_in(cast.amina)
    ask(client)
    client.post(link_in_mail())

    stranger = Client()
    forgotten = reverse("account_reset_password")
    stranger.post(forgotten, {"email": "amina@example.org"})
    words = {"login": "amina@example.org", "password": PASSWORD}
    stranger.post(reverse("account_login"), words)

    assert mailed("amina@example.org")[-1] == "Your e-mail address was changed"
    assert stranger.get(reverse("accounts:settings")).status_code == 302
    assert "This link does not work any more" in body(stranger.get(early, follow=True))


def test_an_address_that_only_the_sign_in_library_remembers_opens_nothing(
    cast: Cast,
) -> None:
    EmailAddress.objects.create(user=cast.amina, email="amina@long.ago")

    stranger = Client()
    stranger.post(reverse("account_reset_password"), {"email": "amina@long.ago"})
    words = {"login": "amina@long.ago", "password": PASSWORD}
    stranger.post(reverse("account_login"), words)

    assert not Outgoing.objects.exists()
    assert stranger.get(reverse("accounts:settings")).status_code == 302


def test_capitals_in_the_new_address_lock_nobody_out(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client, address="Amina.Phiri@New.Example")
    client.post(link_in_mail(NEW))

    for typed in (NEW, "Amina.Phiri@New.Example"):
        stranger = Client()
        words = {"login": typed, "password": PASSWORD}
        stranger.post(reverse("account_login"), words)
        assert stranger.get(reverse("accounts:settings")).status_code == 200


def test_a_used_link_stays_used_when_she_goes_back_to_the_old_address(
    cast: Cast,
) -> None:
    client = signed_in(cast.amina)
    ask(client)
    link = link_in_mail()
    client.post(link)
    ask(client, address="amina@example.org")
    client.post(link_in_mail("amina@example.org"))

    for answer in (client.get(link), client.post(link)):
        assert "This link does not work any more" in body(answer)
    assert address_now(cast.amina) == "amina@example.org"


def test_a_change_ends_every_link_that_was_asked_before(cast: Cast) -> None:
    client = signed_in(cast.amina)
    ask(client, address="amina@third.example")
    ask(client)
    client.post(link_in_mail())
    ask(client, address="amina@example.org")
    client.post(link_in_mail("amina@example.org"))

    page = body(client.get(link_in_mail("amina@third.example")))

    assert "This link does not work any more" in page


def test_the_second_step_stays_when_an_administrator_changes_the_address(
    cast: Cast,
) -> None:
    Authenticator.objects.create(user=cast.amina, type="totp", data={})
    page = reverse("accounts:person_address", args=[cast.amina.pk])

    signed_in(cast.ada).post(page, {"email": NEW})

    assert address_now(cast.amina) == NEW
    assert Authenticator.objects.filter(user=cast.amina, type="totp").exists()


def test_no_mailbox_is_filled_by_asking_again_and_again(cast: Cast) -> None:
    client = signed_in(cast.amina)
    answers = [ask(client).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(mailed(NEW)) == 5


def test_guesses_here_and_at_the_password_are_counted_together(cast: Cast) -> None:
    client = signed_in(cast.amina)
    for _ in range(10):
        client.post(reverse("account_change_password"), {"oldpassword": "wrong"})
    assert ask(client).status_code == 429
    assert not Outgoing.objects.exists()


def test_the_address_in_the_link_is_not_logged() -> None:
    line = hide_tokens(None, "", {"event": "POST /account/address/abc:1:x/ 200"})
    assert line == {"event": "POST /account/address/hidden/ 200"}
