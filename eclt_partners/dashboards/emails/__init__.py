"""Which letters do dashboards write? Each is registered under its name."""

from eclt_partners.dashboards.emails.jobs import JOB_OVER, job_over
from eclt_partners.dashboards.emails.months import MONTH, month_letter
from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import Topic

__all__ = ["JOB_OVER", "MONTH", "job_over", "month_letter"]

letters.register(MONTH, month_letter, topic=Topic.MONTHLY)
letters.register(JOB_OVER, job_over)
