"""Are personal links filled in on the way out only?"""

import pytest
from icalendar import Calendar, Event

from eclt_partners.notifications import links
from eclt_partners.notifications.links import Opening

GIFT = "contact:7"
ADDRESSES = {
    3: Opening(GIFT, "https://x.example/3"),
    12: Opening(GIFT, "https://x.example/12"),
}


@pytest.fixture
def asked(monkeypatch):
    """Which links the filler was asked for; it knows two."""
    wanted = []

    def filler(ids):
        wanted.append(ids)
        return {number: ADDRESSES[number] for number in ids & set(ADDRESSES)}

    monkeypatch.setattr(links, "_fillers", [filler])
    return wanted


def test_all_links_of_some_bodies_are_asked_for_at_once(asked):
    bodies = [links.placeholder(12), f"{links.placeholder(3)} {links.placeholder(12)}"]
    assert links.addresses_in(bodies) == ADDRESSES
    assert asked == [{3, 12}]


def test_bodies_without_links_ask_nobody(asked):
    assert links.addresses_in(["[[link:none]]"]) == {}
    assert asked == []


def test_a_placeholder_becomes_an_address():
    body = f"Answer: {links.placeholder(12)} or {links.placeholder(3)}."
    filled = links.fill(body, ADDRESSES, reader=GIFT)
    assert filled == "Answer: https://x.example/12 or https://x.example/3."


def test_a_body_without_placeholder_stays():
    body = "[[link:none]] [link:1]"
    assert links.fill(body, {}, reader=GIFT) == body


def test_a_link_of_the_reader_that_opens_nothing_is_an_error():
    with pytest.raises(LookupError):
        links.fill(links.placeholder(1), {1: Opening(GIFT, "")}, reader=GIFT)


def test_what_somebody_typed_gives_no_reader_the_link_of_another():
    typed = f"See {links.placeholder(12)}"
    assert links.fill(typed, ADDRESSES, reader="user:1") == typed


@pytest.mark.parametrize("number", ["4", "9" * 19, "9" * 5000])
def test_what_names_no_link_is_a_text_like_any_other(asked, number):
    typed = f"[[link:{number}]]"
    known = links.addresses_in([typed])
    assert links.fill(typed, known, reader=GIFT) == typed


def test_nobody_to_fill_is_an_error(monkeypatch):
    monkeypatch.setattr(links, "_fillers", [])
    with pytest.raises(links.NoFillerError):
        links.addresses_in([links.placeholder(1)])


def calendar_with(description: str) -> str:
    event = Event()
    event.add("uid", "one")
    event.add("description", description)
    calendar = Calendar()
    calendar.add_component(event)
    return calendar.to_ical().decode()


def test_a_link_that_folding_splits_is_found(asked):
    stored = calendar_with("x" * 54 + links.placeholder(12))
    assert links.placeholder(12) not in stored, "folding splits it"
    assert links.addresses_in([stored]) == {12: ADDRESSES[12]}


def test_a_folded_calendar_is_filled_and_folded_again():
    stored = calendar_with("x" * 54 + links.placeholder(12) + "é" * 40)
    filled = links.fill_calendar(stored, ADDRESSES, reader=GIFT)
    assert filled.endswith("END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in filled.encode().split(b"\r\n"))
    read = Calendar.from_ical(filled).walk("VEVENT")[0]
    assert read["description"] == "x" * 54 + "https://x.example/12" + "é" * 40


def test_a_calendar_without_placeholder_stays():
    stored = "BEGIN:VCALENDAR\r\n"
    assert links.fill_calendar(stored, {}, reader=GIFT) == stored


def test_people_read_words_where_a_link_would_stand():
    assert links.without_links("Open [[link:7]]", "(link)") == "Open (link)"
