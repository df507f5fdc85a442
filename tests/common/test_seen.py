"""Does the form of a row notice that somebody else changed it meanwhile?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

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
