"""What stands around the words of a mail: for whom, not me, fewer of these?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from eclt_partners.accounts.models import Absence
from eclt_partners.notifications import leaving, letters, links
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.framing import Frame, framed
from eclt_partners.notifications.letters import Line
from eclt_partners.notifications.models import LeftTopic, Outgoing
from eclt_partners.notifications.services import compose_mail, drain
from eclt_partners.notifications.writing import Button, Content, write_letter
from tests.cast import NOW
from tests.notifications.owing import NINE, owe

CONTENT = Content("A subject", "Preview", "Dear Gift,", ["Words."], Button("Go", "U"))


def line(reminder, *, now) -> Line:
    return Line(
        f"Row {reminder.subject_id}", "https://example.org/1", date(2026, 12, 1)
    )


@pytest.fixture
def rows(monkeypatch):
    monkeypatch.setitem(letters._line_writers, "REVIEW", line)


def test_lines_for_whom_one_stands_in_come_first():
    with framed(Frame(standing_in=("For Amina: you stand in.",))):
        letter = write_letter(CONTENT)
    assert letter.text.startswith("Dear Gift,\n\nFor Amina: you stand in.\n\nWords.")
    assert "For Amina: you stand in." in letter.html
    assert "stand in" not in write_letter(CONTENT).text


@pytest.mark.parametrize(
    ("is_for_another", "why"),
    [
        (True, "You get this mail because you stand in for somebody who is away."),
        (False, "You get this mail because you lead."),
    ],
)
def test_why_a_mail_came_is_true_for_who_stands_in(is_for_another, why):
    content = replace(
        CONTENT, footer=["Whom to ask.", "You get this mail because you lead."]
    )
    with framed(Frame(("For Amina.",), is_for_another=is_for_another)):
        letter = write_letter(content)
    assert f"\nWhom to ask.\n{why}\n" in letter.text
    assert letter.text.count("You get this mail") == 1
    assert why in letter.html


def test_a_page_for_the_wrong_person_hides_in_stored_bodies():
    stored = "Open [[link:7]] or [[link:7]]not-me/ or [[leave:LIST]]"
    assert links.without_links(stored, "(link)") == "Open (link) or (link) or (link)"


def test_a_list_says_how_to_get_it_on_mondays_only(committed_db, sink, rows, settings):
    for subject in (1, 2):
        owe(subject_id=subject, not_after=NINE + timedelta(days=9999))
    compose_mail(now=NINE)
    drain(relay=sink.relay())
    mail = sink.taken[0]
    address = mail["List-Unsubscribe"]
    assert address.startswith(f"<{settings.SITE_URL}/mails/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    assert address.strip("<>") in text
    stored = Outgoing.objects.get()
    assert stored.headers["List-Unsubscribe"] == "<[[leave:LIST]]>"
    assert "/mails/" not in stored.text_body


def test_who_has_left_the_list_is_not_asked_again(committed_db, sink, rows):
    LeftTopic.objects.create(recipient_key="user:1", topic=Topic.LIST, left_at=NOW)
    for subject in (1, 2):
        owe(subject_id=subject, not_after=NINE + timedelta(days=9999))
    compose_mail(now=NINE)
    drain(relay=sink.relay())
    assert sink.taken[0]["List-Unsubscribe"] is None


def test_a_single_letter_that_is_owed_cannot_be_left(committed_db, sink, queued):
    queued()
    drain(relay=sink.relay())
    assert sink.taken[0]["List-Unsubscribe"] is None


def test_the_same_row_for_a_lead_and_the_stand_in_stands_once(cast, rows):
    Absence.objects.create(
        person=cast.amina,
        stand_in=cast.brian,
        from_on=date(2026, 11, 23),
        until_on=date(2026, 11, 27),
        created_at=NOW,
        created_by="user:0",
    )
    for who in (cast.amina, cast.brian):
        owe(
            recipient_key=f"user:{who.pk}",
            to_address=who.email,
            not_after=NINE + timedelta(days=9),
        )
    compose_mail(now=NINE)
    message = Outgoing.objects.get()
    letter = letters.write(message, now=NINE)
    assert letter.text.count("Row 1") == 1


def test_a_topic_that_somebody_made_up_is_a_text_like_any_other():
    typed = "We wrote [[leave:EVERYTHING]]"
    assert leaving.fill(typed, recipient_key="user:1", language="en-gb") == typed
