"""What becomes of the mail about an old end when a new version is signed meanwhile?"""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models.functions import Now

from agreements.services.reminders import plan_reminders
from eclt_partners.countries.services import fill_working_days
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.sending import drain
from tests.agreements.drafts import prolong, register
from tests.cast import NOW, make_cast
from tests.notifications.sink import running_sink

THEN = datetime(2027, 10, 1, 10, 0, tzinfo=UTC)


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("pipelines", [False, True])
def test_its_dot_is_never_sent(pipelines):
    cast = make_cast()
    fill_working_days(now=NOW)
    agreement = register(cast, NOW, effective_to=date(2027, 12, 30))
    plan_reminders(now=THEN)
    compose_mail(now=THEN)
    Outgoing.objects.update(next_try_at=Now())

    def sign():
        """Sign a new version while the relay already knows who gets the mail."""
        if agreement.versions.count() == 1:
            prolong(cast, NOW, agreement, date(2028, 12, 28))
        connection.close()

    with running_sink() as sink:
        sink.pipelines = pipelines
        sink.on_rcpt = sign
        assert drain(relay=sink.relay()) == 0
    assert sink.taken == []
    assert agreement.versions.count() == 2
    ends = Outgoing.objects.values_list("state", "attempts")
    assert list(ends) == [("cancelled", 0)] * 2
