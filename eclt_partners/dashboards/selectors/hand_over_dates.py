"""Which days lie before whoever takes a partnership over?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from agreements.rules.force import ForceState
from agreements.selectors.holding import held_to
from agreements.selectors.tables import parties_to_name
from agreements.situations import is_stopped
from agreements.table_words import waiting_words
from eclt_partners.dashboards.rules.lateness import due_code
from eclt_partners.dashboards.selectors.hand_over import HandOver, OpenTable
from eclt_partners.dashboards.words import DATE_WORDS
from partners.models import Partner
from reviews.choices import ReviewKind, ReviewState

AHEAD = timedelta(days=365)
# A pack is read in one go; the pages of the partnership have the rest.
MOST = 12


@dataclass(frozen=True, slots=True)
class NextDate:
    """One day: what falls on it, and about what."""

    on: date
    what: str
    text: str = ""


def next_dates(pack: HandOver) -> list[NextDate]:
    """Return the first days of the next twelve months. No query.

    A review that is late stands first; what else is late stands with the promises.
    """
    found = [
        *_of_agreements(pack),
        *_of_promises(pack),
        *_of_checks(pack),
        *_of_plans(pack),
    ]
    ahead = [each for each in found if pack.today <= each.on <= pack.today + AHEAD]
    ahead += _of_the_review(pack)
    return sorted(ahead, key=lambda each: (each.on, each.what))[:MOST]


def _of_the_review(pack: HandOver) -> Iterator[NextDate]:
    review = pack.page.reviewed.open_full
    due_on = review.due_on if review else pack.page.reviewed.standing.due_on
    if due_on is not None:
        state = review.state if review else ReviewState.SCHEDULED
        code = due_code(ReviewKind.FULL, state)
        yield NextDate(due_on, str(DATE_WORDS[code]))


def _of_agreements(pack: HandOver) -> Iterator[NextDate]:
    for row in pack.page.agreements:
        if row.shown and row.state == ForceState.IN_FORCE:
            number = row.agreement.number
            words = str(DATE_WORDS["agreement"])
            yield NextDate(held_to(row.shown), words, number)
    for each in pack.tables:
        if each.waiting and each.waiting.due_on:
            words = open_table_words(each)
            yield NextDate(each.waiting.due_on, words, each.table.agreement.number)


def open_table_words(found: OpenTable) -> str:
    """Say what an open change waits for; of a coalition by the names of who is late."""
    if found.waiting is None:
        return ""
    parties = parties_to_name(found.table, found.waiting)
    return waiting_words(found.waiting, parties=parties)


def _of_promises(pack: HandOver) -> Iterator[NextDate]:
    for group in pack.promises:
        words = str(DATE_WORDS[f"promise.{group.side}"])
        for each in (row for row in group.instances if not is_stopped(row)):
            party = each.commitment.party
            text = _whose(pack, party.partner if party else None, each.commitment.text)
            yield NextDate(each.due_on, words, text)
    for action in pack.page.reviewed.actions:
        words = str(DATE_WORDS[f"action.{action.side}"])
        yield NextDate(action.due_on, words, action.text)


def _of_checks(pack: HandOver) -> Iterator[NextDate]:
    for block in pack.checks.blocks:
        for line in block.lines:
            if line.is_newest:
                text = f"{block.kind.label} {block.direction.label}"
                text = _whose(pack, line.check.partner, text)
                yield NextDate(line.check.valid_until, _("A check ends"), text)
    for each in pack.assessments:
        if each.row.expires_on:
            words = _("An assessment by others ends")
            text = _whose(pack, each.row.partner, each.row.title)
            yield NextDate(each.row.expires_on, words, text)


def _whose(pack: HandOver, partner: Partner | None, text: str) -> str:
    """Name the partner that a day is about, where there are several."""
    is_one_of_several = partner is not None and len(pack.page.sides.parties) > 1
    return f"{text} ({partner})" if is_one_of_several else text


def _of_plans(pack: HandOver) -> Iterator[NextDate]:
    if pack.plan and pack.plan.plan.handover_starts_on:
        yield NextDate(pack.plan.plan.handover_starts_on, _("The handover starts"))
    for grower in pack.growers:
        for story in grower.goals:
            whose = grower.name or _("Foundation")
            text = f"{story.goal.get_domain_display()} ({whose})"
            yield NextDate(story.goal.target_on, _("A goal is to be reached"), text)
