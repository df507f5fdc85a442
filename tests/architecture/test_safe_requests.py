"""Does looking change nothing, and does every answer carry the headers of trust?

Asked of every address on the wall, as somebody who is let in where anybody is.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.architecture.places import BACKEND, Place, address_of, place_of
from tests.architecture.wall import PAGES, Page
from tests.cast import Cast

# Who is let in beside nobody: a manager, the administrator, somebody with a seat.
VISITORS = ("brian", "ada", "amina")
# Rows that looking may write: when somebody was last here ends a session in time, how
# many wrong links came from a place ends guessing.
OWN_ROWS = ("django_session", "accounts_trycount")
WRITES = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del
    FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname <> ALL(%s)
"""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def _writes() -> dict[str, int]:
    """Table -> rows written so far in the transaction of this test."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, [list(OWN_ROWS)])
        return dict(cursor.fetchall())


@pytest.fixture
def visitors(cast: Cast) -> list[Client]:
    found = [Client()]
    for name in VISITORS:
        client = Client()
        client.force_login(getattr(cast, name), backend=BACKEND)
        found.append(client)
    return found


@pytest.fixture
def malawi(cast: Cast) -> Place:
    return place_of(cast.malawi_partnership, cast.malawi_party, cast)


def _answers(
    visitors: list[Client], place: Place, method: str
) -> Iterator[tuple[Page, HttpResponse]]:
    for page in PAGES:
        for client in visitors:
            ask: Any = getattr(client, method)
            yield page, ask(address_of(page, place))


def test_the_count_of_written_rows_sees_a_write(cast: Cast) -> None:
    before = _writes()
    cast.gift.name = "Another name"
    cast.gift.save(update_fields=["name"])
    assert _writes() != before


# Only GET is asked by all: HEAD runs the same code, OPTIONS none of it.
@pytest.mark.parametrize(
    ("method", "who"),
    [("get", slice(None)), ("head", slice(1, 2)), ("options", slice(1, 2))],
    ids=["get", "head", "options"],
)
def test_looking_at_a_page_changes_no_row(
    visitors: list[Client], malawi: Place, method: str, who: slice
) -> None:
    changed, before = [], _writes()
    for page, _answer in _answers(visitors[who], malawi, method):
        if (after := _writes()) != before:
            changed.append(page.name)
            before = after
    assert changed == []


def _faults(answer: HttpResponse, *, is_signed_in: bool) -> Iterator[str]:
    for name, value in HEADERS.items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    parts = answer.headers.get("Content-Security-Policy", "").split(";")
    policy = dict(part.strip().partition(" ")[::2] for part in parts)
    for name, value in POLICY.items():
        if policy.get(name) != value:
            yield f"{name} is {policy.get(name)}"
    kept = answer.headers.get("Cache-Control", "")
    # What a shared computer keeps, the next person reads (trust 3.1, 14.3.2).
    if is_signed_in and not {"no-store", "no-cache"} & set(kept.split(", ")):
        yield f"Cache-Control is {kept}"


@pytest.mark.parametrize("who", range(3), ids=["nobody", "brian", "ada"])
def test_every_answer_carries_the_headers_of_trust(
    visitors: list[Client], malawi: Place, who: int
) -> None:
    faults = [
        (page.name, answer.status_code, fault)
        for page, answer in _answers([visitors[who]], malawi, "get")
        for fault in _faults(answer, is_signed_in=who > 0)
    ]
    assert faults == []
