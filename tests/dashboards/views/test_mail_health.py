"""Does the page of mail health say in words whether mails leave?"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from eclt_partners.notifications.models import DispatcherHeartbeat
from tests.dashboards.mails import sent_mail
from tests.dashboards.views.pages import client_of, queries_of

pytestmark = pytest.mark.django_db


def page_of(person) -> str:
    response = client_of(person).get(reverse("dashboards:mail_health"))
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def drained(ago: timedelta = timedelta(seconds=20)) -> None:
    moment = timezone.now() - ago
    DispatcherHeartbeat.objects.create(
        name="celery", last_tick_at=moment, last_drain_at=moment
    )


def test_all_is_well_when_mails_leave(cast):
    drained()
    page = page_of(cast.ada)
    assert "Mails leave, and nothing needs a look." in page
    assert "The worker" in page
    assert "none waits" in page


def test_nobody_who_sends_is_no_good_sign(cast):
    page = page_of(cast.ada)
    assert "Something needs a look" in page
    assert "never" in page


def test_a_doubt_leads_into_the_ledger_of_those_who_read_it(cast, now):
    drained()
    sent_mail(cast, now, state="unconfirmed")
    page = page_of(cast.dan)
    assert "Something needs a look" in page
    assert '<a href="/mail/?show=doubt">1 message</a>' in page
    assert "show=doubt" not in page_of(cast.ada)


def test_a_worker_that_stopped_is_seen(cast):
    drained(timedelta(minutes=9))
    page = page_of(cast.ada)
    assert "Something needs a look" in page
    assert "9 minutes ago" in page


@pytest.mark.parametrize(
    ("name", "code"),
    [("amina", 403), ("brian", 403), ("dan", 200), ("ada", 200), ("fay", 403)],
)
def test_it_is_for_administrators_and_directors(cast, name, code):
    response = client_of(getattr(cast, name)).get(reverse("dashboards:mail_health"))
    assert response.status_code == code


def test_it_asks_little(cast):
    assert queries_of(client_of(cast.ada), reverse("dashboards:mail_health")) <= 8
