"""How does somebody ask for the dashboard of many partnerships, and who computes it?

The address of the page says what is asked for, so a job needs nothing else. It can be
done again at any time: a worker that dies leaves it waiting.
"""

from datetime import datetime
from urllib.parse import urlsplit

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.rules.narrowing import Narrowing, narrowing_of
from eclt_partners.dashboards.services.job_ends import end_job
from eclt_partners.dashboards.services.locks import ASKING, wait_for_country
from eclt_partners.dashboards.services.narrowing import build_narrowed
from eclt_partners.documents.choices import GOING_ON, JobKind, JobState
from eclt_partners.documents.models import Job

log = structlog.get_logger(__name__)

# Stored in the source language and translated on the job's page.
READY = gettext_noop("The figures for your filters are ready.")
FAILED = gettext_noop(
    "The figures could not be computed. Nothing was changed. Try again later."
)


@transaction.atomic
def ask_narrowed(
    *, actor: Actor, country: Country, narrowing: Narrowing, now: datetime
) -> Job:
    """Ask for the dashboard of the partnerships that some filters leave.

    Somebody who already waits for it gets the same job.

    Args:
        actor: who asks.
        country: which dashboard.
        narrowing: the filters; not empty.
        now: the moment, aware.

    Raises:
        NotPermitted: the actor does not see this country as a whole.
    """
    require(actor, Action.SEE, country=country.code)
    page = f"{reverse('dashboards:country', args=[country.code])}?{narrowing.query}"
    wait_for_country(country.code, ASKING)
    waiting = Job.objects.filter(
        kind=JobKind.NARROW,
        state__in=GOING_ON,
        asked_by_key=actor.key,
        result_url=page,
    ).first()
    if waiting is not None:
        return waiting
    job = Job.objects.create(
        kind=JobKind.NARROW,
        country_code=country.code,
        asked_by_key=actor.key,
        asked_at=now,
        result_url=page,
    )
    # Without a place: an entry of the country would make its dashboard old at once.
    audit.record(
        "documents.job.asked",
        actor=actor,
        subject=job,
        now=now,
        place=Place(),
        facts={"kind": job.kind, "country": country.code},
    )
    return job


def run_narrowing_jobs(*, now: datetime) -> int:
    """Compute what people wait for; each job by one worker at a time.

    Args:
        now: the moment, aware.

    Returns:
        How many jobs were done.
    """
    waiting = Job.objects.filter(kind=JobKind.NARROW, state__in=GOING_ON)
    return sum(_run_apart(pk, now=now) for pk in waiting.values_list("pk", flat=True))


def _run_apart(job_id: int, *, now: datetime) -> bool:
    """Run one job so that its failure stays its own."""
    queued = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    queued.update(state=JobState.RUNNING, started_at=now)
    try:
        return _run(job_id, now=now)
    except Exception:
        log.exception("dashboards.narrowing_failed", job=job_id)
        end_job(job_id, state=JobState.FAILED, message=FAILED, now=now)
        return False


@transaction.atomic
def _run(job_id: int, *, now: datetime) -> bool:
    jobs = Job.objects.select_for_update(skip_locked=True)
    job = jobs.filter(pk=job_id, state=JobState.RUNNING).first()
    if job is None:
        return False
    country = Country.objects.get(pk=job.country_code)
    snapshot = CountrySnapshot.objects.light().get(country=country)
    narrowing = narrowing_of(urlsplit(job.result_url).query)
    known = snapshot.narrowed.defer("figures").filter(
        query=narrowing.query, of_build_at=snapshot.built_at
    )
    if not known.exists():
        build_narrowed(snapshot, country, narrowing, now=now)
    return end_job(job_id, state=JobState.DONE, message=READY, now=now)
