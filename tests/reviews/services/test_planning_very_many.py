"""Does PostgreSQL know at once that very many reminders were planned?"""

from django.db import connection

from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services import planning
from reviews.choices import ReviewState
from reviews.services.reminders import plan_reminders
from tests.cast import NOW, make_cast
from tests.reviews.factories import make_review

KNOWN = "SELECT reltuples FROM pg_class WHERE oid = 'notifications_reminder'::regclass"


def known() -> int:
    """How many reminders PostgreSQL reckons with; -1 when it never looked."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        return int(cursor.fetchone()[0])


def test_what_very_many_are_is_looked_at_when_it_is_committed(
    committed_db, monkeypatch
):
    cast = make_cast()
    make_review(cast, state=ReviewState.OPEN, due_on=NOW.date(), now=NOW)
    monkeypatch.setattr(planning, "VERY_MANY", 1)
    before = known()
    assert plan_reminders(now=NOW) > 0
    assert known() == Reminder.objects.count() > before
