"""Do the beats of the outbox do their one thing?"""

from datetime import timedelta

import pytest
from django.conf import settings as project
from django.utils import timezone

from eclt_partners.celery import app
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.tasks import compose_mail, send_mail
from tests.notifications.owing import owe


@pytest.mark.django_db
def test_beat_composes_what_is_due():
    now = timezone.now()
    owe(send_at=now - timedelta(minutes=1), not_after=now + timedelta(days=1))
    assert compose_mail() == 1
    assert Outgoing.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_beat_sends_what_is_due(sink, queued, settings):
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", sink.port
    message = queued()
    assert send_mail() == 1
    assert sink.ids == [message.message_id]


def test_beat_knows_every_task_of_mail_by_its_name():
    app.loader.import_default_modules()
    names = {entry["task"] for entry in project.CELERY_BEAT_SCHEDULE.values()}
    wanted = {
        "reviews.tasks.plan_reminders",
        "agreements.tasks.plan_reminders",
        "notifications.tasks.compose_mail",
        "notifications.tasks.send_mail",
        "countries.tasks.fill_working_days",
    }
    assert wanted <= names
    assert wanted <= set(app.tasks)
