"""Which long work Today tells of."""

from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors.jobs import recent_jobs
from eclt_partners.dashboards.services.exports import ask_export
from eclt_partners.dashboards.services.job_ends import cancel_job
from eclt_partners.dashboards.services.narrowing_jobs import ask_narrowed
from eclt_partners.documents.choices import JobKind
from partners.choices import AgeBand


def test_work_for_other_filters_or_in_another_language_is_not_asked_for_again(
    cast, now
):
    asked = {"actor": cast.actor("amina"), "country": cast.malawi, "now": now}
    young = Narrowing(age=AgeBand.STARTING)
    first = ask_narrowed(**asked, narrowing=young)
    other = ask_narrowed(**asked, narrowing=Narrowing(age=AgeBand.GROWING))
    files = [
        ask_export(**asked, kind=JobKind.REPORT, language=language)
        for language in ("fr", "es")
    ]
    assert list(recent_jobs(asked["actor"], now=now)) == [*files[::-1], other, first]

    cancel_job(actor=asked["actor"], job=first, now=now)
    again = ask_narrowed(**asked, narrowing=young)
    assert set(recent_jobs(asked["actor"], now=now)) == {again, other, *files}
