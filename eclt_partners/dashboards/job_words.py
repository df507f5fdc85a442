"""How far is long work, in words?"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclt_partners.common.words import percent
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job

# What is being done while so many steps of a file are behind.
OF_FILE: Final = (
    gettext_lazy("Step 1 of 3: reading the figures"),
    gettext_lazy("Step 2 of 3: making the file"),
    gettext_lazy("Step 3 of 3: keeping the file"),
)
OF_LISTS: Final[Mapping[str, Promise]] = {
    JobKind.IMPORT: gettext_lazy("Checked %(done)d of %(total)d rows"),
    JobKind.TAKE_BACK: gettext_lazy("Taken back: %(done)d of %(total)d"),
}
STEPS: Final[Mapping[str, Sequence[Promise]]] = {
    JobKind.REPORT: OF_FILE,
    JobKind.WORKBOOK: OF_FILE,
}


def how_far(job: Job) -> str:
    """Say what is behind; "" for work that waits, is over, or has one step."""
    if job.state != JobState.RUNNING:
        return ""
    if job.kind in OF_LISTS and job.total_count > 1:
        counts = {"done": job.done_count, "total": job.total_count}
        return str(OF_LISTS[job.kind]) % counts
    steps = STEPS.get(job.kind, ())
    return str(steps[job.done_count]) if job.done_count < len(steps) else ""


def news_of(job: Job) -> str:
    """Say what a screen reader is told: the start, each quarter, the end."""
    state = str(job.get_state_display())
    if job.is_over:
        return f"{state}. {job.message}"
    quarters = 4 * job.done_count // max(job.total_count, 1)
    if not quarters:
        return state
    return _("%(share)s is done") % {"share": percent(25 * quarters)}
