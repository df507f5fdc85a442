"""Who works on a large list, and how does its page say how it went?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.services.job_ends import (
    JobCancelled,
    end_job,
    note_step,
    refuse_cancelled,
    told_outside,
)
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job
from eclt_partners.exchange.choices import STEPS_OF, ListState, ListStep
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.importing import import_list
from eclt_partners.exchange.services.lists import End, check_list, locked_list
from eclt_partners.exchange.services.undoing import undo_list

log = structlog.get_logger(__name__)

# The longest list takes a minute; whoever works longer was killed.
LONGEST: Final = timedelta(minutes=20)
KINDS: Final = (JobKind.IMPORT, JobKind.TAKE_BACK)
# After so many rows the page says how far it is, and a cancel is obeyed.
TELLS_EACH: Final = 10

# Stored in the source language and translated on the job's page.
CHECKED = gettext_noop("Your list is checked. Nothing of it is written yet.")
IMPORTED = gettext_noop("Your list is imported.")
MOVED = gettext_noop(
    "Something changed since the check, so nothing was written. Look at your list again."
)
UNDONE = gettext_noop("Your list is taken back. Its page says what stays, and why.")
FAILED = gettext_noop(
    "The work on your list did not finish. Nothing was changed. Try again."
)


@transaction.atomic
def ask_work(
    *, actor: Actor, kept_id: int, step: ListStep, now: datetime
) -> Job | None:
    """Ask for a step of a list to be done in the background.

    Somebody who already waits for work on the list gets the same job.

    Args:
        actor: whose list.
        kept_id: which list.
        step: what is to be done.
        now: the moment, aware.

    Returns:
        The work, or None when the list is past this step.

    Raises:
        NotPermitted: no right to register anywhere, or the list of somebody else.
    """
    kept = locked_list(actor, kept_id)
    if kept.job is not None and not kept.job.is_over:
        return kept.job
    if step not in STEPS_OF[ListState(kept.state)]:
        return None
    kept.asked_step = step
    is_undo = step == ListStep.UNDO
    kept.job = job = Job.objects.create(
        kind=JobKind.TAKE_BACK if is_undo else JobKind.IMPORT,
        total_count=max(1, len(kept.traces if is_undo else kept.lines)),
        language=kept.language,
        asked_by_key=actor.key,
        asked_at=now,
        result_url=reverse("exchange:list", args=[kept.pk]),
    )
    kept.save(update_fields=["job", "asked_step"])
    audit.record(
        "documents.job.asked",
        actor=actor,
        subject=job,
        now=now,
        place=Place(),
        facts={"kind": job.kind},
    )
    return job


def run_imports(*, now: datetime) -> int:
    """Do the work on lists that people wait for, one list after the other.

    Several may do so at once: each list is taken by one of them.

    Args:
        now: the moment, aware.

    Returns:
        How many steps were done.
    """
    running = Job.objects.filter(kind__in=KINDS, state=JobState.RUNNING)
    for stuck in running.filter(started_at__lt=now - LONGEST):
        end_job(stuck.pk, state=JobState.FAILED, message=FAILED, now=now)
    done = 0
    while (job := _claimed(now)) is not None:
        done += _work(job, now=now)
    return done


@transaction.atomic
def _claimed(now: datetime) -> Job | None:
    """Take the next job, or find that others took them all."""
    waiting = Job.objects.filter(kind__in=KINDS, state=JobState.QUEUED)
    job = waiting.order_by("id").select_for_update(skip_locked=True).first()
    if job is not None:
        job.state, job.started_at = JobState.RUNNING, now
        job.save(update_fields=["state", "started_at"])
    return job


def _work(job: Job, *, now: datetime) -> bool:
    """Do one step; whatever goes wrong is said in words on the job's page."""
    try:
        _step(job, now=now)
    except JobCancelled:
        log.info("exchange.work_cancelled", job=job.pk)
        return False
    except Exception:
        log.exception("exchange.import_failed", job=job.pk)
        end_job(job.pk, state=JobState.FAILED, message=FAILED, now=now)
        return False
    return True


def _step(job: Job, *, now: datetime) -> None:
    """Check, import or take back, as it was asked for.

    What is done and the end of the work are kept together: what was cancelled before
    changed nothing, and what changed something was not cancelled.

    Raises:
        JobCancelled: nobody wants it any more, and nothing is changed.
    """
    kept = PartnerImport.objects.select_related("owner").get(job=job)
    actor = actor_of_user(kept.owner)

    def end(message: str) -> Callable[[], None]:
        return lambda: _end(job, message, now=now)

    def tell(done: int) -> None:
        if done % TELLS_EACH == 0:
            note_step(job, min(done, job.total_count))

    if kept.asked_step == ListStep.CHECK:
        message = CHECKED
        check_list(actor=actor, kept_id=kept.pk, now=now, tell=tell, end=end(message))
    elif kept.asked_step == ListStep.WRITE:
        is_written = import_list(
            actor=actor, kept_id=kept.pk, now=now, tell=tell, end=end(IMPORTED)
        )
        message = IMPORTED if is_written else MOVED
    else:
        message = UNDONE
        _undo(actor, job, kept, end=end(message), now=now)
    # For a list that was past its step already.
    end_job(job.pk, state=JobState.DONE, message=message, now=now)


def _undo(
    actor: Actor, job: Job, kept: PartnerImport, *, end: End, now: datetime
) -> None:
    with told_outside(job) as keep:

        def tell(done: int) -> None:
            if done % TELLS_EACH == 0:
                refuse_cancelled(job)
                keep(done)

        undo_list(
            actor=actor,
            kept_id=kept.pk,
            now=now,
            asked_at=job.asked_at,
            tell=tell,
            end=end,
        )


def _end(job: Job, message: str, *, now: datetime) -> None:
    if not end_job(job.pk, state=JobState.DONE, message=message, now=now):
        raise JobCancelled
