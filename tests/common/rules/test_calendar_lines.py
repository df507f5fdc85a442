"""Does another library read from our calendar lines what we wrote?"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from eclt_partners.common.rules.calendar_lines import (
    day_value,
    file_of,
    moment_value,
    parameter,
    text_value,
    unfolded,
)

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
)


def event(*lines: str):
    file = file_of(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    )
    assert all(len(line) <= 75 for line in file.encode().split(b"\r\n"))
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    assert found.errors == []
    return found


@settings(max_examples=60)
@given(words=WORDS)
@example(words="é" * 200)
@example(words="a;b,c\\d\\n\n" + "x" * 74)
def test_texts_of_any_length_and_language_arrive_as_they_were_written(words):
    assert str(event(f"SUMMARY:{text_value(words)}")["summary"]) == words


def test_a_name_cannot_break_out_of_its_quotes():
    name = parameter('The "good"\r\nones; Ltd')
    organizer = event(f"ORGANIZER;CN={name}:mailto:a@example.org")["organizer"]
    assert str(organizer.params["cn"]) == "The goodones; Ltd"


def test_days_and_moments_are_read_back():
    moment = datetime(2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Paris"))
    found = event(
        f"DTSTART;VALUE=DATE:{day_value(date(2026, 12, 7))}",
        f"DTSTAMP:{moment_value(moment)}",
    )
    assert found["dtstart"].dt == date(2026, 12, 7)
    assert found["dtstamp"].dt == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_file_unfolds_to_its_lines():
    lines = ["SUMMARY:" + "é" * 100, "URL:" + "x" * 300, "A:b"]
    assert unfolded(file_of(lines)).split("\r\n") == [*lines, ""]
