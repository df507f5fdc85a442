"""Declining, taking back, putting aside: a page with the consequences before each."""

from datetime import timedelta

import pytest
import time_machine

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from agreements.services.lapsing import lapse_overdue
from tests.agreements.table import raised
from tests.agreements.visits import at_home, at_table, staff, text, url
from tests.cast import NOW

DECLINED = {
    "reason": "MONEY",
    "text": "There is no money this year",
    "would_be_possible": "A second donor",
}


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table(cast) -> Renegotiation:
    return raised(cast)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("decline", "both sides see it again at the next review"),
        ("withdraw", "You can raise it again at any time."),
        ("park", "Nobody is reminded until that day."),
    ],
)
def test_each_page_says_what_will_happen_and_changes_nothing(
    cast, table, page, words
) -> None:
    answer = at_table(cast, table.pk).get(url(f"partner_{page}", table.pk))

    assert words in text(answer)
    table.refresh_from_db()
    assert table.state == RenegotiationState.RAISED


def test_a_declined_change_stays_readable_with_its_reason(cast, table) -> None:
    client = staff(cast, "amina")

    page = text(client.post(url("decline", table.pk), DECLINED, follow=True))

    assert "Declined on 23 Nov 2026." in page
    for side in (
        page,
        text(at_table(cast, table.pk).get(url("partner_table", table.pk))),
    ):
        assert "There is no money this year" in side
        assert "A second donor" in side
    assert "A second donor" in text(client.get(url("detail", table.agreement_id)))


def test_declining_needs_three_answers(cast, table) -> None:
    page = text(staff(cast, "amina").post(url("decline", table.pk), {}))

    for words in (
        "Choose the kind of reason",
        "Write why, in one sentence",
        "Write what would make it possible",
    ):
        assert words in page


def test_the_own_wish_is_taken_back(cast, table) -> None:
    client = at_table(cast, table.pk)

    client.post(url("partner_withdraw", table.pk), {"text": "It solved itself"})

    page = text(client.get(url("partner_table", table.pk)))
    assert "Taken back on 23 Nov 2026." in page
    assert "It solved itself" in page


def test_a_change_is_put_aside_and_taken_up_again(cast, table) -> None:
    client = at_table(cast, table.pk)

    client.post(url("partner_park", table.pk), {"until": "1 2 2027"})
    aside = text(client.get(url("partner_table", table.pk)))
    assert "Waiting for both sides: look at it again on 1 Feb 2027" in aside
    client.post(url("partner_resume", table.pk))

    table.refresh_from_db()
    assert table.state == RenegotiationState.TALKING


def test_what_is_over_is_not_ended_again(cast, table) -> None:
    client = staff(cast, "amina")
    client.post(url("decline", table.pk), DECLINED)

    assert client.get(url("park", table.pk)).status_code == 409


@pytest.mark.parametrize("page", ["decline", "withdraw", "park"])
def test_the_link_of_the_partnership_ends_nothing(cast, table, page) -> None:
    answer = at_home(cast).get(url(f"partner_{page}", table.pk))

    assert answer.status_code == 403


NOTE = "Nobody had time; we talk in May"


def test_a_director_notes_why_a_change_lapsed_and_both_sides_read_it(
    cast, table
) -> None:
    lapse_overdue(now=NOW + timedelta(days=120))
    director, address = staff(cast, "dan"), url("lapse_note", table.pk)
    before = text(director.get(url("table", table.pk)))
    assert "A director is asked to note why nothing came of it" in before
    assert address in before
    assert address not in text(staff(cast, "brian").get(url("table", table.pk)))
    assert "Write the note" in text(director.post(address, {"text": ""}))

    director.post(address, {"text": NOTE})

    for page in (
        text(staff(cast, "amina").get(url("table", table.pk))),
        text(at_table(cast, table.pk).get(url("partner_table", table.pk))),
    ):
        assert NOTE in page
        assert "A director noted why" in page
        assert "is asked to note" not in page
    assert director.get(address).status_code == 409
