"""Asking for a fresh dashboard."""

from datetime import timedelta

import pytest
from django.db import connection

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.jobs import ask_refresh
from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job
from tests.cast import make_cast


def test_an_officer_asks_and_the_audit_knows(cast, now):
    job = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    assert (job.state, job.country_code) == (JobState.QUEUED, "MW")
    entry = AuditEntry.objects.get(verb="documents.job.asked")
    assert (entry.country_code, entry.subject_id) == ("MW", job.pk)


def test_asking_twice_gives_the_same_job(cast, now):
    first = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    again = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    assert first == again


def test_a_button_that_is_pressed_at_the_same_moment_gives_one_job(
    committed_db, together, now
):
    cast = make_cast()
    actor = cast.actor("amina")
    jobs = together(
        lambda _number: ask_refresh(actor=actor, country=cast.malawi, now=now)
    )
    assert len(set(jobs)) == 1


def test_two_people_have_a_job_each(cast, now):
    ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    ask_refresh(actor=cast.actor("brian"), country=cast.malawi, now=now)
    assert Job.objects.count() == 2


@pytest.mark.parametrize("name", ["chloe", "fay", "eve", "ada"])
def test_somebody_without_the_right_is_refused(cast, now, name):
    with pytest.raises(NotPermitted):
        ask_refresh(actor=cast.actor(name), country=cast.malawi, now=now)
    assert not Job.objects.exists()


def test_the_refresh_builds_and_finishes_all_who_wait(cast, now):
    snapshots.refresh_dashboards(now=now)
    jobs = [
        ask_refresh(actor=cast.actor(name), country=cast.malawi, now=now)
        for name in ("amina", "brian")
    ]
    assert snapshots.refresh_dashboards(now=now + timedelta(seconds=5)) == 1
    for job in jobs:
        job.refresh_from_db()
        assert (job.state, job.done_count) == (JobState.DONE, job.total_count)
        assert job.finished_at == now + timedelta(seconds=5)


def test_who_asks_while_a_dashboard_is_built_waits_for_the_next_one(cast, now):
    """That build has read its facts before."""
    asked = []

    def ask_at_the_first_page(execute, sql, params, many, context):
        if not asked and "dashboards_snapshotpage" in sql:
            asked.append(None)
            actor = cast.actor("amina")
            asked[0] = ask_refresh(actor=actor, country=cast.malawi, now=now)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask_at_the_first_page):
        snapshots.build_snapshot(cast.malawi, now=now)
    asked[0].refresh_from_db()
    assert asked[0].state == JobState.QUEUED
    snapshots.refresh_dashboards(now=now + timedelta(seconds=5))
    asked[0].refresh_from_db()
    assert asked[0].finished_at == now + timedelta(seconds=5)
