"""Work on a large list says how far it is, and ends where it is cancelled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from eclt_partners.dashboards.services.job_ends import cancel_job
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job
from eclt_partners.exchange.choices import ListState, ListStep
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services import jobs
from eclt_partners.exchange.services.importing import import_list
from eclt_partners.exchange.services.jobs import ask_work, run_imports
from eclt_partners.exchange.services.lists import keep_list
from eclt_partners.exchange.services.undoing import MAY_UNDO_FOR
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership
from tests.cast import NOW, Cast, make_cast
from tests.conftest import AT_ONCE
from tests.exchange.lists import list_of, whole
from tests.exchange.services.test_importing import ready
from tests.exchange.services.test_undoing import imported

LATER = NOW + timedelta(hours=1)
ROWS = (whole(), whole(Legal_name="Zomba Council", Contact="Leo"))
# Where the work keeps, or asks, how it stands.
LOOKS = (
    'UPDATE "documents_job" SET "done_count"',
    'SELECT %s AS "a" FROM "documents_job"',
)


@pytest.fixture
def cast(committed_db: object, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, for others to see; work looks at each row whether it is to stop."""
    monkeypatch.setattr(jobs, "TELLS_EACH", 1)
    return make_cast()


def sent(cast: Cast, *rows: dict[str, str]) -> PartnerImport:
    upload = list_of(*rows)
    return keep_list(owner=cast.amina, upload=upload, language="en-gb", now=NOW)


WAITING = {ListStep.CHECK: sent, ListStep.WRITE: ready, ListStep.UNDO: imported}


def asked(cast: Cast, step: ListStep) -> Job:
    """Ask for a step of a list that waits for it."""
    kept = WAITING[step](cast, *ROWS)
    job = ask_work(actor=cast.actor("amina"), kept_id=kept.pk, step=step, now=LATER)
    assert job is not None
    return job


def run(
    job: Job, *, before: tuple[str, ...], nth: int, do: Callable[[], object]
) -> None:
    """Do the work; before its nth statement of a kind somebody else does something."""
    seen: list[str] = []

    def somebody_else() -> object:
        try:
            return do()
        finally:
            connection.close()

    def watch(execute, sql, params, many, context):
        if sql.startswith(before):
            seen.append(sql)
            if len(seen) == nth:
                with ThreadPoolExecutor(1) as beside:
                    beside.submit(somebody_else).result()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        run_imports(now=LATER)
    job.refresh_from_db()
    assert len(seen) >= nth


def rows() -> list[object]:
    """All that a list writes."""
    stages = Partnership.objects.exclude(stage=Stage.NOT_PURSUED)
    people = Contact.objects.filter(left_on=None)
    return [list(each.values()) for each in (Partner.objects, people, stages)]


@pytest.mark.parametrize("step", ListStep)
def test_work_that_is_cancelled_ends_at_the_next_row_and_changes_nothing(
    cast: Cast, step: ListStep
) -> None:
    job = asked(cast, step)
    before, kept = rows(), PartnerImport.objects.values().get()
    run(
        job,
        before=LOOKS,
        nth=2,
        do=lambda: cancel_job(actor=cast.actor("amina"), job=job, now=LATER),
    )
    assert (job.state, job.done_count) == (JobState.CANCELLED, 1)
    assert (rows(), PartnerImport.objects.values().get()) == (before, kept)
    again = ask_work(
        actor=cast.actor("amina"), kept_id=kept["id"], step=step, now=LATER
    )
    assert again is not None
    assert run_imports(now=LATER) == 1


def test_a_cancel_that_comes_while_the_rows_are_written_still_counts(
    cast: Cast,
) -> None:
    job, before = asked(cast, ListStep.WRITE), rows()
    run(
        job,
        before=('INSERT INTO "partners_partnership"',),
        nth=1,
        do=lambda: cancel_job(actor=cast.actor("amina"), job=job, now=LATER),
    )
    assert job.state == JobState.CANCELLED
    assert rows() == before
    assert PartnerImport.objects.get().state == ListState.CHECKED


@pytest.mark.parametrize(
    ("step", "kind", "total"),
    [
        (ListStep.CHECK, JobKind.IMPORT, 2),
        (ListStep.WRITE, JobKind.IMPORT, 2),
        # Two partners, two people, two partnerships.
        (ListStep.UNDO, JobKind.TAKE_BACK, 6),
    ],
)
def test_others_see_how_far_work_is_while_it_goes_on(
    cast: Cast, step: ListStep, kind: JobKind, total: int
) -> None:
    job = asked(cast, step)
    seen: list[Job] = []
    run(job, before=LOOKS, nth=2, do=lambda: seen.append(Job.objects.get(pk=job.pk)))
    assert [(each.done_count, each.total_count) for each in seen] == [(1, total)]
    assert seen[0].may_be_cancelled
    assert (job.state, job.kind, job.done_count) == (JobState.DONE, kind, total)


def test_what_was_asked_for_in_time_is_taken_back_also_when_others_came_first(
    cast: Cast,
) -> None:
    kept, asked_at = imported(cast, *ROWS), NOW + MAY_UNDO_FOR
    amina = cast.actor("amina")
    ask_work(actor=amina, kept_id=kept.pk, step=ListStep.UNDO, now=asked_at)
    run_imports(now=asked_at + timedelta(minutes=1))
    kept.refresh_from_db()
    assert kept.state == ListState.UNDONE


def test_one_of_many_who_import_the_same_list_at_once_writes_it(
    cast: Cast, together: Callable[[Callable[[int], Any]], list[Any]]
) -> None:
    lists = [ready(cast, *ROWS).pk for _person in range(AT_ONCE)]
    actor = cast.actor("amina")
    answers = together(
        lambda number: import_list(actor=actor, kept_id=lists[number], now=LATER)
    )
    assert sorted(answers) == [False] * (AT_ONCE - 1) + [True]
    assert Partner.objects.filter(name="Chuma Union").count() == 1
    assert Partnership.objects.filter(name="Chuma Union").count() == 1
