"""What happened in the last years of a partnership, shortly?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from eclt_partners.dashboards.selectors.hand_over import HandOver
from eclt_partners.lifecycle.selectors.story import reason_of
from partners.rules.rounding import half_up
from reviews.words import status_text

YEARS_BACK = timedelta(days=5 * 365)
MOST = 24


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    on: date
    title: str
    text: str = ""


def moments(pack: HandOver) -> list[Moment]:
    """Return what happened, newest first, ended by the first day. No query."""
    found = [
        *_stages(pack),
        *_reviews(pack),
        *_versions(pack),
        *_events(pack),
        *_leads(pack),
        *_declined(pack),
    ]
    first = pack.today - YEARS_BACK
    recent = [each for each in found if first <= each.on <= pack.today]
    recent.sort(key=lambda each: each.on, reverse=True)
    began_on = pack.page.partnership.relationship_start
    start = Moment(began_on, _("We know each other"))
    return [*recent[:MOST], start]


def _stages(pack: HandOver) -> Iterator[Moment]:
    for row in pack.stages:
        title = _("Stage: %(stage)s") % {"stage": row.get_to_stage_display()}
        yield Moment(row.changed_on, title, reason_of(row))


def _reviews(pack: HandOver) -> Iterator[Moment]:
    """Every completed full review with what it said; one line for each pair."""
    for row in pack.page.reviewed.scores:
        title = _("A review was completed")
        if row.index is not None:
            index = half_up(Fraction(row.index))
            title = _("A review was completed: health index %(n)s") % {"n": index}
        yield Moment(
            row.review.completed_on or pack.today, title, status_text(row.status)
        )


def _versions(pack: HandOver) -> Iterator[Moment]:
    for row in pack.page.agreements:
        for version in row.versions:
            title = _("Agreement %(agreement)s, version %(number)s begins") % {
                "agreement": row.agreement.number,
                "number": version.number,
            }
            yield Moment(version.effective_from, title, version.summary)


def _events(pack: HandOver) -> Iterator[Moment]:
    for event in pack.events:
        yield Moment(event.happened_on, str(event.get_kind_display()), event.note)


def _leads(pack: HandOver) -> Iterator[Moment]:
    for row in pack.leads:
        partner = row.party.partner.name if row.party else ""
        title = _("%(name)s leads for the foundation") % {"name": row.newcomer_name}
        if partner:
            title = _("%(name)s leads for %(partner)s") % {
                "name": row.newcomer_name,
                "partner": partner,
            }
        yield Moment(row.started_on, title)


def _declined(pack: HandOver) -> Iterator[Moment]:
    country = pack.page.partnership.country
    for table in pack.declined:
        if table.closed_at:
            title = _("A change of agreement %(number)s was declined") % {
                "number": table.agreement.number
            }
            yield Moment(country.today(now=table.closed_at), title)
