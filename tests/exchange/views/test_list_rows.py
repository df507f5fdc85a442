"""Does a person see what a list would write before it is written?"""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.dashboards.views.pages import client_of
from tests.exchange.lists import list_of, whole
from tests.exchange.views.test_lists import page, send_list


@pytest.fixture
def amina(cast: Cast) -> Client:
    return client_of(cast.amina)


def table(shown: str, caption: str) -> list[list[str]]:
    """The cells of the table that is called so."""
    found = re.search(
        rf"<caption>{re.escape(caption)}</caption>.*?<tbody>(.*?)</tbody>", shown, re.S
    )
    assert found, caption
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[unescape(cell) for cell in row] for row in cells]


def write(client: Client, pk: int) -> None:
    client.post(reverse("exchange:list", args=[pk]), {"step": "write"})


def test_what_a_list_changes_stands_beside_what_is_here(amina: Client) -> None:
    write(amina, send_list(amina, list_of(whole())).pk)
    row = whole(Kind="Government", Job_title="Chair", Language="French")
    shown = page(amina, send_list(amina, list_of(row)))
    assert table(shown, "3 changes") == [
        ["Row 2: Chuma Union", "Partner: kind", "Trade union", "Government"],
        ["Row 2: Chuma Union", "Contact: job title", "nothing", "Chair"],
        ["Row 2: Chuma Union", "Contact: language", "English", "French"],
    ]


def test_new_rows_are_shown_as_they_were_read_so_that_wrong_letters_are_seen(
    amina: Client,
) -> None:
    shown = page(amina, send_list(amina, list_of(whole(Legal_name="CafŽ"))))
    assert table(shown, "1 new row, as we read it") == [
        ["Row 2: CafŽ", "Malawi", "Tiya Banda", "tiya@union.example"]
    ]


def test_of_many_rows_the_first_are_shown(amina: Client) -> None:
    names = ("Ufulu", "Chiyembekezo", "Mgwirizano", "Tsogolo", "Kuwala", "Umodzi")
    places = ("Mzimba", "Dowa", "Salima", "Thyolo")
    rows = [
        whole(**{"Legal_name": f"{name} {place}", "E-mail": f"{name}@{place}.example"})
        for name in names
        for place in places
    ]
    shown = page(amina, send_list(amina, list_of(*rows)))
    caption = f"The first 20 of {len(rows)} new rows, as we read them"
    assert len(table(shown, caption)) == 20


def test_once_it_is_written_nothing_would_be(amina: Client) -> None:
    kept = send_list(amina, list_of(whole()))
    write(amina, kept.pk)
    assert "What would be written" not in page(amina, kept)


def test_a_very_long_name_leaves_room_for_what_is_wrong(amina: Client) -> None:
    shown = page(amina, send_list(amina, list_of(whole(Legal_name="N" * 400))))
    [row] = table(shown, "1 problem")
    assert len(row[0]) < 80
