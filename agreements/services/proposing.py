"""How does a proposal get to the table?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import (
    ProposalState,
    RenegotiationState,
)
from agreements.models import Proposal, Renegotiation
from agreements.rules.locked import refusals
from agreements.rules.negotiation import (
    ON_THE_TABLE,
    OPEN,
    check_proposal_step,
    state_of_paper,
)
from agreements.rules.reasons import to_explain
from agreements.rules.terms_json import canonical, text_hash
from agreements.selectors.proposals import (
    base_terms,
    changes_of,
    terms_of,
)
from agreements.selectors.sizes import size_of
from agreements.selectors.speakers import Speaker
from agreements.services.accepting import store_acceptance
from agreements.services.drafting import is_stale, own_draft
from agreements.services.steps import (
    check_taken_up,
    go,
    note,
    past_first_day,
    table_of,
)
from agreements.words import locked_words
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    StaleObject,
)
from eclt_partners.common.words import plain_date


@transaction.atomic
def send_proposal(
    *, actor: Actor, now: datetime, proposal: Proposal, revision: int
) -> Proposal:
    """Put an own draft on the table; the one that lay there is replaced.

    From now on its words cannot be changed. By sending, the side accepts its own
    text.

    Args:
        actor: somebody of the side that wrote it.
        now: the moment, aware.
        proposal: the draft.
        revision: the revision that the page showed.

    Raises:
        NotPermitted: another side wrote it.
        IllegalTransition: it was sent already, or the renegotiation is over.
        StaleObject: the draft changed, or another version came into force meanwhile.
        GateBlocked: a protected clause would become weaker.
        InvalidInput: nothing changes, a reason or the summary is missing, the first
            day is over, or the table is put aside.
    """
    draft, speaker = own_draft(actor, proposal)
    renegotiation = draft.renegotiation
    check_taken_up(renegotiation)
    if renegotiation.state not in OPEN:
        raise IllegalTransition(renegotiation.state, RenegotiationState.PROPOSED)
    if draft.revision != revision or is_stale(draft):
        raise StaleObject("the draft or the version in force changed")
    draft.size_class = size_of(draft).size
    _check_ready(draft, now=now)
    table = table_of(renegotiation)
    state = _state_after(renegotiation, table, speaker)
    if table is not None:
        _replace(table)
    _put_on_table(draft, actor, now=now)
    store_acceptance(draft, speaker, now=now)
    note(
        "agreements.proposal.sent",
        renegotiation,
        speaker=speaker,
        now=now,
        subject=draft,
        facts={"round": draft.round, "size": draft.size_class},
    )
    go(renegotiation, state, speaker=speaker, now=now)
    return draft


def _state_after(
    renegotiation: Renegotiation, table: Proposal | None, speaker: Speaker
) -> RenegotiationState:
    """Return the state once the draft lies on the table.

    A side that improves its own paper changes no state; accepted words are open anew.
    """
    old = RenegotiationState(renegotiation.state)
    if table is None:
        return RenegotiationState.PROPOSED
    if (table.side, table.party_id) == (speaker.side, speaker.party_id):
        return old if old in ON_THE_TABLE else RenegotiationState.PROPOSED
    if old == RenegotiationState.AGREED:
        return RenegotiationState.COUNTERED
    return state_of_paper(old)


def _check_ready(draft: Proposal, *, now: datetime) -> None:
    """Refuse a proposal that says too little, begins too soon or weakens a clause."""
    changes = changes_of(draft).changes
    base = base_terms(draft)
    weaker = refusals(base, terms_of(draft))
    if draft.base_version is not None and weaker:
        headings = {f"clause:{each.key}": each.heading for each in base.clauses}
        raise GateBlocked([locked_words(each, headings[each.key]) for each in weaker])
    problems = _unsaid(draft, to_explain(changes))
    if past := past_first_day(draft, draft.size_class, now=now):
        text = _("The first day, %(day)s, is over. Choose a later one in your draft.")
        problems.setdefault("", text % {"day": plain_date(past)})
    if problems:
        raise InvalidInput(problems)


def _unsaid(draft: Proposal, explained: list[str]) -> dict[str, str]:
    """Return what is missing, by field."""
    problems = {}
    is_first = draft.base_version is None
    if not explained:
        problems[""] = (
            _("Nothing is written yet.") if is_first else _("Nothing is changed yet.")
        )
    if not draft.summary:
        problems["summary"] = (
            _("Write what you want to agree, in plain words")
            if is_first
            else _("Write what changes, in plain words")
        )
    without = [key for key in explained if not draft.reasons.get(key, "").strip()]
    if without and not is_first:
        problems["reasons"] = _("Write a reason for each change")
    return problems


def _put_on_table(draft: Proposal, actor: Actor, *, now: datetime) -> None:
    terms = terms_of(draft)
    draft.canonical = canonical(draft.terms)
    draft.text_hash = text_hash(terms)
    check_proposal_step(ProposalState(draft.state), ProposalState.PROPOSED)
    draft.state = ProposalState.PROPOSED
    draft.sent_at, draft.sent_by = now, actor.key
    draft.save(
        update_fields=[
            "canonical",
            "text_hash",
            "size_class",
            "state",
            "sent_at",
            "sent_by",
        ]
    )


def _replace(table: Proposal) -> None:
    """Take the proposal from the table; what was accepted of it holds no more."""
    check_proposal_step(ProposalState(table.state), ProposalState.REPLACED)
    table.state = ProposalState.REPLACED
    table.save(update_fields=["state"])
