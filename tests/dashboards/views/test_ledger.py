"""The mail ledger: what left, what waits, what is planned."""

from datetime import timedelta

import pytest

from eclt_partners.notifications.choices import (
    OutgoingState,
    ReminderKind,
)
from eclt_partners.notifications.models import Outgoing, Reminder
from tests.dashboards.views.pages import client_of, queries_of


def _mail(cast, now, *, key="one", country="MW", **fields):
    given = {
        "subject": "Review due 27 November: Nyali Trust",
        "text_body": "Hello\n[[link:7]]\n<b>x</b>",
        "partnership_id": cast.malawi_partnership.pk,
        **fields,
    }
    return Outgoing.objects.create(
        dedupe_key=key,
        message_id=f"<{key}@example.org>",
        recipient_key=f"user:{cast.amina.pk}",
        to_address="amina@example.org",
        language="en-gb",
        time_zone="Africa/Blantyre",
        country_code=country,
        letter="review.invitation",
        created_at=now,
        due_at=now,
        not_after=now + timedelta(days=1),
        next_try_at=now,
        **given,
    )


def _planned(cast, now):
    return Reminder.objects.create(
        kind=ReminderKind.REVIEW,
        subject_id=1,
        step="T-14",
        recipient_key=f"user:{cast.amina.pk}",
        to_address="amina@example.org",
        language="en-gb",
        time_zone="Africa/Blantyre",
        country_code="MW",
        partnership_id=cast.malawi_partnership.pk,
        due_on=now.date(),
        send_at=now,
        not_after=now + timedelta(days=1),
        created_at=now,
    )


def _ledger(person, query=""):
    return client_of(person).get(f"/mail/{query}").content.decode()


def test_a_message_stands_there_with_name_partnership_and_state(cast, now):
    _mail(cast, now)
    page = _ledger(cast.amina)
    for words in ("Review due 27 November", "Amina", "Nyali Trust", "Waiting"):
        assert words in page


def test_an_empty_ledger_says_so(cast):
    page = _ledger(cast.amina)
    assert "No message yet" in page
    assert "No reminder waits for its day." in page


def test_planned_reminders_stand_below(cast, now):
    _planned(cast, now)
    assert "T-14" in _ledger(cast.amina)


@pytest.mark.parametrize(("group", "is_there"), [("waiting", True), ("sent", False)])
def test_a_choice_narrows_the_list(cast, now, group, is_there):
    _mail(cast, now)
    assert (
        "Review due 27 November" in _ledger(cast.amina, f"?show={group}")
    ) is is_there


def test_a_choice_that_does_not_exist_shows_all(cast, now):
    _mail(cast, now)
    assert "Review due 27 November" in _ledger(cast.amina, "?show=x&before=y")


def test_older_messages_are_behind_a_link(cast, now):
    for number in range(51):
        _mail(cast, now, key=str(number), subject=f"Letter {number:02}")
    first = _ledger(cast.amina)
    assert "Letter 50" in first
    assert "Letter 00" not in first
    oldest = Outgoing.objects.order_by("-id")[49].pk
    assert f"before={oldest}" in first
    assert "Letter 00" in _ledger(cast.amina, f"?before={oldest}")


def test_the_story_shows_the_text_and_never_fills_links(cast, now):
    mail = _mail(cast, now)
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "[[link:7]]" not in page
    assert "Hello\n(personal link)" in page
    assert "/r/" not in page
    assert "&lt;b&gt;x" in page


def test_a_message_nobody_wrote_yet_says_so(cast, now):
    mail = _mail(cast, now, subject="", text_body="")
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "The text is written shortly before it is sent." in page


def test_the_story_tells_every_state_and_the_servers_answer(cast, now):
    mail = _mail(cast, now)
    Outgoing.objects.filter(pk=mail.pk).update(
        state=OutgoingState.CANCELLED, last_code=550, last_reply="No such user"
    )
    page = client_of(cast.amina).get(f"/mail/{mail.pk}/").content.decode()
    assert "No longer needed" in page
    assert "550 No such user" in page


@pytest.mark.parametrize(("name", "status"), [("eve", 403), ("ada", 404), ("sam", 404)])
def test_somebody_without_the_right_reads_no_mail(cast, now, name, status):
    mail = _mail(cast, now)
    client = client_of(getattr(cast, name))
    assert client.get("/mail/").status_code == 403
    assert client.get(f"/mail/{mail.pk}/").status_code == status


def test_mails_of_another_country_do_not_exist(cast, now):
    mail = _mail(cast, now)
    client = client_of(cast.chloe)
    assert "Review due 27 November" not in client.get("/mail/").content.decode()
    assert client.get(f"/mail/{mail.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_messages(cast, now):
    """6 queries for two messages or for forty."""
    client = client_of(cast.amina)
    _planned(cast, now)
    for number in range(2):
        _mail(cast, now, key=f"a{number}")
    few = queries_of(client, "/mail/")
    for number in range(38):
        _mail(cast, now, key=f"b{number}")
    assert queries_of(client, "/mail/") == few
    assert few <= 6
