"""What does the page of a renegotiation show to one of its sides?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.models import (
    Agreement,
    EarlierTalk,
    PrivateNote,
    Proposal,
    Renegotiation,
    RenegotiationStep,
)
from agreements.rules.clocks import Clock
from agreements.rules.negotiation import OPEN
from agreements.rules.patience import lapses_on, offers_helper
from agreements.rules.size import Signers, Sizing, who_signs
from agreements.selectors.sizes import size_of
from agreements.selectors.speakers import Speaker
from agreements.selectors.tables import clock_of, moments_of, with_moments
from eclt_partners.common.actions import Action
from eclt_partners.common.asking import ask_together, prefetch_together
from partners.selectors.people import people_names


@dataclass(frozen=True, slots=True)
class TablePage:
    """The page of one renegotiation, as one side may see it.

    Attributes:
        waiting: the one thing that is waited for; None when it is over.
        table: the renegotiation with its talk.
        earlier: records of talks that another record replaced, newest first.
        papers: sent proposals of all sides and the own drafts, newest first.
        on_table: the proposal that waits for an answer or for signatures.
        sizing: how big the change of `on_table` is, and why.
        signers: who must sign it.
        steps: the story, oldest first.
        notes: private notes of the reader's own side; empty without the right.
        names: actor key -> name.
        offers_helper: the neutral helper is offered now.
        lapses_on: the day it lapses; None when it is over or parked.
    """

    waiting: Clock | None
    table: Renegotiation
    earlier: Sequence[EarlierTalk]
    papers: Sequence[Proposal]
    on_table: Proposal | None
    sizing: Sizing | None
    signers: Signers | None
    steps: Sequence[RenegotiationStep]
    notes: Sequence[PrivateNote]
    names: Mapping[str, str]
    offers_helper: bool
    lapses_on: date | None


def table_page(table: Renegotiation, speaker: Speaker, *, today: date) -> TablePage:
    """Return the page of a renegotiation; at most five queries.

    Args:
        table: in the reader's scope.
        speaker: for whom the reader speaks; decides about drafts and notes.
        today: the day in the country.
    """
    rows = with_moments(
        Renegotiation.objects.select_related("version", "raised_party__partner")
    ).filter(pk=table.pk)
    notes = own_notes(table, speaker)
    earlier = EarlierTalk.objects.filter(renegotiation=table.pk)
    ask_together(rows, notes, earlier)
    (table,) = rows
    prefetch_together([table.agreement], "versions")
    state, moments = RenegotiationState(table.state), moments_of(table)
    papers = _papers(table, speaker)
    on_table = next((each for each in papers if _is_on_table(each)), None)
    sizing = size_of(on_table) if on_table else None
    return TablePage(
        waiting=clock_of(table),
        table=table,
        earlier=list(earlier),
        papers=papers,
        on_table=on_table,
        sizing=sizing,
        signers=_signers(on_table, sizing),
        steps=list(table.steps.all()),
        notes=list(notes),
        names=names_at(table, papers, notes, earlier),
        offers_helper=offers_helper(state, moments, today),
        lapses_on=lapses_on(moments) if state in OPEN else None,
    )


def own_notes(table: Renegotiation, speaker: Speaker) -> QuerySet[PrivateNote]:
    """Return the private notes of the speaker's side; nobody else ever reads them."""
    place = table.agreement.partnership
    may = speaker.actor.may(
        Action.PRIVATE_NOTES, country=place.country_id, partnership=place.pk
    )
    notes = table.private_notes.filter(party=speaker.party)
    return notes if may else notes.none()


def names_at(
    table: Renegotiation,
    papers: Iterable[Proposal] = (),
    notes: Iterable[PrivateNote] = (),
    earlier: Iterable[EarlierTalk] = (),
) -> dict[str, str]:
    """Return the names of all who acted at a table. One query."""
    keys = {table.raised_by, table.acknowledged_by, table.closed_by}
    keys |= {table.facilitated_by}
    keys |= {step.taken_by for step in table.steps.all()}
    keys |= {paper.sent_by or paper.created_by for paper in papers}
    keys |= {each.written_by for each in notes}
    for each in (table.talk, *earlier):
        if each:
            keys |= {each.foundation_confirmed_by, each.partner_confirmed_by}
    if table.talk:
        keys.add(table.talk.created_by)
    return people_names(keys)


def open_table_of(agreement: Agreement) -> Renegotiation | None:
    """Return the open renegotiation of an agreement, or None."""
    return agreement.renegotiations.open().first()


def _papers(table: Renegotiation, speaker: Speaker) -> list[Proposal]:
    """Return what was sent, and the drafts of the own side alone, newest first."""
    own = (speaker.side, speaker.party_id)
    return [
        each
        for each in list(table.proposals.all())[::-1]
        if each.sent_at is not None
        or (each.state == ProposalState.DRAFT and (each.side, each.party_id) == own)
    ]


def _is_on_table(paper: Proposal) -> bool:
    return paper.state in {ProposalState.PROPOSED, ProposalState.ACCEPTED}


def _signers(paper: Proposal | None, sizing: Sizing | None) -> Signers | None:
    if paper is None or sizing is None:
        return None
    return who_signs(SizeClass(paper.size_class or sizing.size))
