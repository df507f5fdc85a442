"""Files with the figures of a country: asked for, made, kept for a week."""

from datetime import timedelta

import pytest
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted, PdfUnavailable
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.pdf import country_report
from eclt_partners.dashboards.selectors.staleness import is_out_of_date
from eclt_partners.dashboards.services import export_files, exports, snapshots
from eclt_partners.dashboards.services.exports import (
    LONGEST,
    ask_export,
    forget_exports,
    make_exports,
    take_spreadsheet,
)
from eclt_partners.dashboards.services.job_ends import CANCELLED, cancel_job
from eclt_partners.dashboards.tables.workbook import workbook
from eclt_partners.documents.choices import ContentType, JobKind, JobState
from eclt_partners.documents.models import Job, JobFile
from tests.pdfs import leave_undrawn


@pytest.fixture
def built(cast, now, monkeypatch):
    leave_undrawn(monkeypatch)
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def _ask(cast, now, name="amina", kind=JobKind.REPORT, language="fr"):
    actor = cast.actor(name)
    return ask_export(
        actor=actor, country=cast.malawi, kind=kind, language=language, now=now
    )


def _made(job):
    job.refresh_from_db()
    return job


def test_somebody_asks_and_the_audit_knows_what_and_in_which_language(built, now):
    job = _ask(built, now)
    assert (job.state, job.country_code, job.language) == ("QUEUED", "MW", "fr")
    entry = AuditEntry.objects.get(verb="dashboards.export.asked")
    assert (entry.country_code, entry.subject_id) == ("MW", job.pk)
    assert entry.facts == {"kind": "REPORT", "language": "fr"}


@pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
def test_who_does_not_see_the_whole_country_is_refused(built, now, name):
    with pytest.raises(NotPermitted):
        _ask(built, now, name)
    snapshot = CountrySnapshot.objects.get(country="MW")
    with pytest.raises(NotPermitted):
        take_spreadsheet(
            actor=built.actor(name), snapshot=snapshot, language="fr", now=now
        )
    assert not Job.objects.exists()
    assert not AuditEntry.objects.filter(verb="dashboards.export.asked").exists()


def test_an_auditor_may_take_what_an_auditor_sees(built, now):
    assert _ask(built, now, "fay").state == JobState.QUEUED


def test_taking_figures_along_does_not_build_the_dashboard_anew(built, now):
    _ask(built, now)
    assert not is_out_of_date(built.malawi, now=now)


def test_the_report_is_made_in_the_language_it_was_asked_in_and_kept(built, now):
    job = _ask(built, now)
    later = now + timedelta(minutes=1)
    assert make_exports(now=later) == 1
    assert _made(job).state == JobState.DONE
    assert (job.done_count, job.finished_at) == (job.total_count, later)
    assert (job.file.name, job.file.content_type) == (
        "MW-report-2026-11-23.pdf",
        ContentType.PDF,
    )
    page = bytes(job.file.content).decode()
    assert 'lang="fr"' in page
    assert "Nyali Trust" in page
    assert job.file.size == len(job.file.content)
    assert job.file.kept_until == later + timedelta(days=7)


def test_a_spreadsheet_is_made_in_the_background_as_well(built, now):
    job = _ask(built, now, kind=JobKind.WORKBOOK)
    make_exports(now=now)
    assert bytes(_made(job).file.content).startswith(b"PK")
    assert job.file.name == "MW-figures-2026-11-23.xlsx"


def test_a_spreadsheet_taken_at_once_is_in_the_audit_and_no_job(built, now):
    snapshot = CountrySnapshot.objects.get(country="MW")
    made = take_spreadsheet(
        actor=built.actor("amina"), snapshot=snapshot, language="es", now=now
    )
    assert made.content.startswith(b"PK")
    entry = AuditEntry.objects.get(verb="dashboards.export.asked")
    assert entry.facts == {"kind": "WORKBOOK", "language": "es"}
    assert not Job.objects.exists()


def test_asking_twice_gives_the_same_job_while_its_figures_are_the_present_ones(
    built, now
):
    first = _ask(built, now)
    assert _ask(built, now) == first
    make_exports(now=now)
    assert _ask(built, now) == first
    later = now + timedelta(hours=1)
    snapshots.rebuild_all(now=later)
    assert _ask(built, later) != first


@pytest.mark.parametrize(
    "other", [{"name": "brian"}, {"kind": JobKind.WORKBOOK}, {"language": "pt"}]
)
def test_another_person_file_or_language_is_another_job(built, now, other):
    assert _ask(built, now) != _ask(built, now, **other)


