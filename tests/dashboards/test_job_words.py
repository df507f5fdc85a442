"""How far long work is, in words."""

import pytest

from eclt_partners.dashboards.job_words import how_far, news_of
from eclt_partners.documents.choices import JobKind, JobState
from eclt_partners.documents.models import Job


def _job(kind, done, total, state=JobState.RUNNING):
    return Job(
        kind=kind, state=state, done_count=done, total_count=total, message="Why."
    )


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (_job(JobKind.IMPORT, 120, 400), "Checked 120 of 400 rows"),
        (_job(JobKind.TAKE_BACK, 120, 400), "Taken back: 120 of 400"),
        (_job(JobKind.REPORT, 1, 3), "Step 2 of 3: making the file"),
        (_job(JobKind.REFRESH, 0, 1), ""),
        (_job(JobKind.REPORT, 0, 3, JobState.QUEUED), ""),
        (_job(JobKind.REPORT, 3, 3, JobState.DONE), ""),
    ],
)
def test_what_is_behind_is_said_in_words(job, words):
    assert how_far(job) == words


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (_job(JobKind.IMPORT, 0, 400, JobState.QUEUED), "Waiting to start"),
        (_job(JobKind.IMPORT, 99, 400), "Working"),
        (_job(JobKind.IMPORT, 100, 400), "25% is done"),
        (_job(JobKind.IMPORT, 399, 400), "75% is done"),
        (_job(JobKind.IMPORT, 8, 400, JobState.FAILED), "Did not finish. Why."),
    ],
)
def test_a_screen_reader_hears_the_start_each_quarter_and_the_end(job, words):
    assert news_of(job) == words
