"""How does a side write a proposal before it sends it?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from agreements.choices import ProposalState, RenegotiationState
from agreements.models import Agreement, AgreementVersion, Proposal, Renegotiation
from agreements.rules.negotiation import OPEN, check_proposal_step
from agreements.rules.rebase import Rebase, rebase
from agreements.rules.terms import Terms
from agreements.rules.terms_json import to_json
from agreements.selectors.proposals import newer_version, terms_of
from agreements.selectors.speakers import Speaker, speaker_of
from agreements.services.steps import (
    locked,
    locked_proposal,
    note,
    require_at,
    table_of,
    today_of,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import (
    IllegalTransition,
    NotPermitted,
    StaleObject,
)

FIRST_LENGTH = timedelta(days=365)
START_AHEAD = timedelta(days=30)


@transaction.atomic
def start_draft(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation
) -> Proposal:
    """Begin a proposal of the own side; an own draft that exists goes on.

    It starts from the proposal on the table (then it is a counter-proposal), else
    from the newest version, else from an empty frame with the dates of a year.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: the renegotiation is over.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if renegotiation.state not in OPEN:
        raise IllegalTransition(renegotiation.state, RenegotiationState.PROPOSED)
    mine = renegotiation.proposals.filter(
        side=speaker.side, party=speaker.party, state=ProposalState.DRAFT
    ).first()
    if mine is not None:
        return mine
    table = table_of(renegotiation)
    base = _head(renegotiation.agreement)
    draft = Proposal.objects.create(
        renegotiation=renegotiation,
        round=_next_round(renegotiation),
        side=speaker.side,
        party=speaker.party,
        base_version=table.base_version if table else base,
        answers_to=table,
        terms=to_json(_first_terms(renegotiation, table, base, now=now)),
        summary=table.summary if table else "",
        reasons=dict(table.reasons) if table else {},
        created_at=now,
        created_by=actor.key,
        changed_at=now,
        changed_by=actor.key,
    )
    note(
        "agreements.proposal.begun",
        renegotiation,
        speaker=speaker,
        now=now,
        subject=draft,
    )
    return draft


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    revision: int,
    terms: Terms | None = None,
    summary: str | None = None,
    reasons: Mapping[str, str] | None = None,
    is_correction: bool | None = None,
) -> Proposal:
    """Keep what was typed into an own draft.

    Args:
        actor: somebody of the side that writes it.
        now: the moment, aware.
        proposal: a draft.
        revision: the revision that the page showed.
        terms: the new text; None leaves it as it is.
        summary: what changes, in plain words; None leaves it.
        reasons: key of a change -> why; added to those that stand there.
        is_correction: the writer declares that it only puts typing errors right.

    Raises:
        NotPermitted: another side writes it.
        IllegalTransition: it was sent already.
        StaleObject: somebody of the own side saved another text meanwhile.
    """
    draft, _speaker = own_draft(actor, proposal)
    if draft.revision != revision:
        raise StaleObject("somebody of your side changed this draft")
    if terms is not None:
        draft.terms = to_json(terms)
    if summary is not None:
        draft.summary = summary.strip()
    if reasons:
        draft.reasons = {**draft.reasons, **reasons}
    if is_correction is not None:
        draft.is_correction = is_correction
    _save(draft, actor, now=now)
    return draft


@transaction.atomic
def rebase_draft(*, actor: Actor, now: datetime, proposal: Proposal) -> Rebase:
    """Move an own draft onto the version that came into force meanwhile.

    What only one side changed is taken; what both changed differently stays as in
    the draft and is returned for people to decide. A draft that is on the newest
    version already is left as it is.

    Raises:
        NotPermitted: another side writes it.
        IllegalTransition: it was sent already.
    """
    draft, speaker = own_draft(actor, proposal)
    head = _head(draft.renegotiation.agreement)
    ours = terms_of(draft)
    if head is None or draft.base_version is None or head == draft.base_version:
        return Rebase(ours, ())
    theirs = terms_of(head)
    # Every version has its own first day: another one is no change of the deal.
    base = replace(terms_of(draft.base_version), effective_from=theirs.effective_from)
    moved = rebase(base, theirs, _from_version(ours, head, starts=ours.effective_from))
    draft.terms = to_json(moved.terms)
    draft.base_version = head
    _save(draft, actor, now=now)
    note(
        "agreements.proposal.rebased",
        draft.renegotiation,
        speaker=speaker,
        now=now,
        subject=draft,
        facts={"version": head.number, "conflicts": len(moved.conflicts)},
    )
    return moved


