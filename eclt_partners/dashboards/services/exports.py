"""How does somebody get the figures of a country as a file?

A report, and the spreadsheet of a large country, are made in the background; the job
shows how far it is and keeps the file for a week.
"""

from datetime import datetime, timedelta
from time import monotonic
from typing import Final

import structlog
from django.db import transaction
from django.utils.translation import gettext_noop

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import PdfUnavailable
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.selectors.exports import (
    outdated_files,
    same_export,
    snapshot_of,
    stuck_exports,
    waiting_exports,
)
from eclt_partners.dashboards.selectors.staleness import EXPORT_ASKED
from eclt_partners.dashboards.services.export_files import MadeFile, Step, made_file
from eclt_partners.dashboards.services.job_ends import (
    JobCancelled,
    end_job,
    note_step,
    refuse_cancelled,
)
from eclt_partners.dashboards.services.locks import ASKING, wait_for_country
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job, JobFile

log = structlog.get_logger(__name__)

KEPT = timedelta(days=7)
# The largest country takes a minute; whoever works longer was killed.
LONGEST = timedelta(minutes=20)
# Beat asks twice a minute. A file that is begun much later than its call would soon
# look like one whose maker died.
SECONDS: Final = 60.0

# Stored in the source language and translated on the job's page.
DONE = gettext_noop("The file is made.")
FAILED = gettext_noop(
    "The file could not be made. Nothing was changed. Try again later."
)
NO_PDF = gettext_noop(
    "This server cannot make PDFs at the moment. Take the spreadsheet instead, or print "
    "the page."
)
NO_FIGURES = gettext_noop(
    "The dashboard of this country is not built yet. Try again in a minute."
)
STOPPED = gettext_noop(
    "The work was interrupted. Nothing was changed. Ask for the file again."
)
OVER = gettext_noop("The file was kept for 7 days and is gone. Ask for it again.")


class NoFigures(Exception):
    """The dashboard that a file is to be made of is not built."""


@transaction.atomic
def ask_export(
    *, actor: Actor, country: Country, kind: JobKind, language: str, now: datetime
) -> Job:
    """Ask for a report or a spreadsheet to be made in the background.

    Who asked already gets the same job: while it is under way, and while the figures
    in its file are the present ones.

    Args:
        actor: who asks.
        country: whose figures.
        kind: REPORT or WORKBOOK.
        language: of the file.
        now: the moment, aware.

    Raises:
        NotPermitted: the actor does not see the country as a whole.
    """
    require(actor, Action.SEE, country=country.code)
    wait_for_country(country.code, ASKING)
    same = same_export(actor=actor, country=country, kind=kind, language=language)
    if same is not None:
        return same
    job = Job.objects.create(
        kind=kind,
        country_code=country.code,
        language=language,
        asked_by_key=actor.key,
        asked_at=now,
        total_count=len(Step),
    )
    audit.record(
        EXPORT_ASKED,
        actor=actor,
        subject=job,
        now=now,
        place=Place(country.code),
        facts={"kind": kind, "language": language},
    )
    return job


@transaction.atomic
def take_spreadsheet(
    *, actor: Actor, snapshot: CountrySnapshot, language: str, now: datetime
) -> MadeFile:
    """Make the spreadsheet of a small country at once.

    Args:
        actor: who asks.
        snapshot: the stored dashboard of the country.
        language: of the file.
        now: the moment, aware.

    Raises:
        NotPermitted: the actor does not see the country as a whole.
    """
    code = snapshot.country_id
    require(actor, Action.SEE, country=code)
    audit.record(
        EXPORT_ASKED,
        actor=actor,
        subject=snapshot,
        now=now,
        place=Place(code),
        facts={"kind": JobKind.WORKBOOK, "language": language},
    )
    return made_file(JobKind.WORKBOOK, snapshot, language=language, now=now)


def make_exports(*, now: datetime, seconds: float = SECONDS) -> int:
    """Make the files that somebody waits for, one after the other.

    Several may do so at once: each file is made by one of them. One that cannot be
    made says so on its page and does not hold up the others.

    Args:
        now: the moment, aware; files begin and end with it.
        seconds: after these no other file is begun; the next call goes on.

    Returns:
        How many were made.
    """
    for stuck in stuck_exports(started_before=now - LONGEST):
        _fail(stuck, STOPPED, now=now)
    end, made = monotonic() + seconds, 0
    while (job := _claimed(now)) is not None:
        made += _make(job, now=now)
        if monotonic() >= end:
            break
    return made


@transaction.atomic
def _claimed(now: datetime) -> Job | None:
    """Take the next job, or find that others took them all."""
    job = waiting_exports().select_for_update(skip_locked=True).first()
    if job is not None:
        job.state, job.started_at = JobState.RUNNING, now
        job.save(update_fields=["state", "started_at"])
    return job


def _make(job: Job, *, now: datetime) -> bool:
    """Make one file; whatever goes wrong is said in words on the job's page."""
    try:
        snapshot = snapshot_of(job.country_code)
        if snapshot is None:
            raise NoFigures
        made = made_file(
            JobKind(job.kind),
            snapshot,
            language=job.language,
            now=now,
            step=lambda step: note_step(job, step),
            go_on=lambda: refuse_cancelled(job),
        )
        _keep(job, snapshot, made, now=now)
    except JobCancelled:
        log.info("dashboards.export_cancelled", job=job.pk)
        return False
    except NoFigures:
        return _fail(job, NO_FIGURES, now=now)
    except PdfUnavailable:
        return _fail(job, NO_PDF, now=now)
    except Exception:
        log.exception("dashboards.export_failed", job=job.pk, country=job.country_code)
        return _fail(job, FAILED, now=now)
    return True


@transaction.atomic
def _keep(
    job: Job, snapshot: CountrySnapshot, made: MadeFile, *, now: datetime
) -> None:
    """Store the file and finish its job together.

    Raises:
        JobCancelled: nobody wants it any more, and nothing is stored.
    """
    JobFile.objects.create(
        job=job,
        name=made.name,
        content_type=made.content_type,
        size=len(made.content),
        content=made.content,
        data_at=snapshot.built_at,
        made_at=now,
        kept_until=now + KEPT,
    )
    if not end_job(job.pk, state=JobState.DONE, message=DONE, now=now):
        raise JobCancelled
    log.info("dashboards.exported", job=job.pk, size=len(made.content))


def _fail(job: Job, message: str, *, now: datetime) -> bool:
    end_job(job.pk, state=JobState.FAILED, message=message, now=now)
    return False


@transaction.atomic
def forget_exports(*, now: datetime) -> int:
    """Delete the files whose days are over; their jobs say so from then on.

    Args:
        now: the moment, aware.

    Returns:
        How many were deleted.
    """
    over = list(outdated_files(now=now).values_list("pk", "job_id"))
    Job.objects.filter(pk__in=[job for _file, job in over]).update(message=OVER)
    JobFile.objects.filter(pk__in=[file for file, _job in over]).delete()
    return len(over)
