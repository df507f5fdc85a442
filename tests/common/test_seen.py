"""Does the form of a row notice that somebody else changed it meanwhile?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import AgreementKind
from eclt_partners.accounts.choices import Role
from partners.models import Partner
from tests.cast import make_cast
from tests.conftest import AT_ONCE
from tests.dashboards.views.pages import client_of

MARK = re.compile(r'name="row_seen"\s+value="(\w+)"')
TYPED = {
    "name": "Nyali Trust",
    "kind": "LOCAL_NGO",
    "acronym": "Mine",
    "about": "Long words",
}
SAVED = 302


@pytest.fixture
def page(cast) -> tuple[Client, str, str]:
    """Amina has the page open; the address, and the mark that stands on it."""
    client = client_of(cast.amina)
    address = reverse("partners:edit", args=[cast.nyali.pk])
    return client, address, _mark(client.get(address))


def _mark(answer) -> str:
    return MARK.findall(answer.content.decode())[0]


def _changed_elsewhere(cast) -> None:
    cast.nyali.acronym = "Theirs"
    cast.nyali.save()


def test_what_nobody_changed_meanwhile_is_saved(page) -> None:
    client, address, mark = page
    assert client.post(address, TYPED | {"row_seen": mark}).status_code == SAVED


def test_what_somebody_changed_meanwhile_is_shown_beside_what_was_typed(
    cast, page
) -> None:
    client, address, mark = page
    _changed_elsewhere(cast)

    text = client.post(address, TYPED | {"row_seen": mark}).content.decode()

    cast.nyali.refresh_from_db()
    assert cast.nyali.acronym == "Theirs"
    assert "Somebody changed this while you had the page open." in text
    assert "Now it says: Theirs" in text
    assert 'value="Mine"' in text


def test_the_next_press_is_said_with_open_eyes(cast, page) -> None:
    client, address, mark = page
    _changed_elsewhere(cast)
    again = _mark(client.post(address, TYPED | {"row_seen": mark}))

    assert client.post(address, TYPED | {"row_seen": again}).status_code == SAVED

    cast.nyali.refresh_from_db()
    assert cast.nyali.acronym == "Mine"


def test_of_two_presses_at_the_same_moment_one_is_told(committed_db, together) -> None:
    cast = make_cast()
    address = reverse("partners:edit", args=[cast.nyali.pk])
    browsers = [client_of(cast.amina) for _number in range(AT_ONCE)]
    mark = _mark(browsers[0].get(address))

    answers = together(
        lambda number: browsers[number].post(
            address, TYPED | {"acronym": f"M{number}", "row_seen": mark}
        )
    )

    saved = [n for n, answer in enumerate(answers) if answer.status_code == SAVED]
    assert len(saved) == 1
    assert Partner.objects.get(pk=cast.nyali.pk).acronym == f"M{saved[0]}"


def test_roles_that_somebody_gave_meanwhile_are_not_taken_unseen(cast) -> None:
    client = client_of(cast.ada)
    address = reverse("accounts:person", args=[cast.amina.pk])
    mark = _mark(client.get(address))
    cast.amina.roles.create(role=Role.MANAGER, country=cast.malawi)

    page = client.post(
        address,
        {
            "name": "Amina",
            "language": "en-gb",
            "time_zone": "Africa/Blantyre",
            "is_active": "on",
            "in_officer": ["MW"],
            "row_seen": mark,
        },
    ).content.decode()

    assert "Somebody changed this while you had the page open." in page
    assert "Now it says: Malawi" in page
    assert cast.amina.roles.filter(role=Role.MANAGER).exists()


def test_a_kind_that_somebody_renamed_meanwhile_is_not_renamed_unseen(cast) -> None:
    client = client_of(cast.ada)
    kind = AgreementKind.objects.earliest("code")
    address = reverse("agreements:kind", args=[kind.code])
    mark = _mark(client.get(address))
    kind.names |= {"en-gb": "Theirs"}
    kind.is_active = False
    kind.save()

    page = client.post(
        address, {"name_en_gb": "Mine", "is_active": "on", "row_seen": mark}
    ).content.decode()

    assert "Now it says: Theirs" in page
    assert "Now it says: No" in page
    kind.refresh_from_db()
    assert kind.names["en-gb"] == "Theirs"


def test_a_lead_whom_somebody_chose_meanwhile_does_not_change_unseen(cast) -> None:
    client, party = client_of(cast.amina), cast.malawi_party
    address = reverse("partners:partnership_edit", args=[party.partnership_id])
    mark = _mark(client.get(address))
    party.partner_lead = party.partner.contacts.create(
        name="Grace", email="grace@example.org", time_zone="Africa/Blantyre"
    )
    party.save()

    typed = {"name": "Kasungu", "relationship_start": "1 2 2022", "clause_months": "12"}
    page = client.post(address, typed | {"row_seen": mark}).content.decode()

    assert "Now it says: Grace" in page
