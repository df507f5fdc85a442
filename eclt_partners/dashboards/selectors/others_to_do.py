"""What else waits for somebody: tables, safety concerns, first steps, red talks?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.rules.clocks import Wait
from agreements.selectors.required_changes import changes_required
from agreements.selectors.waits import TableWait
from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from eclt_partners.common.words import plain_date, with_colon
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.rules.summary import MOST_LINES
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.selectors.tasks import ENOUGH, Task
from eclt_partners.dashboards.words import NEED_WORDS
from partners.choices import Status
from partners.models import Event, Onboarding
from partners.selectors.incidents import IncidentLine

TABLE_WORDS: Final[Mapping[Wait, Promise]] = {
    Wait.ACKNOWLEDGE: gettext_lazy("Say that you read the wish of %(name)s"),
    Wait.TALK: gettext_lazy("Talk about the change with %(name)s"),
    Wait.PROPOSE: gettext_lazy("Write a proposal for %(name)s"),
    Wait.ANSWER: gettext_lazy("A proposal of %(name)s waits for an answer"),
    Wait.LOOK_AGAIN: gettext_lazy("Look again at the change with %(name)s"),
    Wait.SIGN: gettext_lazy("An agreement with %(name)s waits to be signed"),
}


def table_tasks(actor: Actor, tables: Iterable[TableWait]) -> Iterator[Task]:
    """Say which tables wait for the foundation; a begun draft comes first."""
    for table in tables:
        if table.has_draft:
            title, label = _("Continue the proposal for %(name)s"), _("Continue")
        else:
            title, label = str(TABLE_WORDS[table.wait]), _("Open the table")
        yield Task(
            title=title % {"name": table.name},
            text=_("Begun, and not sent") if table.has_draft else "",
            due_on=table.due_on,
            today=table.today,
            is_late=table.due_on < table.today,
            url=reverse("agreements:table", args=[table.table_id]),
            link_label=label,
            is_started=table.has_draft,
            waits_for_me=table.lead_id is not None and table.lead_id == actor.user_id,
        )


def required_changes(actor: Actor) -> QuerySet[Event]:
    """Return where an agreement has to change that the actor may ask to change."""
    scope = actor.scope(Right.RAISE_CHANGE)
    rows = changes_required()
    if not scope.everywhere:
        rows = rows.filter(
            Q(partnership__country__in=scope.countries)
            | Q(partnership__in=scope.partnerships)
        )
    return rows[:ENOUGH]


def required_tasks(rows: Iterable[Event]) -> Iterator[Task]:
    """Ask for the change that a big change of the money requires, once each."""
    for event in {event.partnership_id: event for event in rows}.values():
        place = event.partnership
        yield Task(
            title=_("The agreement with %(name)s has to change") % {"name": place.name},
            text=_("The budget changed by 20%% or more on %(day)s.")
            % {"day": plain_date(event.happened_on)},
            due_on=None,
            is_late=False,
            url=reverse("dashboards:partnership", args=[place.pk]) + "#agreements",
            link_label=_("Ask for a change"),
        )


def incident_tasks(lines: Iterable[IncidentLine], *, now: datetime) -> Iterator[Task]:
    """Name neither people nor what happened: others may look over the shoulder."""
    for line in lines:
        place = line.incident.partnership.country
        yield Task(
            title=_("A safety concern in %(country)s")
            % {"country": place.name_in_sentence},
            text=str(line.incident.get_state_display()),
            due_on=place.today(now=line.contact_due_at) if line.is_waiting else None,
            today=place.today(now=now),
            is_late=line.is_late,
            url=reverse("partners:incident", args=[line.incident.pk]),
            link_label=_("Read it"),
            is_started=line.is_waiting,
            waits_for_me=True,
        )


def newcomer_tasks(rows: Iterable[Onboarding]) -> Iterator[Task]:
    """Lead to the handover pack until every first step is ticked."""
    for onboarding in rows:
        done = getattr(onboarding, "done_count", 0)
        counts = {"done": done, "all": getattr(onboarding, "step_count", 0)}
        name = onboarding.partnership.name
        yield Task(
            title=_("You lead %(name)s now: your first steps") % {"name": name},
            text=_("%(done)d of %(all)d steps done") % counts,
            due_on=None,
            is_late=False,
            url=reverse("dashboards:hand_over", args=[onboarding.partnership_id]),
            link_label=_("Read the handover pack"),
            is_started=bool(done),
            waits_for_me=True,
        )


def red_tasks(actor: Actor, lines: Iterable[CountryLine]) -> Iterator[Task]:
    """Red talks of the countries where the actor leads talks, from the snapshots."""
    for line in lines:
        if actor.may(Right.RECORD_TALK, country=line.country.code):
            for action in line.attention:
                if action["need"] == Need.RED:
                    yield _red_task(action, line)


def hides_red_talks(actor: Actor, lines: Iterable[CountryLine]) -> bool:
    """Tell whether a country has more red talks than its summary keeps."""
    return any(
        line.counts.get(Status.RED, 0) > MOST_LINES
        for line in lines
        if actor.may(Right.RECORD_TALK, country=line.country.code)
    )


def _red_task(action: Mapping[str, Any], line: CountryLine) -> Task:
    return Task(
        title=f"{with_colon(NEED_WORDS[Need.RED])} {action['name']}",
        text=line.country.name,
        due_on=None,
        is_late=False,
        url=reverse("dashboards:partnership", args=[action["id"]]),
        link_label=_("See why"),
        is_urgent=True,
        red_id=action["id"],
    )
