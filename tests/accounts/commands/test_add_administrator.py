"""The first administrator of an installation, and one who cannot come in any more."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.audit.models import AuditEntry
from tests.accounts.second_step import signed_in, with_second_step

GOOD = "three green goats"


def told(*words: str) -> str:
    out = StringIO()
    call_command("add_administrator", *words, stdout=out)
    return out.getvalue()


def roles_of(email: str) -> list[str]:
    return list(User.objects.get(email=email).roles.values_list("role", flat=True))


def choose_password(words: str) -> Client:
    """A browser that follows the printed link and signs in."""
    client = Client()
    link = re.search(r"/account/password/reset/key/\S+", words)[0]
    form = client.get(link).url
    client.post(form, {"password1": GOOD, "password2": GOOD})
    return client


@pytest.mark.django_db
def test_an_empty_installation_gets_somebody_who_manages_people() -> None:
    words = told("first@example.org", "--name", "First Person", "--language", "fr")

    client = choose_password(words)
    client.post("/account/login/", {"login": "first@example.org", "password": GOOD})

    assert words.startswith("First Person <first@example.org> is an administrator.")
    assert client.get("/setup/people/").status_code == 200
    assert User.objects.get(email="first@example.org").language == "fr"


def test_a_present_account_keeps_its_name_and_roles_and_manages_people(cast) -> None:
    cast.amina.is_active = False
    cast.amina.save(update_fields=["is_active"])

    words = told("AMINA@example.org", "--name", "Somebody Else")

    assert "Amina" in words
    assert sorted(roles_of("amina@example.org")) == [Role.ADMINISTRATOR, Role.OFFICER]
    assert User.objects.get(pk=cast.amina.pk).is_active


def test_asking_twice_gives_the_role_once(cast) -> None:
    told(cast.ada.email)
    told(cast.ada.email)

    assert roles_of(cast.ada.email) == [Role.ADMINISTRATOR]


def test_who_lost_the_telephone_comes_in_without_the_second_step(cast) -> None:
    client = signed_in(cast.ada.email)
    with_second_step(client)

    told(cast.ada.email)

    assert client.get("/setup/people/").status_code == 302
    assert signed_in(cast.ada.email).get("/setup/people/").status_code == 200


def test_the_audit_names_each_use(cast) -> None:
    told(cast.ada.email)

    entry = AuditEntry.objects.get(verb="accounts.administrator.let_in")
    assert (entry.actor_key, entry.subject_id) == ("system", cast.ada.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "nobody", "a@b", "two@example.org x"])
def test_what_is_no_address_makes_no_account(email) -> None:
    with pytest.raises(CommandError, match="is no e-mail address"):
        told(email)

    assert not User.objects.exists()
