"""What must somebody do, what needs attention, what comes, and what changed?

All questions of the page that are querysets are asked in one statement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.selectors.waits import tables_waiting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.selectors.checks_to_do import check_rows, check_tasks
from eclt_partners.dashboards.selectors.coming import (
    ComingLine,
    coming,
    next_after,
    reviews_ahead,
)
from eclt_partners.dashboards.selectors.health import mails_go_out
from eclt_partners.dashboards.selectors.helped import OwnAttention, attention_in
from eclt_partners.dashboards.selectors.history import (
    HistoryLine,
    changes_in_words,
    recent_entries,
)
from eclt_partners.dashboards.selectors.jobs import recent_jobs
from eclt_partners.dashboards.selectors.others_to_do import (
    hides_red_talks,
    incident_tasks,
    newcomer_tasks,
    red_tasks,
    required_changes,
    required_tasks,
    table_tasks,
)
from eclt_partners.dashboards.selectors.reviews_to_do import review_rows, review_tasks
from eclt_partners.dashboards.selectors.setup_to_do import (
    lead_tasks,
    set_up_rows,
    set_up_tasks,
)
from eclt_partners.dashboards.selectors.snapshots import (
    CountryLine,
    countries_seen,
    country_lines,
)
from eclt_partners.dashboards.selectors.tasks import ENOUGH, MOST_TASKS, Task, ToDo
from eclt_partners.documents.models import Job
from partners.selectors.incidents import incidents_seen, lines_of
from partners.selectors.onboarding import first_steps_left
from partners.selectors.registry import partnerships_helped
from partners.selectors.unreached import led_by_leavers

NO_DAY = date.max
# Who may none of these only reads; Today gives them no list of things to do.
DOES_SOMETHING = (Action.RECORD_TALK, Action.SEE_INCIDENTS, Action.MANAGE_PEOPLE)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything on Today of one person.

    Attributes:
        to_do: started things first, then by day.
        lines: the countries that the person sees as a whole.
        helped: what needs attention where the person helps in single partnerships.
        coming: what falls into the next 30 days.
        next_one: the next thing in the calendar, however far away.
        changes: the latest changes.
        jobs: long work that goes on or ended unseen, the newest first.
        is_reader: the person may look at everything and do nothing.
    """

    to_do: ToDo
    lines: list[CountryLine]
    helped: OwnAttention
    coming: list[ComingLine]
    next_one: ComingLine | None
    changes: list[HistoryLine]
    jobs: Sequence[Job]
    is_reader: bool


def today_page(actor: Actor, *, now: datetime) -> TodayPage:
    """Return what Today shows; at most six queries, however much there is.

    Args:
        actor: who.
        now: the moment, aware; lateness counts in the partnership's country.
    """
    countries, rows = countries_seen(actor), review_rows(actor, now=now)
    helped, ahead = partnerships_helped(actor), reviews_ahead(actor, now=now)
    steps = first_steps_left(actor)[:ENOUGH]
    incidents = incidents_seen(actor, only_open=True)[:ENOUGH]
    required = required_changes(actor)
    missing, entries = set_up_rows(actor), recent_entries(actor)
    left = led_by_leavers(actor)[:ENOUGH]
    checks, jobs = check_rows(actor, now=now), recent_jobs(actor, now=now)
    ask_together(
        *(countries, helped, ahead, steps, incidents, checks, entries, jobs),
        *(rows.seats, rows.talks, rows.late, rows.corrections, rows.actions),
        *(required, missing.people, missing.unmanaged, missing.unguarded, left),
    )
    lines = country_lines(countries)
    tables = tables_waiting(actor, now=now, most=ENOUGH)
    tasks = [
        *review_tasks(rows, now=now),
        *table_tasks(actor, tables),
        *required_tasks(required),
        *incident_tasks(lines_of(incidents, now=now), now=now),
        *newcomer_tasks(steps),
        *check_tasks(checks, now=now),
        *red_tasks(actor, lines),
        *lead_tasks(left),
        *set_up_tasks(missing),
        *_mail_tasks(actor, now=now),
    ]
    return TodayPage(
        to_do=_in_order(tasks, more=hides_red_talks(actor, lines)),
        lines=lines,
        helped=attention_in(list(helped), now=now),
        coming=coming(lines, ahead, now=now),
        next_one=next_after(lines, ahead, now=now),
        changes=changes_in_words(entries),
        jobs=list(jobs),
        is_reader=not any(actor.may_somewhere(right) for right in DOES_SOMETHING),
    )


def _in_order(tasks: Iterable[Task], *, more: bool) -> ToDo:
    """Put started things first, then what is urgent, then by day.

    That a partnership is red is said by the talk about its red answers where that waits,
    as in the list of its country; no other task hides it.
    """
    found = list(tasks)
    talks = {task.red_id for task in found if task.red_id and task.due_on}
    told = [task for task in found if task.due_on or task.red_id not in talks]
    told.sort(
        key=lambda task: (
            not task.is_started,
            not task.is_urgent,
            task.due_on or NO_DAY,
        )
    )
    return ToDo(told[:MOST_TASKS], is_cut=more or len(told) > MOST_TASKS)


def _mail_tasks(actor: Actor, *, now: datetime) -> Iterable[Task]:
    """Ask people who only set up to look at the mails, when it is needed."""
    looks = actor.may_somewhere(Action.SEE_MAIL_HEALTH)
    if not looks or actor.may_somewhere(Action.SEE) or mails_go_out(now=now):
        return
    yield Task(
        title=_("Mails need a look"),
        text=_("Some wait too long, are in doubt or were refused."),
        due_on=None,
        is_late=False,
        url=reverse("dashboards:mail_health"),
        link_label=_("Look at the mails"),
        is_urgent=True,
    )
