"""The mail ledger: what left, what waits, what needs a look."""

import re
from datetime import timedelta
from html import unescape

import pytest

from eclt_partners.notifications.choices import (
    OutgoingState,
)
from eclt_partners.notifications.models import Outgoing, Reminder
from tests.dashboards.mails import sent_mail
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.notifications.owing import owe


def _ledger(person, query=""):
    return client_of(person).get(f"/mail/{query}").content.decode()


def test_a_message_stands_there_with_name_partnership_and_state(cast, now):
    sent_mail(cast, now)
    page = _ledger(cast.amina)
    for words in ("Review due 27 November", "Amina", "Nyali Trust", "Waiting"):
        assert words in page


def test_the_pages_say_by_which_clock_their_times_are_told(cast, now):
    mail = sent_mail(cast, now)
    for page in (_ledger(cast.dan), _ledger(cast.dan, f"{mail.pk}/")):
        assert "Times are Zurich time." in page


def test_an_empty_ledger_says_so(cast):
    page = _ledger(cast.amina)
    assert "No message yet" in page
    assert '<a href="/mail/next/">What comes next</a>' in page


@pytest.mark.parametrize(("group", "is_there"), [("waiting", True), ("sent", False)])
def test_a_choice_narrows_the_list(cast, now, group, is_there):
    sent_mail(cast, now)
    assert (
        "Review due 27 November" in _ledger(cast.amina, f"?show={group}")
    ) is is_there


def test_a_choice_that_does_not_exist_shows_all(cast, now):
    sent_mail(cast, now)
    assert "Review due 27 November" in _ledger(cast.amina, "?show=x&before=y")


def test_older_messages_are_behind_a_link(cast, now):
    for number in range(51):
        sent_mail(cast, now, key=str(number), subject=f"Letter {number:02}")
    first = _ledger(cast.amina)
    assert "Letter 50" in first
    assert "Letter 00" not in first
    oldest = Outgoing.objects.order_by("-id")[49].pk
    assert f"before={oldest}" in first
    assert "Letter 00" in _ledger(cast.amina, f"?before={oldest}")


def test_the_story_shows_the_text_and_never_fills_links(cast, now):
    mail = sent_mail(cast, now)
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "[[link:7]]" not in page
    assert "Hello\n(personal link)" in page
    assert "/r/" not in page
    assert "&lt;b&gt;x" in page


def test_a_message_nobody_wrote_yet_says_so(cast, now):
    mail = sent_mail(cast, now, subject="", text_body="")
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "The text is written shortly before it is sent." in page


def test_a_message_that_nobody_needed_is_called_by_what_it_is_about(cast, now):
    mail = sent_mail(cast, now, subject="", text_body="", letter="agreements.turn")
    Outgoing.objects.filter(pk=mail.pk).update(state=OutgoingState.CANCELLED)
    name = "About a change of the agreement"
    assert f">{name}</a>" in _ledger(cast.amina)
    story = _ledger(cast.amina, f"{mail.pk}/")
    assert f"</span> {name}</h1>" in story
    assert "It was never written, since it was no longer needed." in story


def test_the_story_tells_every_state_and_the_servers_answer(cast, now):
    mail = sent_mail(cast, now)
    Outgoing.objects.filter(pk=mail.pk).update(
        state=OutgoingState.CANCELLED, last_code=550, last_reply="No such user"
    )
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "No longer needed" in page
    assert "550 No such user" in page


@pytest.mark.parametrize(("name", "status"), [("eve", 403), ("ada", 404), ("sam", 404)])
def test_somebody_without_the_right_reads_nosent_mail(cast, now, name, status):
    mail = sent_mail(cast, now)
    client = client_of(getattr(cast, name))
    assert client.get("/mail/").status_code == 403
    assert client.get(f"/mail/{mail.pk}/").status_code == status


