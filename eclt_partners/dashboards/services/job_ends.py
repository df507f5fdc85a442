"""How does long work end, and how does who asked for it hear of that?

A mail is owed to whoever left the page. It waits a minute in the outbox; if the end is
seen on the page by then, nothing is sent: nobody gets a mail of what they just saw.

What is cancelled ends at once; its worker finds out at its next step, of a spreadsheet at
its next rows and of a report at its next page, and leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from eclt_partners.accounts.selectors import people_behind
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.emails import JOB_OVER
from eclt_partners.documents.choices import GOING_ON, OVER, JobState
from eclt_partners.documents.models import Job
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import Recipient, queue

# The page looks every five seconds, and says at once that its end is seen.
SEEN_WITHIN: Final = timedelta(minutes=1)
# Work of one step cannot stop once it is at work.
CAN_STOP: Final = Q(state=JobState.QUEUED) | Q(
    state=JobState.RUNNING, total_count__gt=1
)
CANCELLED = gettext_noop("You cancelled this. Nothing was changed.")


class JobCancelled(Exception):
    """Work that goes on was cancelled by who asked for it."""


@transaction.atomic
def end_job(job_id: int, *, state: JobState, message: str, now: datetime) -> bool:
    """End work that goes on, well or badly, and let who asked for it know.

    Args:
        job_id: which.
        state: DONE or FAILED.
        message: what happened, in the source language, marked for translation.
        now: the moment, aware.

    Returns:
        False when it had ended already.
    """
    going_on = Job.objects.select_for_update().filter(state__in=GOING_ON)
    job = going_on.filter(pk=job_id).first()
    if job is None:
        return False
    job.state, job.message = state, message
    job.started_at, job.finished_at = job.started_at or now, now
    if state == JobState.DONE:
        job.done_count = job.total_count
    job.save(
        update_fields=["state", "message", "started_at", "finished_at", "done_count"]
    )
    _tell(job)
    return True


def _tell(job: Job) -> None:
    """Plan the mail, by the clock of the sender: the work began earlier than now."""
    person = people_behind([job.asked_by_key]).first()
    if person is None:
        return
    now = database_now()
    queue(
        now=now,
        letter=JOB_OVER,
        facts={"job": job.pk},
        recipient=Recipient(
            job.asked_by_key, person.email, person.language, person.time_zone
        ),
        dedupe_key=f"{JOB_OVER}:{job.pk}",
        due_at=now + SEEN_WITHIN,
        country=job.country_code,
    )


@transaction.atomic
def cancel_job(*, actor: Actor, job: Job, now: datetime) -> bool:
    """Cancel work while that is possible.

    Args:
        actor: who asked for it.
        job: which.
        now: the moment, aware.

    Returns:
        False when it was too late: it is over, or in its only step.

    Raises:
        NotPermitted: somebody else asked for it.
    """
    if actor.key != job.asked_by_key:
        raise NotPermitted("only who asked for work cancels it")
    can_stop = Job.objects.filter(CAN_STOP, pk=job.pk)
    if not can_stop.update(
        state=JobState.CANCELLED, finished_at=now, seen_at=now, message=CANCELLED
    ):
        return False
    # Without a place: an entry of the country would make its dashboard old.
    audit.record(
        "documents.job.cancelled",
        actor=actor,
        subject=job,
        now=now,
        place=Place(),
        facts={"kind": job.kind, "country": job.country_code},
    )
    return True


def note_step(job: Job, done_count: int) -> None:
    """Keep how many steps of work are done.

    Raises:
        JobCancelled: it is to stop here.
    """
    at_work = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    if not at_work.update(done_count=done_count):
        raise JobCancelled


def refuse_cancelled(job: Job) -> None:
    """Stop work that was cancelled, between two steps or within the last transaction.

    Raises:
        JobCancelled: it is to stop here.
    """
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING).exists():
        raise JobCancelled


@contextmanager
def told_outside(job: Job) -> Iterator[Callable[[int], None]]:
    """Keep progress while a transaction is open: by a connection of its own.

    What is told is seen at once, and stays where the transaction is rolled back.
    """
    words = "UPDATE documents_job SET done_count = %s WHERE id = %s AND state = %s"
    with closing(connection.copy()) as other, other.cursor() as cursor:
        yield lambda done: cursor.execute(words, [done, job.pk, JobState.RUNNING])


def note_seen(job: Job, *, now: datetime) -> None:
    """Keep that who asked for work saw its end; before it and again changes nothing."""
    unseen = Job.objects.filter(pk=job.pk, state__in=OVER, seen_at=None)
    unseen.update(seen_at=now)
