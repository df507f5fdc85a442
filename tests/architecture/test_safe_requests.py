"""Does looking change nothing, and does every answer carry the headers of trust?

Asked here of what needs no account, and of everything as nobody. What is behind a
door the wall asks of each role, with the same two questions. Both also look for private
notes (`test_private_notes.py`).
"""

import pytest
from django.test import Client

from tests.architecture.canary import notes_in, write_notes
from tests.architecture.places import BACKEND, Place, address_of, place_of
from tests.architecture.wall import PAGES, ROLES
from tests.architecture.wall_page import OPEN
from tests.architecture.watch import Watch, written
from tests.cast import Cast


@pytest.fixture
def malawi(cast: Cast) -> Place:
    return place_of(cast.malawi_partnership, cast.malawi_party, cast)


def _client(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name), backend=BACKEND)
    return client


def test_the_count_of_written_rows_sees_a_write(cast: Cast) -> None:
    before = written()
    cast.gift.name = "Another name"
    cast.gift.save(update_fields=["name"])
    assert written() != before


def test_nobody_changes_a_row_and_each_answer_has_the_headers(
    cast: Cast, malawi: Place, client: Client
) -> None:
    watch = Watch()
    faults = [
        (page.name, fault)
        for page in PAGES
        for fault in watch.faults(
            client.get(address_of(page, malawi)), is_signed_in=False
        )
    ]
    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_an_open_page_is_as_safe_for_somebody_who_is_signed_in(
    cast: Cast, malawi: Place, role: str
) -> None:
    client = _client(cast, role)
    write_notes(cast, malawi)
    watch, faults = Watch(), []
    for page in PAGES:
        if page.door in OPEN:
            answer = client.get(address_of(page, malawi))
            found = [*watch.faults(answer, is_signed_in=True), *notes_in(answer)]
            faults += [(page.name, fault) for fault in found]
    assert faults == []


# As one who is let in nearly everywhere: HEAD runs the code of GET, OPTIONS none of it.
@pytest.mark.parametrize("method", ["head", "options"])
def test_asking_in_another_way_changes_no_row(
    cast: Cast, malawi: Place, method: str
) -> None:
    ask = getattr(_client(cast, "brian"), method)
    watch, changed = Watch(), []
    for page in PAGES:
        ask(address_of(page, malawi))
        if watch.changed():
            changed.append(page.name)
    assert changed == []
