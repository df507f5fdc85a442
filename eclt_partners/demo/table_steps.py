"""How does each step at a table of the demonstration happen?

Through the services at which people press buttons. Only the gate before the signature
is left out: what these agreements met in earlier years is not held here, and cannot be
made up. A function that is to last (B6) would give a partnership a readiness, which the
board of the portfolio expects to be unknown for two of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from agreements.choices import (
    ChangeReason,
    ClauseKind,
    ProposalState,
    SigningMethod,
)
from agreements.models import Agreement, Proposal, Renegotiation, Signature
from agreements.rules.comparison import compare
from agreements.rules.parts import Clause
from agreements.rules.reasons import to_explain
from agreements.rules.terms import Terms
from agreements.selectors.proposals import base_terms, terms_of
from agreements.selectors.speakers import speaker_of
from agreements.services.accepting import accept_proposal
from agreements.services.concluding import conclude
from agreements.services.drafting import save_draft, start_draft
from agreements.services.endings import ask_helper, decline, withdraw
from agreements.services.proposing import send_proposal
from agreements.services.raising import acknowledge
from agreements.services.signing import store_signature
from agreements.services.steps import locked_proposal, today_of
from agreements.services.talking import TableTalk, confirm_talk, record_talk
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actor import Actor
from eclt_partners.demo.people import DOMAIN, by_link
from eclt_partners.demo.telling import (
    read_lines,
    read_promises,
    read_targets,
)
from partners.choices import EventKind, Side
from partners.models import Contact

Step = Mapping[str, Any]


@dataclass(slots=True)
class Table:
    """One wish to change an agreement, and who sits at its table.

    Attributes:
        agreement: which deal.
        officer: the lead of the foundation.
        contact: the lead of the partner.
        last: what the version in force promises and aims at in the end.
        raised: the id of the renegotiation, once it is raised.
    """

    agreement: Agreement
    officer: User
    contact: Contact
    last: Mapping[str, Any]
    raised: int = 0

    def actor(self, side: str) -> Actor:
        """Return who acts for a side."""
        if side == Side.FOUNDATION:
            return actor_of_user(self.officer)
        place = self.agreement.partnership_id
        return by_link(self.contact, place, LinkPurpose.RENEGOTIATION)

    @property
    def wish(self) -> Renegotiation:
        """The renegotiation as it is now."""
        return Renegotiation.objects.get(pk=self.raised)

    @property
    def paper(self) -> Proposal:
        """The proposal on the table."""
        return self.wish.proposals.get(state=ProposalState.PROPOSED)


def _read(table: Table, step: Step, now: datetime) -> None:
    acknowledge(actor=table.actor(step["by"]), now=now, renegotiation=table.wish)


def _talk(table: Table, step: Step, now: datetime) -> None:
    """Write down the talk; both leads say on the same day that the record is right."""
    talk = TableTalk(now.date(), step["people"], step["language"], step["note"])
    record_talk(
        actor=table.actor(Side.FOUNDATION),
        now=now,
        renegotiation=table.wish,
        talk=talk,
    )
    for side in Side:
        confirm_talk(actor=table.actor(side), now=now, renegotiation=table.wish)


def _propose(table: Table, step: Step, now: datetime) -> None:
    actor = table.actor(step["by"])
    draft = start_draft(actor=actor, now=now, renegotiation=table.wish)
    terms = _changed(terms_of(draft), step, table.last)
    changed = to_explain(compare(base_terms(draft), terms).changes)
    draft = save_draft(
        actor=actor,
        now=now,
        proposal=draft,
        revision=draft.revision,
        terms=terms,
        summary=step["summary"],
        reasons=dict.fromkeys(changed, str(step["reason"])),
    )
    send_proposal(actor=actor, now=now, proposal=draft, revision=draft.revision)


def _changed(terms: Terms, step: Step, last: Mapping[str, Any]) -> Terms:
    """Return the terms with what a proposal changes; `last` where it says so."""
    parts: dict[str, Any] = {"effective_from": date.fromisoformat(step["from_on"])}
    if "promises" in step:
        rows = step["promises"]
        parts["promises"] = last["promises"] if rows is None else read_promises(rows)
    if "targets" in step:
        rows = step["targets"]
        parts["targets"] = last["targets"] if rows is None else read_targets(rows)
    if "lines" in step:
        year = terms.lines[0].year
        parts["lines"] = read_lines(step["lines"], year=year, total=terms.total)
    if "clause" in step:
        key, heading, text = step["clause"]
        others = tuple(each for each in terms.clauses if each.key != key)
        clause = Clause(key, ClauseKind.OTHER, heading, text)
        parts["clauses"] = (*others, clause)
    return replace(terms, **parts)


def _accept(table: Table, step: Step, now: datetime) -> None:
    paper = table.paper
    accept_proposal(
        actor=table.actor(step["by"]),
        now=now,
        proposal=paper,
        seen_hash=paper.text_hash,
    )


def _sign(table: Table, step: Step, now: datetime) -> None:
    """Let both sides sign; the talk on whether it helped was the next review."""
    proposal = locked_proposal(table.wish.proposals.get(state=ProposalState.ACCEPTED))
    agreement = proposal.renegotiation.agreement
    login, role = step["foundation"]
    signer = User.objects.get(email=f"{login}@{DOMAIN}")
    people = (
        (actor_of_user(signer), signer.name, role),
        (table.actor(Side.PARTNER), table.contact.name, step["partner"]),
    )
    for actor, name, title in people:
        signature = Signature(
            proposal=proposal,
            signer=actor.key,
            name=name,
            role=title,
            method=SigningMethod.IN_APP,
            signed_on=today_of(proposal.renegotiation, now=now),
        )
        store_signature(signature, speaker_of(actor, agreement), now=now)
    conclude(proposal, speaker=speaker_of(people[1][0], agreement), now=now)
    asked = agreement.partnership.events.filter(
        kind=EventKind.AMENDMENT, closed_on=None
    )
    asked.update(closed_on=step["looked_at_on"])


def _decline(table: Table, step: Step, now: datetime) -> None:
    decline(
        actor=table.actor(step["by"]),
        now=now,
        renegotiation=table.wish,
        reason=ChangeReason(step["reason"]),
        text=step["text"],
        would_be_possible=step["possible"],
    )


def _withdraw(table: Table, step: Step, now: datetime) -> None:
    withdraw(
        actor=table.actor(step["by"]),
        now=now,
        renegotiation=table.wish,
        text=step["text"],
    )


def _ask_helper(table: Table, step: Step, now: datetime) -> None:
    ask_helper(actor=table.actor(step["by"]), now=now, renegotiation=table.wish)


STEPS = {
    "read": _read,
    "talk": _talk,
    "propose": _propose,
    "accept": _accept,
    "sign": _sign,
    "decline": _decline,
    "withdraw": _withdraw,
    "ask_helper": _ask_helper,
}
