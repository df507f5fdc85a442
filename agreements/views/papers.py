"""Which proposal does a page show, to whom, and with which names?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.choices import ProposalState, SizeClass
from agreements.gate_words import LINE_WORDS, gap_words
from agreements.models import Proposal
from agreements.rules.gate import GateLine, Lack, blocking, warning
from agreements.rules.size import Sizing, who_signs
from agreements.rules.terms import Terms
from agreements.selectors.people import Names, names_in
from agreements.selectors.proposals import SideKey, readable_proposals, sides_of
from agreements.services.steps import past_first_day
from agreements.size_words import (
    FOUNDATION_SIGNER,
    PARTNER_SIGNER,
    PARTNERS_SIGNER,
    REASON_WORDS,
)
from agreements.views.chairs import Chair
from eclt_partners.common.actions import Action
from eclt_partners.common.asking import ask_together
from eclt_partners.common.errors import IllegalTransition
from partners.choices import Side

SIGNATURES = "B10"
# Where what a line of the gate misses is mended: a part of the draft ...
_PARTS = {
    "B1": "frame",
    "B2": "promises",
    "B3": "rules",
    "B4": "rules",
    "B5": "rules",
    "W2": "money",
    "W3": "frame",
    "W4": "rules",
}
_MONEY = frozenset({Lack.NO_CURRENCY, Lack.NEGATIVE_AMOUNT})
# ... or a page on which both sides plan together.
_PAGES = {
    "B6": "plan",
    "B7": "capacity",
    "B8": "expectations",
    "B9": "checks",
    "W1": "checks",
}


def paper_at(chair: Chair, proposal_id: int, *beside: str) -> Proposal:
    """Return a proposal of the table; a draft of another side is not there. One query.

    Args:
        chair: who asks, at which table.
        proposal_id: from the address.
        beside: what points to it and is to be held, as it is at this moment.

    Raises:
        Http404: no such proposal for this reader.
    """
    readable = readable_proposals(chair.table, chair.side, chair.speaker.party_id)
    rows = readable.filter(pk=proposal_id).prefetch_related(*beside)
    ask_together(rows)
    found = next(iter(rows), None)
    if found is None:
        raise Http404
    found.renegotiation = chair.table
    return found


def draft_at(chair: Chair, proposal_id: int) -> Proposal:
    """Return an own draft that the person may write.

    Raises:
        Http404: no such proposal for this reader.
        NotPermitted: the person may read only.
        IllegalTransition: it is not a draft any more.
    """
    found = paper_at(chair, proposal_id)
    chair.require(Action.PROPOSE_CHANGE)
    if found.state != ProposalState.DRAFT:
        raise IllegalTransition(found.state, ProposalState.DRAFT)
    return found


def past_day_at(chair: Chair, draft: Proposal, sizing: Sizing) -> dict[str, object]:
    """Return the first day of a draft when it is over, and where another is chosen."""
    return {
        "past": past_first_day(draft, sizing.size, now=chair.now),
        "days_url": chair.url("proposal_part", draft.pk, "frame"),
    }


def names_at(chair: Chair, *texts: Terms, more: Iterable[str] = ()) -> Names:
    """Return the names behind the keys of texts, and further ones; three queries."""
    return names_in(chair.agreement, texts, more)


def side_name(key: SideKey, names: Names) -> str:
    """Return how a side is called: the foundation, or the name of a partner."""
    side, party_id = key
    if party_id is None:
        return str(Side(side).label)
    return names.parties.get(party_id, str(Side.PARTNER.label))


@dataclass(frozen=True, slots=True)
class SizeWords:
    """How big a change is, in words: the class, why, and who signs on each side."""

    size: str
    because: list[str]
    foundation: str
    partner: str
    is_coalition: bool


def size_words(chair: Chair, sizing: Sizing) -> SizeWords:
    """Return the size of a change in the words of the reader; of a coalition all sign."""
    signers = who_signs(sizing.size)
    is_coalition = len(sides_of(chair.table).parties) > 1
    partners = PARTNERS_SIGNER if is_coalition else PARTNER_SIGNER
    return SizeWords(
        size=str(sizing.size.label),
        because=[str(REASON_WORDS[reason]) for reason in sizing.because],
        foundation=str(FOUNDATION_SIGNER[signers.foundation]),
        partner=str(partners[signers.partner]),
        is_coalition=is_coalition,
    )


def stored_size(chair: Chair, proposal: Proposal) -> SizeWords:
    """Return the size that a sent proposal was given."""
    size = SizeClass(proposal.size_class or SizeClass.TRANSFORM)
    return size_words(chair, Sizing(size, (), None))


@dataclass(frozen=True, slots=True)
class GateRow:
    """A line of the gate that is not met: its name, what is missing, where to go."""

    name: str
    gaps: list[str]
    url: str
    link: str


def gate_rows(
    chair: Chair, lines: Iterable[GateLine], draft: Proposal | None = None
) -> list[GateRow]:
    """Return what blocks, without the signatures; links into the draft if given."""
    missing = [line for line in blocking(lines) if line.code != SIGNATURES]
    return _rows(chair, missing, draft)


def warning_rows(
    chair: Chair, lines: Iterable[GateLine], draft: Proposal | None = None
) -> list[GateRow]:
    """Return what only warns; links into the draft if given."""
    return _rows(chair, warning(lines), draft)


def _rows(
    chair: Chair, lines: Iterable[GateLine], draft: Proposal | None
) -> list[GateRow]:
    rows = []
    for line in lines:
        url, link = _mend(chair, line, draft)
        rows.append(GateRow(str(LINE_WORDS[line.code]), gap_words(line), url, link))
    return rows


def _mend(chair: Chair, line: GateLine, draft: Proposal | None) -> tuple[str, str]:
    if line.code in _PAGES:
        return _page_of_both(chair, _PAGES[line.code]), _("Go there")
    if draft is None:
        return "", ""
    lacks = {gap.lack for gap in line.gaps}
    if Lack.NO_CLAUSE in lacks:
        return chair.url("proposal_library", draft.pk), _("Add the clause")
    part = "money" if lacks <= _MONEY else _PARTS[line.code]
    return chair.url("proposal_part", draft.pk, part), _("Write it")


def _page_of_both(chair: Chair, name: str) -> str:
    """Return a page of the partnership; "" for a link that opens one table only."""
    if not chair.is_partner:
        return reverse(f"partners:{name}", args=[chair.agreement.partnership_id])
    return reverse(f"partners:partner_{name}") if chair.home_url else ""