def test_each_job_is_made_once(built, now):
    _ask(built, now)
    assert [make_exports(now=now), make_exports(now=now)] == [1, 0]


def test_a_file_that_waited_long_begins_with_a_call_of_its_own_time(built, now):
    """Else it would look as if its maker had died."""
    _first, second = _ask(built, now), _ask(built, now, language="es")
    assert make_exports(now=now, seconds=0) == 1
    later = now + LONGEST
    assert make_exports(now=later) == 1
    assert _made(second).started_at == later


def test_without_a_dashboard_the_job_says_so(cast, now):
    job = _ask(cast, now)
    assert make_exports(now=now) == 0
    assert _made(job).state == JobState.FAILED
    assert "is not built yet" in job.message


def test_without_pango_the_job_names_another_way(built, now, monkeypatch):
    def unavailable(*given, **more):
        raise PdfUnavailable

    monkeypatch.setattr(export_files, "country_report", unavailable)
    job = _ask(built, now)
    make_exports(now=now)
    assert _made(job).state == JobState.FAILED
    assert "Take the spreadsheet instead" in job.message


def test_a_fault_stays_with_its_job_and_is_said_in_words(built, now, monkeypatch):
    def broken(*given, **more):
        raise ValueError("secret words")

    monkeypatch.setattr(export_files, "country_report", broken)
    job, other = _ask(built, now), _ask(built, now, kind=JobKind.WORKBOOK)
    assert make_exports(now=now) == 1
    assert (_made(job).state, job.message) == (JobState.FAILED, exports.FAILED)
    assert _made(other).state == JobState.DONE
    assert _ask(built, now) not in {job, other}


def test_what_is_cancelled_between_two_steps_leaves_no_file(built, now, monkeypatch):
    job = _ask(built, now)

    def cancelled_meanwhile(*given, **more):
        assert cancel_job(actor=built.actor("amina"), job=job, now=now)
        return b"%PDF"

    monkeypatch.setattr(export_files, "country_report", cancelled_meanwhile)
    assert make_exports(now=now) == 0
    assert (_made(job).state, job.message) == (JobState.CANCELLED, CANCELLED)
    assert not JobFile.objects.exists()
    assert _ask(built, now) != job


def test_a_spreadsheet_that_is_cancelled_is_written_no_further(built, now, monkeypatch):
    job = _ask(built, now, kind=JobKind.WORKBOOK)
    looks = []

    def written(figures, said, *, go_on):
        def look():
            looks.append(1)
            if len(looks) == 3:
                assert cancel_job(actor=built.actor("amina"), job=job, now=now)
            go_on()

        return workbook(figures, said, go_on=look)

    monkeypatch.setattr(export_files, "workbook", written)
    assert make_exports(now=now) == 0
    assert (len(looks), _made(job).state) == (3, JobState.CANCELLED)
    assert not JobFile.objects.exists()
    assert ALL_TEMP_FILES == []


def test_a_report_that_is_cancelled_is_drawn_no_further(cast, now, monkeypatch):
    snapshots.build_snapshot(cast.malawi, now=now)
    job = _ask(cast, now)
    looks = []

    def drawn(*figures, go_on, **more):
        def look():
            looks.append(1)
            if len(looks) == 3:
                assert cancel_job(actor=cast.actor("amina"), job=job, now=now)
            go_on()

        return country_report(*figures, go_on=look, **more)

    monkeypatch.setattr(export_files, "country_report", drawn)
    assert make_exports(now=now) == 0
    assert (len(looks), _made(job).state) == (3, JobState.CANCELLED)
    assert not JobFile.objects.exists()


def test_a_job_whose_maker_died_ends_in_words(built, now):
    job = _ask(built, now)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=now)
    make_exports(now=now + LONGEST)
    assert _made(job).state == JobState.RUNNING
    make_exports(now=now + LONGEST + timedelta(seconds=1))
    assert (_made(job).state, job.message) == (JobState.FAILED, exports.STOPPED)


def test_after_seven_days_the_file_is_gone_and_its_job_says_so(built, now):
    job = _ask(built, now)
    make_exports(now=now)
    assert forget_exports(now=now + timedelta(days=7, seconds=-1)) == 0
    assert forget_exports(now=now + timedelta(days=7)) == 1
    assert not JobFile.objects.exists()
    assert _made(job).message == exports.OVER
