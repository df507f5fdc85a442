"""Cleaning up: what is over goes, everything else stays."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import (
    LinkSession,
    PartnerLink,
    PersonSession,
    TryCount,
)
from eclt_partners.accounts.services import issuing, links
from eclt_partners.accounts.services.cleaning import clean_up
from eclt_partners.accounts.tasks import clean_up as clean_up_task
from tests.cast import NOW

NOTES = (AccessAttempt, AccessFailureLog, AccessLog)
HOUR = timedelta(hours=1)


def link_of(cast, now, number: int, **changes: object) -> PartnerLink:
    """A link with one session; `changes` happen to the link afterwards."""
    link = issuing.issue_link(
        now=now - 3 * HOUR,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.REVIEW,
        subject_id=number,
        expires_at=now + HOUR,
    )
    links.exchange(links.token_of(link), now=now - 2 * HOUR)
    if changes:
        PartnerLink.objects.filter(pk=link.pk).update(**changes)
    return link


@pytest.mark.parametrize(
    "changes",
    [{"revoked_at": NOW}, {"expires_at": NOW}, {"generation": 2}],
    ids=["revoked", "expired", "with-a-new-token"],
)
def test_sessions_of_a_link_go_with_the_link(cast, now, changes) -> None:
    ended = link_of(cast, now, 1, **changes)
    holds = link_of(cast, now, 2)

    assert clean_up(now=now)["link_sessions"] == 1
    assert LinkSession.objects.get().link_id == holds.pk != ended.pk


def test_a_session_of_a_link_goes_after_its_own_time(cast, now) -> None:
    link_of(cast, now, 1)
    LinkSession.objects.update(expires_at=now + timedelta(seconds=1))

    assert clean_up(now=now)["link_sessions"] == 0
    assert clean_up(now=now + timedelta(seconds=1))["link_sessions"] == 1
    assert PartnerLink.objects.exists()


def test_sessions_of_people_go_after_their_time(db, now) -> None:
    for key, end in (("old", now), ("fresh", now + timedelta(seconds=1))):
        PersonSession.objects.create(session_key=key, session_data="", expire_date=end)

    assert clean_up(now=now)["sessions"] == 1
    assert PersonSession.objects.get().session_key == "fresh"


def test_counts_of_tries_go_after_their_window(db, now) -> None:
    for source, end in (("old", now), ("fresh", now + timedelta(seconds=1))):
        TryCount.objects.create(source=source, tries=1, ends_at=end)

    assert clean_up(now=now)["tries"] == 1
    assert TryCount.objects.get().source == "fresh"


@pytest.mark.parametrize("model", NOTES)
def test_notes_about_sign_in_stay_as_long_as_is_set(db, now, settings, model) -> None:
    settings.SIGN_IN_NOTES_DAYS = 10
    note_signs_in(now - timedelta(days=10, seconds=1), now - timedelta(days=9))

    clean_up(now=now)

    assert model.objects.get().username == "1"


def note_signs_in(*moments) -> None:
    for number, at in enumerate(moments):
        for model in NOTES:
            more = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=str(number), **more)
            model.objects.filter(pk=row.pk).update(attempt_time=at)


def test_many_rows_take_as_many_statements_as_one(cast, now) -> None:
    statements = []
    for many in (1, 9):
        for number in range(many):
            link_of(cast, now, number, revoked_at=now)
        note_signs_in(*[now - timedelta(days=99)] * many)
        with CaptureQueriesContext(connection) as asked:
            clean_up(now=now)
        statements.append(len(asked))
        PartnerLink.objects.all().delete()
    assert statements[0] == statements[1]
    assert not LinkSession.objects.exists()


def test_the_task_calls_the_service(db) -> None:
    assert set(clean_up_task().values()) == {0}
