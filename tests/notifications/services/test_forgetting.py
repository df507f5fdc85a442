"""Do the words of old mails go, and their story stays?"""

from datetime import UTC, datetime

import pytest

from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import forgetting
from eclt_partners.notifications.services.forgetting import empty_old_bodies
from eclt_partners.notifications.tasks import empty_old_bodies as task

pytestmark = pytest.mark.django_db
WRITTEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
TWO_YEARS_ON = datetime(2028, 11, 23, 9, tzinfo=UTC)


def written(queued, key: str = "one", *, state: str = "cancelled") -> Outgoing:
    message = queued(key, now=WRITTEN, facts={"subject": "x"})
    rows = Outgoing.objects.filter(pk=message.pk)
    rows.update(
        subject="A letter", text_body="Dear Gift", html_body="<p>", calendar="B"
    )
    if state != "queued":
        rows.update(state=state)
    return rows.get()


def test_words_go_after_24_months_and_the_story_stays(queued):
    message = written(queued)
    assert empty_old_bodies(now=TWO_YEARS_ON) == 1
    message.refresh_from_db()
    assert (message.text_body, message.html_body, message.calendar) == ("", "", "")
    assert message.facts == {}
    assert (message.subject, message.events.count()) == ("A letter", 2)
    assert empty_old_bodies(now=TWO_YEARS_ON) == 0


def test_words_stay_a_day_earlier(queued):
    written(queued)
    assert empty_old_bodies(now=TWO_YEARS_ON.replace(day=22)) == 0


def test_what_is_on_its_way_keeps_its_words(queued):
    written(queued, state="queued")
    assert empty_old_bodies(now=TWO_YEARS_ON) == 0


def test_the_setting_says_how_long(queued, settings):
    settings.MAIL_BODIES_KEPT_MONTHS = 1
    written(queued)
    assert empty_old_bodies(now=WRITTEN.replace(month=12)) == 1


def test_many_are_emptied_in_parts(queued, monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for number in range(5):
        written(queued, f"key {number}")
    assert empty_old_bodies(now=TWO_YEARS_ON) == 5


def test_beat_does_it_at_night(queued):
    written(queued)
    assert task() == 0