@transaction.atomic
def discard_draft(*, actor: Actor, now: datetime, proposal: Proposal) -> Proposal:
    """Put an own draft away; it stays in the history.

    Raises:
        NotPermitted: another side writes it.
        IllegalTransition: it was sent already.
    """
    draft, speaker = own_draft(actor, proposal)
    check_proposal_step(ProposalState(draft.state), ProposalState.WITHDRAWN)
    draft.state = ProposalState.WITHDRAWN
    draft.save(update_fields=["state"])
    note(
        "agreements.proposal.discarded",
        draft.renegotiation,
        speaker=speaker,
        now=now,
        subject=draft,
    )
    return draft


def own_draft(actor: Actor, proposal: Proposal) -> tuple[Proposal, Speaker]:
    """Return a locked draft and for whom the actor, who may write it, speaks.

    Raises:
        NotPermitted: no right here, or another side writes it.
        IllegalTransition: it was sent already.
    """
    require_at(actor, Action.PROPOSE_CHANGE, proposal.renegotiation.agreement)
    draft = locked_proposal(proposal)
    speaker = speaker_of(actor, draft.renegotiation.agreement)
    if (draft.side, draft.party_id) != (speaker.side, speaker.party_id):
        raise NotPermitted("this is the draft of another side")
    if draft.state != ProposalState.DRAFT:
        raise IllegalTransition(draft.state, ProposalState.DRAFT)
    return draft, speaker


def is_stale(proposal: Proposal) -> bool:
    """Tell whether another version came after the one a proposal started from."""
    return newer_version(proposal) is not None


def _save(draft: Proposal, actor: Actor, *, now: datetime) -> None:
    draft.revision += 1
    draft.changed_at, draft.changed_by = now, actor.key
    draft.save(
        update_fields=[
            "terms",
            "summary",
            "reasons",
            "is_correction",
            "base_version",
            "revision",
            "changed_at",
            "changed_by",
        ]
    )


def _head(agreement: Agreement) -> AgreementVersion | None:
    return agreement.versions.order_by("-number").first()


def _next_round(renegotiation: Renegotiation) -> int:
    last = renegotiation.proposals.aggregate(last=Max("round"))["last"]
    return (last or 0) + 1


def _first_terms(
    renegotiation: Renegotiation,
    table: Proposal | None,
    base: AgreementVersion | None,
    *,
    now: datetime,
) -> Terms:
    if table is not None:
        return terms_of(table)
    starts = today_of(renegotiation, now=now) + START_AHEAD
    if base is not None:
        return _from_version(terms_of(base), base, starts=starts)
    country = renegotiation.agreement.partnership.country
    is_reporting = country.currency == settings.REPORTING_CURRENCY
    return Terms(
        title=renegotiation.agreement.title,
        language=country.default_language,
        effective_from=starts,
        effective_to=starts + FIRST_LENGTH,
        currency=country.currency if is_reporting else settings.REPORTING_CURRENCY,
        rate=Decimal(1),
        rate_on=today_of(renegotiation, now=now),
    )


def _from_version(terms: Terms, base: AgreementVersion, *, starts: date) -> Terms:
    """Return the terms in force, to begin anew on a day ahead.

    A version begins after the one it follows; the end stays unless it is over.
    """
    first = max(starts, base.effective_from + timedelta(days=1))
    last = max(terms.effective_to, first + timedelta(days=1))
    return replace(terms, effective_from=first, effective_to=last)
