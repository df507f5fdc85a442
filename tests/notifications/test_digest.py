"""What does the one mail of a day say when several things wait?"""

from datetime import date, timedelta

import pytest

from eclt_partners.notifications import letters
from eclt_partners.notifications.emails import digest
from eclt_partners.notifications.letters import Line, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from tests.mails.foot import without_foot
from tests.notifications.owing import NINE, owe
from tests.reviews.emails.reading import Page, _Reader

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def rows(monkeypatch):
    """Rows speak plainly: what the reminder is about and when it is due."""

    def row(reminder, *, now):
        if reminder.step == "T+90":
            raise NothingToSayError
        return Line(
            text=f"Thing {reminder.subject_id}, due {reminder.due_on:%Y-%m-%d}",
            url=f"https://site.example/{reminder.subject_id}",
            due_on=reminder.due_on,
        )

    monkeypatch.setitem(letters._line_writers, "REVIEW", row)


def told(*days: int, **changes: object):
    for number, distance in enumerate(days, start=1):
        due_on = TODAY + timedelta(days=distance)
        owe(subject_id=number, due_on=due_on, **changes)
    compose_mail(now=NINE)
    return digest(Outgoing.objects.get(), now=NINE)


def test_it_reads_word_for_word(settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    letter = told(20, -3, 2)
    assert letter.subject == "3 things wait for you, 1 overdue"
    assert without_foot(letter.text) == (
        "Hello,\n\n"
        "This is what waits for you, the oldest first.\n\n"
        "Overdue\n\n"
        "- Thing 2, due 2026-11-20\n  https://site.example/2\n\n"
        "Due within a week\n\n"
        "- Thing 3, due 2026-11-25\n  https://site.example/3\n\n"
        "Later\n\n"
        "- Thing 1, due 2026-12-13\n  https://site.example/1\n\n"
        "Open my list:\nhttps://site.example/\n\n"
        "--\nECLT Foundation\n"
        "Questions? Write to ECLT Foundation: partnerships@example.org\n"
        "You get this mail because these reviews and agreements need you.\n"
    )


def test_the_html_has_the_same_rows_and_one_button():
    letter = told(20, -3, 2)
    page = Page(letter.html)
    _Reader(page).feed(letter.html)
    assert len(page.buttons) == 1
    for words in ("Thing 1", "Thing 2", "Thing 3", "Overdue", "Later"):
        assert words in page.words


def test_nothing_overdue_is_not_mentioned():
    assert told(1, 2).subject == "2 things wait for you"


def test_at_most_ten_rows_and_the_number_of_the_rest():
    letter = told(*range(1, 15))
    assert letter.text.count("\n- Thing") == 10
    assert "and 4 more" in letter.text


def test_the_rest_is_silent_when_all_fit():
    assert "more" not in told(1, 2).text


def test_partners_are_led_to_the_first_row():
    letter = told(5, 1, recipient_key="contact:7")
    assert "Open the first one:\nhttps://site.example/2" in letter.text


def test_rows_with_nothing_to_say_are_left_out():
    owe(subject_id=9, step="T+90")
    assert told(1, 2).text.count("\n- Thing") == 2


def test_a_digest_without_rows_is_not_sent():
    with pytest.raises(NothingToSayError):
        told(1, 2, step="T+90")
