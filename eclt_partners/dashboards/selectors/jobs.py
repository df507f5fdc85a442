"""Which long work of somebody is new enough to be told of?"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.documents.choices import JobState
from eclt_partners.documents.models import Job

JOB_DAYS: Final = 7
# What makes it the same work: the page it leads to names filters and lists.
SAME_WORK: Final = ("kind", "country_code", "result_url", "language")
MOST_JOBS: Final = 5


def recent_jobs(actor: Actor, *, now: datetime) -> QuerySet[Job]:
    """Return the actor's work that goes on or ended unseen, newest first.

    Of the same work, asked for again, only the last time; none that ended 7 days ago.
    """
    since = now - timedelta(days=JOB_DAYS)
    going_on = Q(state__in=(JobState.QUEUED, JobState.RUNNING))
    mine = Job.objects.filter(
        going_on | Q(finished_at__gte=since), asked_by_key=actor.key
    )
    latest = mine.order_by(*SAME_WORK, "-pk").distinct(*SAME_WORK)
    unseen = Job.objects.filter(pk__in=latest.values("pk"), seen_at=None)
    return unseen.order_by("-pk")[:MOST_JOBS]
