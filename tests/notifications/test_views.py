"""Can a reader have fewer mails of a kind, with one press and without an account?"""

import pytest
from django.test import Client

from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.leaving import Ticket, address_of, ticket_of
from eclt_partners.notifications.services.topics import left_topics

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def way_out(settings) -> str:
    address = address_of(Ticket("contact:7", Topic.LIST, "fr"))
    return address.removeprefix(settings.SITE_URL)


def test_a_mail_program_leaves_at_once_without_cookie_and_csrf(way_out):
    answer = Client(enforce_csrf_checks=True).post(way_out, ONE_CLICK)
    assert answer.status_code == 200
    assert left_topics("contact:7") == {Topic.LIST}
    assert AuditEntry.objects.get().facts == {"left": ["LIST"]}


def test_looking_changes_nothing_and_shows_a_button(client, way_out):
    for method in (client.get, client.head):
        assert method(way_out).status_code == 200
    assert b"<button" in client.get(way_out).content
    assert left_topics("contact:7") == set()


def test_a_second_press_changes_nothing_more(client, way_out):
    for _press in range(2):
        client.post(way_out, ONE_CLICK)
    assert AuditEntry.objects.count() == 1


def test_there_is_a_way_back_on_the_same_page(client, way_out):
    client.post(way_out)
    page = client.get(way_out).content.decode()
    assert 'value="come_back"' in page
    client.post(way_out, {"then": "come_back"})
    assert left_topics("contact:7") == set()


def test_other_topics_stay_as_they_were(client, way_out, settings):
    early = address_of(Ticket("contact:7", Topic.EARLY, "fr"))
    client.post(way_out)
    client.post(early.removeprefix(settings.SITE_URL))
    assert left_topics("contact:7") == {Topic.LIST, Topic.EARLY}
    client.post(way_out, {"then": "come_back"})
    assert left_topics("contact:7") == {Topic.EARLY}


def test_the_page_speaks_the_language_of_the_mail(client, way_out):
    assert b'lang="fr"' in client.get(way_out).content


@pytest.mark.parametrize("change", ["{0}x", "x{0}", "{0:.9}"])
def test_a_token_that_we_did_not_make_opens_nothing(client, way_out, change):
    token = change.format(way_out.split("/")[2])
    assert ticket_of(token) is None
    assert client.get(f"/mails/{token}/").status_code == 404
    assert client.post(f"/mails/{token}/").status_code == 404
    assert not AuditEntry.objects.exists()
