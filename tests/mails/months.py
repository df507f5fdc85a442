"""One example of each mail of the month: to a manager, to a director, the first one."""

from datetime import UTC, date, datetime

from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.monthly_mail import plan_monthly_mail
from eclt_partners.notifications.models import Outgoing
from tests.cast import Cast
from tests.dashboards.months import keep_month
from tests.dashboards.rules.test_since import a_mark
from tests.mails.sample import Made, Maker, Sample
from tests.reviews.late import late_review

FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 31)


def planned(who: str, **facts: object) -> Maker:
    """The mail of December to a person, with these facts of Malawi in October."""

    def make(cast: Cast) -> Made:
        if facts:
            known = {"id": cast.malawi_partnership.pk, **facts}
            keep_month(cast.malawi, OCTOBER, [a_mark(**known)])
        snapshots.refresh_dashboards(now=FIRST)
        plan_monthly_mail(now=FIRST)
        address = getattr(cast, who).email
        return Outgoing.objects.get(to_address=address), FIRST

    return make


def out_of_date(cast: Cast) -> Made:
    """The mail of December to a director when a review is out of date."""
    late_review(cast, cast.malawi_partnership, date(2026, 8, 20))
    return planned("dan")(cast)


TELLS = {"asks": False, "may_be_left": True}
SAMPLES = [
    Sample("dashboards.month", planned("brian", hri=70), **TELLS),
    Sample("dashboards.month", planned("dan", late=[1]), "director", **TELLS),
    Sample("dashboards.month", out_of_date, "out of date", **TELLS),
    Sample(
        "dashboards.month", planned("brian"), "first", names_partnership=False, **TELLS
    ),
]
