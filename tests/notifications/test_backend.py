"""Do mails of libraries leave through the outbox, without leaving secrets behind?"""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from eclt_partners.notifications.backend import key_of_address
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import drain

BACKEND = "eclt_partners.notifications.backend.OutboxBackend"


def send(*to: str) -> int:
    mail = EmailMultiAlternatives(
        "New password",
        "Use /key/secret\n",
        to=list(to),
        connection=get_connection(BACKEND),
    )
    mail.attach_alternative("<p>Use /key/secret</p>", "text/html")
    return mail.send()


@pytest.mark.django_db
def test_each_recipient_gets_a_message_of_their_own():
    assert send("amina@example.org", "brian@example.org") == 1
    rows = Outgoing.objects.order_by("id")
    assert [row.to_address for row in rows] == [
        "amina@example.org",
        "brian@example.org",
    ]
    assert {row.letter for row in rows} == {"library"}
    assert {row.country_code for row in rows} == {""}


@pytest.mark.django_db
def test_the_key_of_a_recipient_does_not_show_the_address():
    send("amina@example.org")
    key = Outgoing.objects.get().recipient_key
    assert key == key_of_address("Amina@example.org")
    assert "amina" not in key


@pytest.mark.usefixtures("committed_db")
def test_the_words_arrive_and_are_wiped_once_sent(sink):
    send("amina@example.org")
    drain(relay=sink.relay())
    mail = sink.taken[0]
    assert mail["Subject"] == "New password"
    assert "secret" in mail.get_body(("plain",)).get_content()
    assert "secret" in mail.get_body(("html",)).get_content()
    row = Outgoing.objects.get()
    assert (row.state, row.facts, row.text_body, row.html_body) == ("sent", {}, "", "")
