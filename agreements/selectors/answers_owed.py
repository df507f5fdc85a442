"""By when does the foundation answer a wish or a proposal, of many tables at once?"""

from datetime import date
from typing import Final

from django.db.models import F, OuterRef, QuerySet, Subquery

from agreements.choices import ProposalState, RenegotiationState
from agreements.models import AgreementVersion, Proposal, Renegotiation
from agreements.rules.clocks import Moments, Wait, clock
from eclt_partners.countries.models import Country
from partners.choices import OwnerSide, Side

# A talk, a paper of our own and a signature are no answers to a request.
_ANSWERS: Final = frozenset({Wait.ACKNOWLEDGE, Wait.ANSWER})


def with_paper(tables: QuerySet[Renegotiation]) -> QuerySet[Renegotiation]:
    """Return renegotiations with what `answer_by` asks for; no further query."""
    paper = Proposal.objects.filter(
        renegotiation=OuterRef("pk"), state=ProposalState.PROPOSED
    )
    head = AgreementVersion.objects.filter(agreement=OuterRef("agreement"))
    head = head.order_by("-number").annotate(days=F("terms__rules__answer_days"))
    return tables.annotate(
        paper_side=Subquery(paper.values("side")[:1]),
        paper_sent_at=Subquery(paper.values("sent_at")[:1]),
        answer_days=Subquery(head.values("days")[:1]),
    )


def answer_by(table: Renegotiation, country: Country) -> date | None:
    """Return the last day for the foundation's answer; None when it owes none.

    Args:
        table: from `with_paper`.
        country: of the partnership.
    """
    side = getattr(table, "paper_side", None)
    sent_at = getattr(table, "paper_sent_at", None)
    read_at = table.acknowledged_at
    moments = Moments(
        raised_by=Side(table.raised_side),
        open_since=country.today(now=table.raised_at),
        acknowledged_on=country.today(now=read_at) if read_at else None,
        paper_by=Side(side) if side else None,
        paper_on=country.today(now=sent_at) if sent_at else None,
    )
    days = getattr(table, "answer_days", None)
    waiting = clock(RenegotiationState(table.state), moments, answer_days=days)
    is_ours = waiting is not None and waiting.waiting_for == OwnerSide.FOUNDATION
    return waiting.due_on if waiting and is_ours and waiting.wait in _ANSWERS else None