def test_mails_of_another_country_do_not_exist(cast, now):
    mail = sent_mail(cast, now)
    client = client_of(cast.chloe)
    assert "Review due 27 November" not in client.get("/mail/").content.decode()
    assert client.get(f"/mail/{mail.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_messages(cast, now):
    """As many queries for two messages as for forty."""
    client = client_of(cast.amina)
    for number in range(2):
        sent_mail(cast, now, key=f"a{number}")
    few = queries_of(client, "/mail/")
    for number in range(38):
        sent_mail(cast, now, key=f"b{number}")
    assert queries_of(client, "/mail/") == few
    assert few <= 8


SUBJECT = "Review due 27 November"


def _words(person, query=""):
    return unescape(re.sub(r"\s+", " ", _ledger(person, query)))


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?country=MW", True),
        ("?country=XX", True),
        ("?person=amina", True),
        ("?person=AMINA@exam", True),
        ("?person=nobody", False),
        ("?since=23+11+2026", True),
        ("?since=24+11+2026", False),
        ("?until=23+11+2026", True),
        ("?until=22+11+2026", False),
        ("?since=rubbish", True),
        ("?kind=REVIEW", True),
        ("?kind=COMMITMENT", False),
        ("?show=sent&person=amina&kind=REVIEW", True),
        ("?show=attention", False),
    ],
)
def test_filters_narrow_the_list(cast, now, query, is_there):
    mail = sent_mail(cast, now, state="sent")
    owe(outgoing=mail, state="SENT")
    assert (SUBJECT in _words(cast.dan, query)) is is_there


def test_what_needs_a_look_is_counted_in_words_and_linked(cast, now, time_machine):
    time_machine.move_to(now, tick=False)
    sent_mail(cast, now, key="a", state="unconfirmed")
    sent_mail(cast, now, key="b", state="unconfirmed")
    sent_mail(cast, now, key="c", state="failed")
    sent_mail(cast, now, key="d", due_at=now - timedelta(minutes=16))
    sent_mail(cast, now, key="e", due_at=now - timedelta(minutes=14))
    page = _words(cast.amina)
    assert '<a href="?show=doubt">2 messages are in doubt</a>' in page
    assert '<a href="?show=refused">1 message was refused</a>' in page
    assert '<a href="?show=late">1 message is late</a>' in page
    assert _words(cast.amina, "?show=attention").count('<th scope="row">') == 4


def test_nothing_that_needs_a_look_is_not_mentioned(cast, now):
    sent_mail(cast, now, state="sent")
    assert "Needs a look</p>" not in _words(cast.amina)


def test_the_next_page_keeps_what_was_asked_for(cast, now):
    for number in range(51):
        sent_mail(cast, now, key=str(number), state="sent")
    page = _words(cast.amina, "?show=sent&person=amina")
    assert re.search(r'href="\?show=sent&person=amina&before=\d+"', page)


def test_a_filter_that_finds_nothing_offers_to_clear_it(cast):
    page = _words(cast.amina, "?show=refused")
    assert "No message like this" in page
    assert "Clear filters" in page


def test_the_mails_of_one_partnership_stand_alone(cast, now):
    sent_mail(cast, now)
    (other,) = more_partnerships(cast.malawi_partnership, 1)
    here = f"?partnership={cast.malawi_partnership.pk}"
    assert SUBJECT in _words(cast.amina, here)
    assert SUBJECT not in _words(cast.amina, f"?partnership={other.pk}")
    client = client_of(cast.chloe)
    assert client.get(f"/mail/{here}").status_code == 404
    partnership = f"/partnerships/{cast.malawi_partnership.pk}/"
    found = client_of(cast.amina).get(partnership).content.decode()
    assert f'href="/mail/{here}"' in found


def test_the_story_says_what_the_servers_answer_means_and_what_waited(cast, now):
    mail = sent_mail(
        cast,
        now,
        state="sent",
        rendered_at=now + timedelta(seconds=30),
        dot_at=now + timedelta(minutes=3),
        sent_at=now + timedelta(minutes=4),
        last_code=250,
        last_reply="queued as 4711",
    )
    reminder = owe(outgoing=mail, state="SENT", subject_id=12)
    page = unescape(client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode())
    assert "Sent:</span> accepted" in page
    assert "250 queued as 4711" in page
    assert "4 minutes after it was due" in page
    assert "30 seconds after it was due" in page
    assert f'<a href="/reviews/{reminder.subject_id}/">Review</a>' in page
    assert "14 days before answers are due" in page


def test_the_ledger_asks_little_and_always_the_same(cast, now):
    client = client_of(cast.brian)
    sent_mail(cast, now)
    few = queries_of(client, "/mail/")
    for number in range(8):
        mail = sent_mail(cast, now, key=str(number))
        owe(outgoing=mail, state="COMPOSED", subject_id=number + 5)
    assert queries_of(client, "/mail/") == few
    assert few <= 8
    assert queries_of(client, f"/mail/{Outgoing.objects.latest('id').pk}/") <= 8
    assert Reminder.objects.count() == 8


def test_letters_about_the_safety_of_people_have_no_page(cast, now):
    mail = sent_mail(cast, now, letter="restricted.incident")
    assert client_of(cast.dan).get(f"/mail/{mail.pk}/").status_code == 404
