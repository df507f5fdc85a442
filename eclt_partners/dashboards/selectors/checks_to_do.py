"""Which checks after the end wait for somebody?"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.tasks import ENOUGH, Task
from partners.models import AfterCheck

CHECK_AHEAD = timedelta(days=14)
ONE_DAY = timedelta(days=1)


def check_rows(actor: Actor, *, now: datetime) -> QuerySet[AfterCheck]:
    """Return open checks that are due soon or late, where the actor sees to them.

    Some may lie a day further ahead: `check_tasks` knows the day where each is.
    """
    last = now.date() + CHECK_AHEAD + ONE_DAY
    rows = AfterCheck.objects.visible_to(actor).open().filter(due_on__lte=last)
    scope = actor.scope(Right.REGISTER)
    if not scope.everywhere:
        rows = rows.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )
    return rows.select_related("partnership__country").order_by("due_on", "pk")[:ENOUGH]


def check_tasks(rows: Iterable[AfterCheck], *, now: datetime) -> Iterator[Task]:
    """Say at which partnerships somebody looks at what lasts."""
    for row in rows:
        today = row.partnership.country.today(now=now)
        if row.due_on > today + CHECK_AHEAD:
            continue
        yield Task(
            title=_("See what lasts at %(name)s") % {"name": row.partnership.name},
            text=_("%(month)s months after the end") % {"month": row.month},
            due_on=row.due_on,
            today=today,
            is_late=row.due_on < today,
            url=reverse("lifecycle:check", args=[row.pk]),
            link_label=_("Open the check"),
        )
