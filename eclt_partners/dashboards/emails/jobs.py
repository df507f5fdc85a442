"""What does somebody read who left the page of long work before it ended?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclt_partners.accounts.selectors import people_behind
from eclt_partners.common.words import file_size, plain_datetime
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.exports import file_of
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job, JobFile
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    write_letter,
)

JOB_OVER: Final = "dashboards.job_over"
# By kind of work: it ended well; it did not.
SUBJECTS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    JobKind.REPORT: (
        gettext_lazy("The report is ready: %(name)s"),
        gettext_lazy("The report could not be made: %(name)s"),
    ),
    JobKind.WORKBOOK: (
        gettext_lazy("The spreadsheet is ready: %(name)s"),
        gettext_lazy("The spreadsheet could not be made: %(name)s"),
    ),
    JobKind.REFRESH: (
        gettext_lazy("The dashboard is up to date: %(name)s"),
        gettext_lazy("The dashboard could not be built: %(name)s"),
    ),
    JobKind.NARROW: (
        gettext_lazy("The figures for your filters are ready: %(name)s"),
        gettext_lazy("The figures could not be computed: %(name)s"),
    ),
}
OTHER: Final = (
    gettext_lazy("The work is finished: %(name)s"),
    gettext_lazy("The work did not finish: %(name)s"),
)


def job_over(message: Outgoing, *, now: datetime) -> Letter:
    """Tell who asked for long work how it ended.

    Raises:
        NothingToSayError: they saw its end on its page, or have no account any more.
    """
    job = Job.objects.get(pk=message.facts["job"])
    reader = people_behind([job.asked_by_key]).filter(is_active=True).first()
    if job.seen_at is not None or reader is None:
        raise NothingToSayError
    is_done = job.state == JobState.DONE
    file = file_of(job) if is_done else None
    words = _("See the result") if is_done else _("See what happened")
    told = _(job.message)
    content = Content(
        subject=_subject(job, is_done=is_done),
        preview=told,
        greeting=_("Dear %(name)s,") % {"name": reader.name},
        opening=[told],
        facts=list(_facts(job, file)),
        button=Button(
            words, settings.SITE_URL + reverse("dashboards:job", args=[job.pk])
        ),
        closing=_closing(file),
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _("You get this mail because you asked for this work and it took a while."),
        ],
    )
    return write_letter(content, thread=f"job-{job.pk}")


def _subject(job: Job, *, is_done: bool) -> str:
    well, badly = SUBJECTS.get(job.kind, OTHER)
    country = Country.objects.filter(pk=job.country_code).first()
    name = str(country.name if country else job.get_kind_display())
    return fitted(str(well if is_done else badly), name=name)


def _facts(job: Job, file: JobFile | None) -> Iterator[Fact]:
    yield Fact(_("Asked for"), plain_datetime(job.asked_at))
    if file is not None:
        yield Fact(_("File"), f"{file.name} ({file_size(file.size)})")
        yield Fact(_("Kept until"), plain_datetime(file.kept_until))


def _closing(file: JobFile | None) -> list[str]:
    if file is None:
        return []
    return [_("The file is kept for you for 7 days. Only you can open it.")]
