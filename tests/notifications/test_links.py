"""Are personal links filled in on the way out only?"""

import pytest
from icalendar import Calendar, Event

from eclt_partners.notifications import links


@pytest.fixture
def filler(monkeypatch):
    monkeypatch.setattr(
        links, "_fillers", [lambda number: f"https://x.example/{number}"]
    )


def test_a_placeholder_becomes_an_address(filler):
    body = f"Answer: {links.placeholder(12)} or {links.placeholder(3)}."
    assert links.fill(body) == "Answer: https://x.example/12 or https://x.example/3."


def test_a_body_without_placeholder_stays(filler):
    assert links.fill("[[link:none]] [link:1]") == "[[link:none]] [link:1]"


def test_nobody_to_fill_is_an_error(monkeypatch):
    monkeypatch.setattr(links, "_fillers", [])
    with pytest.raises(links.NoFillerError):
        links.fill(links.placeholder(1))


def test_a_folded_calendar_is_filled_and_folded_again(filler):
    event = Event()
    event.add("uid", "one")
    event.add("description", "x" * 54 + links.placeholder(12) + "y" * 40)
    calendar = Calendar()
    calendar.add_component(event)
    stored = calendar.to_ical().decode()
    assert links.placeholder(12) not in stored, "folding splits it"
    filled = links.fill_calendar(stored)
    assert all(len(line) <= 75 for line in filled.encode().split(b"\r\n"))
    read = Calendar.from_ical(filled).walk("VEVENT")[0]
    assert read["description"] == "x" * 54 + "https://x.example/12" + "y" * 40


def test_a_calendar_without_placeholder_stays(filler):
    assert links.fill_calendar("BEGIN:VCALENDAR\r\n") == "BEGIN:VCALENDAR\r\n"


def test_people_read_words_where_a_link_would_stand():
    assert links.without_links("Open [[link:7]]", "(link)") == "Open (link)"
