"""One example of each mail that tells how long work ended."""

from eclt_partners.dashboards.services import exports, jobs, snapshots
from eclt_partners.documents.choices import JobKind
from eclt_partners.notifications.models import Outgoing
from tests.cast import NOW, Cast
from tests.mails.sample import Made, Sample


def _file(cast: Cast) -> Made:
    snapshots.refresh_dashboards(now=NOW)
    exports.ask_export(
        actor=cast.actor("amina"),
        country=cast.malawi,
        kind=JobKind.WORKBOOK,
        language="fr",
        now=NOW,
    )
    exports.make_exports(now=NOW)
    return Outgoing.objects.get(letter="dashboards.job_over"), NOW


def _failed(cast: Cast) -> Made:
    job = jobs.ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=NOW)
    jobs.fail_jobs([job.pk], now=NOW)
    return Outgoing.objects.get(letter="dashboards.job_over"), NOW


TELLS = {"asks": False, "names_partnership": False}
SAMPLES = [
    Sample("dashboards.job_over", _file, **TELLS),
    Sample("dashboards.job_over", _failed, "failed", **TELLS),
]
