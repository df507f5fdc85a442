"""Which files with the figures of a country did somebody ask for, and are they made?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.rules.figures import SCHEMA
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job, JobFile

MADE_OF_FIGURES = (JobKind.REPORT, JobKind.WORKBOOK)
MOST_FILES: Final = 10


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A file that somebody asked for.

    Attributes:
        job: how far it is.
        file: what was made, without its bytes; None before, and once it is gone.
        told: what the job says, in the reader's language, or "".
    """

    job: Job
    file: JobFile | None
    told: str


def snapshot_of(country_code: str) -> CountrySnapshot | None:
    """Return the stored dashboard of a country.

    None before it is built, and until figures of an older shape are built anew.
    """
    built = CountrySnapshot.objects.filter(country=country_code, schema=SCHEMA)
    return built.select_related("country").first()


def same_export(
    *, actor: Actor, country: Country, kind: JobKind, language: str
) -> Job | None:
    """Return what the actor asked for already: under way, or made of these figures."""
    data_at = CountrySnapshot.objects.filter(country=country).values("built_at")
    jobs = Job.objects.filter(
        kind=kind,
        country_code=country.code,
        asked_by_key=actor.key,
        language=language,
    )
    return jobs.filter(
        Q(state__in=[JobState.QUEUED, JobState.RUNNING])
        | Q(state=JobState.DONE, file__data_at=data_at[:1])
    ).first()


def waiting_exports() -> QuerySet[Job]:
    """Return the files that nobody makes yet, the longest waiting first."""
    jobs = Job.objects.filter(kind__in=MADE_OF_FIGURES, state=JobState.QUEUED)
    return jobs.order_by("id")


def stuck_exports(*, started_before: datetime) -> QuerySet[Job]:
    """Return the files whose maker must have died."""
    return Job.objects.filter(
        kind__in=MADE_OF_FIGURES, state=JobState.RUNNING, started_at__lt=started_before
    )


def file_of(job: Job) -> JobFile | None:
    """Return what a job made, without its bytes; None when there is nothing (now)."""
    return JobFile.objects.filter(job=job).defer("content").first()


def asked_files(actor: Actor) -> Sequence[AskedFile]:
    """Return the last files that the actor asked for, newest first. One query."""
    jobs = Job.objects.filter(kind__in=MADE_OF_FIGURES, asked_by_key=actor.key)
    jobs = jobs.select_related("file").defer("file__content").order_by("-id")
    return [_asked_file(job) for job in jobs[:MOST_FILES]]


def _asked_file(job: Job) -> AskedFile:
    try:
        file = job.file
    except ObjectDoesNotExist:
        file = None
    return AskedFile(job, file, gettext(job.message) if job.message else "")


def outdated_files(*, now: datetime) -> QuerySet[JobFile]:
    """Return the files whose days are over."""
    return JobFile.objects.filter(kept_until__lte=now)
