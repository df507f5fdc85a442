"""Giving people accounts and roles, and taking them away."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.services.people import (
    PersonFields,
    RolePlace,
    add_person,
    change_own_settings,
    change_person,
    roles_of,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from tests.accounts.racing import taken_meanwhile
from tests.cast import make_cast
from tests.notifications.owing import owe

FIELDS = PersonFields(name="Hana", language="fr", time_zone="Africa/Kigali")
OFFICER = RolePlace(Role.OFFICER, country="MW")


def add(cast, now, who="ada", *, email="hana@example.org", roles=frozenset({OFFICER})):
    return add_person(
        actor=cast.actor(who), now=now, email=email, fields=FIELDS, roles=roles
    )


def change(cast, now, person, who="ada", *, is_active=True, roles=None, **changes):
    fields = PersonFields(
        name=person.name, language=person.language, time_zone=person.time_zone
    )
    return change_person(
        actor=cast.actor(who),
        now=now,
        person=person,
        fields=replace(fields, **changes),
        is_active=is_active,
        roles=roles_of(person) if roles is None else roles,
    )


def test_an_address_gets_one_account_however_often_the_button_is_pressed(
    committed_db, together, now
) -> None:
    cast = make_cast()
    actor = cast.actor("ada")

    answers = together(
        lambda _number: add_person(
            actor=actor,
            now=now,
            email="hana@example.org",
            fields=FIELDS,
            roles=frozenset(),
        )
    )

    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == len(answers) - 1


def test_an_administrator_adds_a_person_with_roles(cast, now) -> None:
    person = add(cast, now)

    assert roles_of(person) == {OFFICER}
    assert (person.language, person.time_zone) == ("fr", "Africa/Kigali")


def test_a_new_account_has_no_password(cast, now) -> None:
    assert not add(cast, now).has_usable_password()


def test_the_audit_says_which_roles_and_no_name(cast, now) -> None:
    person = add(cast, now)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("accounts.person.added", person.pk)
    assert entry.facts == {"roles": ["OFFICER:MW"]}
    assert "Hana" not in entry.subject_text


@pytest.mark.parametrize("who", ["amina", "brian", "chloe", "dan", "eve", "fay", "sam"])
def test_only_administrators_manage_people(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        add(cast, now, who)
    with pytest.raises(NotPermitted):
        change(cast, now, cast.chloe, who, name="Other")


def test_an_address_has_one_account(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(cast, now, email="AMINA@example.org")

    assert set(refusal.value.problems) == {"email"}


def test_an_address_that_another_takes_at_this_moment_is_refused_in_words(
    cast, now
) -> None:
    with (
        taken_meanwhile("INSERT", "hana@example.org"),
        pytest.raises(InvalidInput) as refusal,
    ):
        add(cast, now, email="Hana@example.org")

    assert set(refusal.value.problems) == {"email"}


def test_the_database_has_one_account_per_address(cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Amina@Example.org", None, name="Twin")


def test_roles_are_given_and_taken_in_one_step(cast, now) -> None:
    auditor = RolePlace(Role.AUDITOR)

    change(cast, now, cast.amina, roles={auditor})

    assert roles_of(User.objects.get(pk=cast.amina.pk)) == {auditor}
    assert AuditEntry.objects.get().facts == {
        "fields": [],
        "roles_given": ["AUDITOR"],
        "roles_taken": ["OFFICER:MW"],
        "sessions_ended": 0,
    }


def test_a_role_that_is_taken_is_gone_at_once(cast, now) -> None:
    change(cast, now, cast.amina, roles=set())

    assert not cast.actor("amina").grants


def test_a_role_that_is_taken_takes_back_the_mails_about_its_country(cast, now) -> None:
    key = f"user:{cast.amina.pk}"
    about_malawi = owe(recipient_key=key)
    about_uganda = owe(recipient_key=key, country_code="UG", subject_id=2)

    change(cast, now, cast.amina, roles={RolePlace(Role.OFFICER, country="UG")})

    about_malawi.refresh_from_db()
    about_uganda.refresh_from_db()
    assert (about_malawi.state, about_uganda.state) == ("CANCELLED", "PLANNED")


def test_a_director_hears_of_every_country_as_before(cast, now) -> None:
    owed = owe(recipient_key=f"user:{cast.amina.pk}")

    change(cast, now, cast.amina, roles={RolePlace(Role.DIRECTOR)})

    owed.refresh_from_db()
    assert owed.state == "PLANNED"


def test_a_change_of_nothing_writes_nothing(cast, now) -> None:
    change(cast, now, cast.amina)

    assert not AuditEntry.objects.exists()


def test_switching_off_ends_all_sessions_of_that_person_only(cast, now) -> None:
    phone, laptop, other = Client(), Client(), Client()
    phone.force_login(cast.amina)
    laptop.force_login(cast.amina)
    other.force_login(cast.brian)

    change(cast, now, cast.amina, is_active=False)

    assert AuditEntry.objects.get().facts["sessions_ended"] == 2
    assert phone.get("/account/settings/").status_code == 302
    assert other.get("/account/settings/").status_code == 200


def test_an_old_session_does_not_come_back_with_the_account(cast, now) -> None:
    phone = Client()
    phone.force_login(cast.amina)
    person = change(cast, now, cast.amina, is_active=False)

    change(cast, now, person, is_active=True)

    assert phone.get("/account/settings/").status_code == 302


def test_nobody_switches_off_the_own_account(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change(cast, now, cast.ada, is_active=False)

    assert set(refusal.value.problems) == {"is_active"}


def test_one_administrator_is_left(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        change(cast, now, cast.ada, roles=set())

    assert "one must be left" in refusal.value.problems[""]


def test_an_administrator_goes_when_there_is_another(cast, now) -> None:
    second = add(cast, now, roles={RolePlace(Role.ADMINISTRATOR)})

    change(cast, now, cast.ada, roles=set())

    assert roles_of(second) == {RolePlace(Role.ADMINISTRATOR)}


def test_people_change_their_own_settings(cast, now) -> None:
    waiting = owe(recipient_key=f"user:{cast.amina.pk}")
    change_own_settings(
        actor=cast.actor("amina"), now=now, person=cast.amina, fields=FIELDS
    )

    cast.amina.refresh_from_db()
    waiting.refresh_from_db()
    assert (cast.amina.language, waiting.language) == ("fr", "fr")
    assert set(AuditEntry.objects.get().facts["fields"]) == {
        "name",
        "language",
        "time_zone",
    }


def test_unchanged_settings_write_nothing(cast, now) -> None:
    same = PersonFields("Amina", "en-gb", "Africa/Blantyre")

    change_own_settings(
        actor=cast.actor("amina"), now=now, person=cast.amina, fields=same
    )

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("who", ["brian", "ada"])
def test_nobody_changes_the_settings_of_somebody_else(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        change_own_settings(
            actor=cast.actor(who), now=now, person=cast.amina, fields=FIELDS
        )


@pytest.mark.parametrize(
    "place",
    [
        {"role": Role.OFFICER},
        {"role": Role.DIRECTOR, "country_id": "MW"},
        {"role": Role.FACILITATOR, "country_id": "MW"},
        {"role": Role.FACILITATOR},
    ],
)
def test_the_database_knows_which_place_a_role_needs(cast, place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=cast.amina, **place)
