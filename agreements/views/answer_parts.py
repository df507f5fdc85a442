"""What does the page of a sent proposal show beside the changes themselves?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from agreements.choices import ChangeAnswerKind, ProposalState
from agreements.forms.proposals import AnswerForm
from agreements.models import (
    Acceptance,
    ChangeAnswer,
    Proposal,
    Renegotiation,
)
from agreements.selectors.people import Names
from agreements.selectors.proposals import (
    SideKey,
    Sides,
    principles_of,
    side_key,
    sides_of,
)
from agreements.views.chairs import Chair
from agreements.views.papers import side_name
from agreements.words import newer_words
from eclt_partners.common.actions import Action
from eclt_partners.common.words import plain_date


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said last to a change."""

    side: str
    name: str
    is_open: bool
    comment: str
    principle: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Answering:
    """What stands below a change: what was said, and a form for who may answer."""

    said: Sequence[Said]
    form: AnswerForm | None
    url: str


@dataclass(frozen=True, slots=True)
class Acceptor:
    """One side, and when and by whom it accepted the text."""

    name: str
    side: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One open point: to which change, and where it stands."""

    name: str
    anchor: str
    side: str
    comment: str
    principle: str


Answers = Mapping[SideKey, Mapping[str, ChangeAnswer]]


def my_key(chair: Chair) -> SideKey:
    """Return the side for which the reader speaks."""
    return (str(chair.side), chair.speaker.party_id)


def may_answer(chair: Chair, proposal: Proposal) -> bool:
    """Tell whether the reader's side answers this proposal, and the reader may.

    Not once it has accepted the whole text: in a coalition others may still be waited
    for. Whoever sent a proposal has accepted it.
    """
    return (
        proposal.state == ProposalState.PROPOSED
        and chair.table.is_open
        and chair.may(Action.PROPOSE_CHANGE)
        and my_key(chair) not in {side_key(row) for row in proposal.acceptances.all()}
        and side_key(proposal) != my_key(chair)
    )


def answerings(
    chair: Chair,
    proposal: Proposal,
    keys: Sequence[str],
    answers: Answers,
    names: Names,
    *,
    refused: AnswerForm | None = None,
) -> dict[str, Answering]:
    """Return for each change what was said, with a form where the reader answers."""
    url = chair.url("proposal_answer", proposal.pk)
    answers_here = may_answer(chair, proposal)
    principles = principles_of(proposal)
    found = {}
    for key in keys:
        said = [
            _said(side, row[key], chair, names)
            for side, row in answers.items()
            if key in row
        ]
        mine = answers.get(my_key(chair), {}).get(key)
        form = _form(key, mine, refused, principles)
        # What was typed stays, also where the table was put aside meanwhile.
        is_shown = answers_here or form is refused
        found[key] = Answering(said, form if is_shown else None, url)
    return found


def field_id(key: str) -> str:
    """Return the pattern of the ids of the fields below a change."""
    # What a browser made up may hold what means something in a pattern.
    return f"answer-{key.replace(':', '-').replace('%', '')}-%s"


def acceptors(sides: Sides, rows: Sequence[Acceptance], names: Names) -> list[Acceptor]:
    """Return every side with its acceptance, as far as there is one."""
    given = {side_key(row): row for row in rows}
    found = []
    for key in sides.keys:
        row = given.get(key)
        who = names.people.get(row.accepted_by, "") if row else ""
        at = row.accepted_at if row else None
        found.append(Acceptor(side_name(key, names), key[0], who, at))
    return found


def status_sentence(
    chair: Chair,
    proposal: Proposal,
    missing: Sequence[str],
    unanswered: int,
    newer: int | None = None,
) -> str:
    """Return for whom a proposal waits.

    Args:
        chair: the reader.
        proposal: one that was sent.
        missing: the names of the sides that have to accept or sign.
        unanswered: how many changes the reader's side has not answered.
        newer: the number of a version that came since it was written, if any.
    """
    state = ProposalState(proposal.state)
    if state is ProposalState.PROPOSED and not chair.table.is_open:
        return _parked_sentence(chair.table)
    if newer is not None:
        return newer_words(newer)
    if state is ProposalState.ACCEPTED:
        return _("All sides accepted. Signatures are missing: %(sides)s.") % {
            "sides": ", ".join(missing)
        }
    if state is not ProposalState.PROPOSED:
        return f"{state.label}."
    if not may_answer(chair, proposal):
        return _("Waiting for: %(sides)s.") % {"sides": ", ".join(missing)}
    if unanswered:
        return _("Waiting for you. Changes without your answer: %(count)d.") % {
            "count": unanswered
        }
    return _(
        "You answered every change. Accept the whole text, or answer with another."
    )


def _parked_sentence(table: Renegotiation) -> str:
    day = plain_date(table.parked_until) if table.parked_until else ""
    return _("Put aside until %(day)s. Nobody answers before it is taken up again.") % {
        "day": day
    }


def parties_without(chair: Chair, proposal: Proposal) -> list[tuple[int, str]]:
    """Return the partners whose acceptance on paper may still be entered here."""
    if chair.is_partner or not chair.may(Action.PROPOSE_CHANGE):
        return []
    given = {side_key(row) for row in proposal.acceptances.all()}
    return [
        (party.pk, party.partner.name)
        for party in sides_of(chair.table).parties
        if ("PARTNER", party.pk) not in given
    ]


def _said(side: SideKey, row: ChangeAnswer, chair: Chair, names: Names) -> Said:
    return Said(
        side=side[0],
        name=side_name(side, names),
        is_open=row.answer == ChangeAnswerKind.DISCUSS,
        comment=row.comment,
        principle=row.principle,
        is_mine=side == my_key(chair),
    )


def _form(
    key: str,
    mine: ChangeAnswer | None,
    refused: AnswerForm | None,
    principles: Sequence[str],
) -> AnswerForm:
    if refused is not None and refused.data.get("key") == key:
        return refused
    said = {
        "comment": mine.comment if mine else "",
        "principle": mine.principle if mine else "",
    }
    return AnswerForm(
        initial={"key": key, **said}, auto_id=field_id(key), principles=principles
    )
