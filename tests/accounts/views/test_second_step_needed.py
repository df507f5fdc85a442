"""A role that needs the second step: its people open nothing else before."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.checks import run_checks

from eclt_partners.accounts.models import RoleAssignment
from tests.accounts.second_step import (
    PLACE,
    signed_in,
    text,
    with_second_step,
)

OFF = f"{PLACE}off/"


@pytest.fixture(autouse=True)
def asked_of_administrators(settings) -> None:
    settings.SECOND_STEP_ROLES = ["ADMINISTRATOR"]


def test_a_role_that_needs_it_opens_nothing_else_before(cast) -> None:
    client = signed_in(cast.ada.email)

    assert client.get("/setup/people/").url == PLACE
    assert client.post("/setup/people/new/", {}).url == PLACE
    assert "Your role needs the second step" in text(client.get(PLACE))
    assert client.get("/help/").status_code == 200
    with_second_step(client)
    assert client.get("/setup/people/").status_code == 200


def test_a_role_that_needs_it_cannot_turn_it_off(cast) -> None:
    client = signed_in(cast.ada.email)
    with_second_step(client)

    assert "you cannot turn it off" in text(client.post(OFF))
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_a_role_that_comes_back_needs_it_again(cast) -> None:
    client = signed_in(cast.ada.email)
    with_second_step(client)
    client.get("/setup/people/")
    role = RoleAssignment.objects.get(user=cast.ada)
    role.delete()
    client.post(OFF)
    role.save(force_insert=True)

    assert client.get("/setup/people/").url == PLACE


def test_other_roles_are_not_asked(cast) -> None:
    assert signed_in().get("/account/settings/").status_code == 200


def test_a_role_that_does_not_exist_stops_the_start(settings) -> None:
    settings.SECOND_STEP_ROLES = ["ADMIN"]

    problems = [each for each in run_checks() if each.id == "accounts.E001"]

    assert [each.msg for each in problems] == [
        "SECOND_STEP_ROLES names unknown roles: ADMIN"
    ]
