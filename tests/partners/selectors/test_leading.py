"""Who hears and speaks for the foundation where its lead has moved on?"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.accounts.selectors import people_at
from eclt_partners.accounts.services import links
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.people import (
    PersonFields,
    RolePlace,
    change_person,
)
from eclt_partners.notifications.choices import ReminderState
from partners.models import Partnership
from partners.selectors.asked import works_at_sql
from partners.selectors.leading import lead_at_work, lead_or_managers, whom_to_ask
from partners.surveys import Staff
from tests.cast import Cast
from tests.notifications.owing import owe

Change = Callable[[Cast], object]


def nothing(_cast: Cast) -> None:
    """She leads where she works."""


def moves_to_uganda(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)


def is_switched_off(cast: Cast) -> None:
    User.objects.filter(pk=cast.amina.pk).update(is_active=False)


def only_sets_up(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(
        role=Role.ADMINISTRATOR, country=None
    )


def helps_in_the_partnership(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(
        role=Role.FACILITATOR,
        country=None,
        partnership_id=cast.malawi_partnership.pk,
    )


def helps_in_another_partnership(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(
        role=Role.FACILITATOR,
        country=None,
        partnership_id=cast.uganda_partnership.pk,
    )


CASES = [
    (nothing, True),
    (moves_to_uganda, False),
    (is_switched_off, False),
    (only_sets_up, False),
    (helps_in_the_partnership, True),
    (helps_in_another_partnership, False),
]


def place(cast: Cast) -> Partnership:
    rows = Partnership.objects.select_related("foundation_lead")
    return rows.get(pk=cast.malawi_partnership.pk)


@pytest.mark.parametrize(("change", "stays"), CASES)
def test_a_lead_speaks_for_the_foundation_while_she_has_a_role_there(
    cast: Cast, settings, change: Change, stays: bool
) -> None:
    settings.FOUNDATION_NAME = "ECLT Foundation"
    settings.CONTACT_EMAIL = "partnerships@example.org"
    change(cast)
    assert lead_at_work(place(cast)) == (cast.amina if stays else None)
    assert lead_or_managers(place(cast)) == [cast.amina if stays else cast.brian]
    asked = ("Amina", "amina@example.org")
    if not stays:
        asked = ("ECLT Foundation", "partnerships@example.org")
    assert whom_to_ask(place(cast)) == asked


@pytest.mark.parametrize("change", [change for change, _stays in CASES])
def test_one_deed_ladders_and_the_second_look_know_the_same_people(
    cast: Cast, change: Change
) -> None:
    change(cast)
    here = place(cast)
    ladders = f"""
        SELECT us.id FROM accounts_user us, (SELECT country_id AS country,
            id AS partnership_id FROM partners_partnership WHERE id = %s) place
        WHERE {works_at_sql("us", "place")}"""  # noqa: S608 - a constant
    with connection.cursor() as cursor:
        cursor.execute(ladders, [here.pk])
        by_ladders = {row[0] for row in cursor.fetchall()}
    people = people_at(here.country_id, here.pk)
    assert set(people.values_list("pk", flat=True)) == by_ladders
    staff = Staff()
    everybody = User.objects.values_list("pk", flat=True)
    assert {pk for pk in everybody if staff.key_of(pk, here)} == by_ladders


def test_people_of_a_partner_are_not_sent_to_a_lead_who_moved(
    cast: Cast, now, settings
) -> None:
    settings.CONTACT_EMAIL = "partnerships@example.org"
    moves_to_uganda(cast)
    link = issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=now.replace(year=now.year + 1),
    )
    client, address = Client(), f"/r/{links.token_of(link)}/"
    for page in (client.get(address), client.post(address, follow=True)):
        text = page.content.decode()
        assert "partnerships@example.org" in text
        assert "amina@example.org" not in text


def test_who_only_sets_up_from_now_on_loses_the_mails_about_partnerships(
    cast: Cast, now
) -> None:
    reminder = owe(recipient_key=f"user:{cast.amina.pk}", country_code="MW")
    change_person(
        actor=cast.actor("ada"),
        now=now,
        person=cast.amina,
        fields=PersonFields("Amina", "en-gb", "Africa/Blantyre"),
        is_active=True,
        roles=frozenset({RolePlace(Role.ADMINISTRATOR)}),
    )
    reminder.refresh_from_db()
    assert reminder.state == ReminderState.CANCELLED
