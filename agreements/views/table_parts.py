"""How do the rows of a table page read: papers, size, signatures, story?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.choices import RenegotiationState, SizeClass
from agreements.models import (
    Agreement,
    Proposal,
    Renegotiation,
    RenegotiationStep,
)
from agreements.selectors.table_page import TablePage
from agreements.table_words import (
    FOUNDATION_SIGNERS,
    PARTNER_SIGNERS,
    SIZE_REASONS,
    STEPS,
)
from agreements.views.chairs import Chair
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.words import in_a_row
from partners.choices import Side


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One proposal in the list.

    Attributes:
        paper: the proposal.
        by: whose it is.
        size: how big the change is; "" for a draft.
        is_current: it is on the table now.
        url: its page; None while that page is not there.
    """

    paper: Proposal
    by: str
    size: str
    is_current: bool
    url: str | None


def party_name(row: Renegotiation | Proposal) -> str:
    """Return the name of the side that raised or wrote something."""
    party = row.raised_party if isinstance(row, Renegotiation) else row.party
    return party.partner.name if party else str(Side.FOUNDATION.label)


def paper_rows(page: TablePage, chair: Chair) -> list[PaperRow]:
    """Return the proposals, newest first."""
    return [
        PaperRow(
            paper=paper,
            by=party_name(paper),
            size=str(SizeClass(paper.size_class).label) if paper.size_class else "",
            is_current=paper == page.on_table,
            url=chair.url_or_none("proposal", paper.pk),
        )
        for paper in page.papers
    ]


def size_words(page: TablePage) -> str:
    """Say how big the change on the table is and why; "" without one."""
    if page.sizing is None:
        return ""
    size = SizeClass(page.sizing.size).label
    if not page.sizing.because:
        return _("%(size)s.") % {"size": size}
    because = [str(SIZE_REASONS[each]) for each in page.sizing.because]
    text = _("%(size)s, because %(reasons)s.")
    return text % {"size": size, "reasons": in_a_row(because)}


def signing_words(page: TablePage) -> str:
    """Say who must sign the proposal on the table; "" without one."""
    if page.signers is None:
        return ""
    text = _(
        "It is signed by %(foundation)s of the foundation and %(partner)s of the "
        "partner."
    )
    if sum(not party.to_on for party in page.table.agreement.parties.all()) > 1:
        text = _(
            "It is signed by %(foundation)s of the foundation and %(partner)s of each "
            "partner."
        )
    return text % {
        "foundation": FOUNDATION_SIGNERS[page.signers.foundation],
        "partner": PARTNER_SIGNERS[page.signers.partner],
    }


def story(page: TablePage, agreement: Agreement) -> list[dict[str, Any]]:
    """Return the steps for the timeline, newest first; a note that is missing leads."""
    country = agreement.partnership.country
    lines = [
        {
            "on": country.today(now=step.taken_at),
            "title": _step_words(step, page.table),
            "text": page.names.get(step.taken_by, _("by itself")),
        }
        for step in reversed(page.steps)
    ]
    if page.table.wants_note and page.table.closed_at:
        words = _("A director is asked to note why nothing came of it")
        lines.insert(0, {"on": country.today(now=page.table.closed_at), "title": words})
    return lines


def _step_words(step: RenegotiationStep, table: Renegotiation) -> str:
    """Say a step; what a person does with a lapsed change is the note on it."""
    if step.state == RenegotiationState.LAPSED and table.ended_with_partnership:
        return _("It ended with the partnership")
    is_note = step.state == RenegotiationState.LAPSED and step.taken_by != SYSTEM.key
    return (
        _("A director noted why")
        if is_note
        else str(STEPS[RenegotiationState(step.state)])
    )
