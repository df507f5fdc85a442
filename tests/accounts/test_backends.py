"""Who is the person of a session, and what may they do at this moment?"""

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from eclt_partners.accounts.backends import PersonBackend
from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actions import Action
from tests.cast import Cast
from tests.dashboards.views.pages import settled

PAGE = "/more/"


def _columns(row: Model) -> dict[str, object]:
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields}


@pytest.fixture
def amina(cast: Cast) -> Client:
    return settled(cast.amina)


def test_a_person_with_all_roles_takes_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    RoleAssignment.objects.create(
        user=cast.amina, role=Role.MANAGER, country=cast.uganda
    )
    with django_assert_num_queries(1):
        person = PersonBackend().get_user(cast.amina.pk)
        actor = actor_of_user(person)
    assert person == cast.amina
    assert actor == cast.actor("amina")
    assert actor.may(Action.MOVE_STAGE, country="UG")
    assert not actor.may(Action.MOVE_STAGE, country="MW")


def test_a_person_and_their_roles_are_as_django_reads_them(cast: Cast) -> None:
    for role, country in ((Role.MANAGER, cast.uganda), (Role.AUDITOR, None)):
        RoleAssignment.objects.create(user=cast.amina, role=role, country=country)
    RoleAssignment.objects.create(
        user=cast.amina,
        role=Role.FACILITATOR,
        partnership_id=cast.malawi_partnership.pk,
    )

    person = PersonBackend().get_user(cast.amina.pk)
    known = User.objects.get(pk=cast.amina.pk)

    assert person is not None
    assert _columns(person) == _columns(known)
    held, given = person.roles.all(), known.roles.all()
    assert [_columns(role) for role in held] == [_columns(role) for role in given]
    assert {role.user for role in held} == {known}


def test_somebody_without_a_role_comes_with_none(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).delete()

    person = PersonBackend().get_user(cast.amina.pk)

    assert person is not None
    assert list(person.roles.all()) == []


def test_nobody_comes_for_somebody_who_left_or_a_number_that_nobody_has(
    cast: Cast,
) -> None:
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)

    assert PersonBackend().get_user(cast.amina.pk) is None
    assert PersonBackend().get_user(0) is None


def test_a_page_asks_for_the_session_and_once_for_the_person(
    amina: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert "Amina" in amina.get(PAGE).content.decode()


def test_a_role_that_is_taken_back_is_gone_with_the_next_page(
    cast: Cast, amina: Client
) -> None:
    address = f"/partnerships/{cast.malawi_partnership.pk}/"
    assert amina.get(address).status_code == 200
    RoleAssignment.objects.filter(user=cast.amina).delete()
    assert amina.get(address).status_code == 404


def test_a_role_that_is_given_counts_with_the_next_page(
    cast: Cast, amina: Client
) -> None:
    address = f"/partnerships/{cast.uganda_partnership.pk}/"
    assert amina.get(address).status_code == 404
    RoleAssignment.objects.create(
        user=cast.amina, role=Role.OFFICER, country=cast.uganda
    )
    assert amina.get(address).status_code == 200


def test_an_account_that_is_switched_off_is_out_with_the_next_page(
    cast: Cast, amina: Client
) -> None:
    cast.amina.is_active = False
    cast.amina.save()
    assert PersonBackend().get_user(cast.amina.pk) is None
    assert amina.get(PAGE).status_code == 302


def test_somebody_who_is_not_there_is_nobody(cast: Cast) -> None:
    assert PersonBackend().get_user(999_999) is None
