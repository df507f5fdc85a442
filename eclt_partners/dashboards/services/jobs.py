"""How does somebody ask for a fresh dashboard, and how does the job go on?"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.staleness import waiting_jobs
from eclt_partners.dashboards.services.job_ends import end_job
from eclt_partners.dashboards.services.locks import ASKING, wait_for_country
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job

# Stored in the source language and translated on the job's page.
DONE = gettext_noop("The dashboard is up to date.")
FAILED = gettext_noop(
    "The dashboard could not be built. The old one is still there. Try again later."
)


@transaction.atomic
def ask_refresh(*, actor: Actor, country: Country, now: datetime) -> Job:
    """Ask for one country's dashboard to be built again.

    Somebody who already waits for it gets the same job.

    Args:
        actor: who asks.
        country: which dashboard.
        now: the moment, aware.

    Raises:
        NotPermitted: the actor may not refresh this country's dashboard.
    """
    require(actor, Action.REFRESH_DASHBOARD, country=country.code)
    wait_for_country(country.code, ASKING)
    waiting = waiting_jobs(country.code).filter(asked_by_key=actor.key).first()
    if waiting is not None:
        return waiting
    job = Job.objects.create(
        kind=JobKind.REFRESH,
        country_code=country.code,
        asked_by_key=actor.key,
        asked_at=now,
        result_url=reverse("dashboards:country", args=[country.code]),
    )
    audit.record(
        "documents.job.asked",
        actor=actor,
        subject=job,
        now=now,
        place=Place(country.code),
        facts={"kind": job.kind},
    )
    return job


def start_jobs(country_code: str, *, now: datetime) -> list[int]:
    """Show that the work begins; return the jobs that wait for it."""
    jobs, ids = waiting_jobs(country_code), waiting_ids(country_code)
    jobs.filter(state=JobState.QUEUED).update(state=JobState.RUNNING, started_at=now)
    return ids


def waiting_ids(country_code: str) -> list[int]:
    """Return which jobs wait for a country at this moment."""
    return list(waiting_jobs(country_code).values_list("pk", flat=True))


def finish_jobs(job_ids: Sequence[int], *, now: datetime) -> None:
    """Close the jobs that waited when the facts were read; later ones go on waiting."""
    for job_id in job_ids:
        end_job(job_id, state=JobState.DONE, message=DONE, now=now)


def fail_jobs(job_ids: Sequence[int], *, now: datetime) -> None:
    """Say that the work did not finish; what was there before is still there."""
    for job_id in job_ids:
        end_job(job_id, state=JobState.FAILED, message=FAILED, now=now)
