"""How long work ends, and who hears of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.emails import job_over
from eclt_partners.dashboards.services.job_ends import cancel_job, end_job, note_seen
from eclt_partners.dashboards.services.jobs import DONE, ask_refresh, start_jobs
from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing


@pytest.fixture
def job(cast, now):
    return ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)


def _end(job, now, state=JobState.DONE):
    ended = end_job(job.pk, state=state, message=DONE, now=now)
    job.refresh_from_db()
    return ended


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_a_mail_waits_a_minute_for_the_end_to_be_seen(cast, job, now, state):
    assert _end(job, now, state)
    mail = Outgoing.objects.get()
    assert mail.to_address == cast.amina.email
    assert mail.due_at - mail.created_at == timedelta(minutes=1)


def test_nobody_gets_a_mail_of_an_end_they_saw(job, now):
    _end(job, now)
    mail = Outgoing.objects.get()
    assert f"/jobs/{job.pk}/" in job_over(mail, now=now).text
    note_seen(job, now=now)
    with pytest.raises(NothingToSayError):
        job_over(mail, now=now)


def test_nothing_is_written_to_an_account_that_is_closed(cast, job, now):
    _end(job, now)
    cast.amina.is_active = False
    cast.amina.save()
    with pytest.raises(NothingToSayError):
        job_over(Outgoing.objects.get(), now=now)


def test_work_ends_once_and_is_told_once(job, now):
    assert [_end(job, now), _end(job, now, JobState.FAILED)] == [True, False]
    assert job.state == JobState.DONE
    assert Outgoing.objects.count() == 1


def test_the_end_is_not_seen_before_it_came(job, now):
    note_seen(job, now=now)
    job.refresh_from_db()
    assert job.seen_at is None


@pytest.mark.parametrize(
    "change",
    [{"state": JobState.RUNNING, "finished_at": None}, {"finished_at": None}],
    ids=["goes on", "has no end"],
)
def test_the_database_keeps_what_is_over_as_it_ended(job, now, change):
    _end(job, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**change)


def test_who_asked_cancels_what_waits_and_hears_no_more_of_it(cast, job, now):
    assert cancel_job(actor=cast.actor("amina"), job=job, now=now)
    assert start_jobs("MW", now=now) == []
    assert not _end(job, now)
    assert (job.state, job.seen_at) == (JobState.CANCELLED, now)
    assert AuditEntry.objects.get(verb="documents.job.cancelled").subject_id == job.pk
    assert not Outgoing.objects.exists()


def test_nobody_else_cancels_it(cast, job, now):
    with pytest.raises(NotPermitted):
        cancel_job(actor=cast.actor("brian"), job=job, now=now)


def test_work_of_one_step_is_not_cancelled_once_it_is_at_work(cast, job, now):
    start_jobs("MW", now=now)
    assert not cancel_job(actor=cast.actor("amina"), job=job, now=now)
    assert _end(job, now)
