"""How does a renegotiation end without a version, or wait for better days?"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import ChangeReason, ProposalState, RenegotiationState
from agreements.models import Renegotiation
from agreements.selectors.speakers import Speaker, is_lead, speaker_of
from agreements.services.steps import (
    check_goes_on,
    check_move,
    go,
    locked,
    note,
    require_at,
    today_of,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted

LONGEST_PARKING = timedelta(days=365)


@transaction.atomic
def decline(
    *,
    actor: Actor,
    now: datetime,
    renegotiation: Renegotiation,
    reason: ChangeReason,
    text: str,
    would_be_possible: str,
) -> Renegotiation:
    """Decline a wish of the other side; it stays in the history (methods E3.5).

    Not a partner of a coalition for the foundation: who does not want what another
    partner wishes talks, writes another text, or does not accept it.

    Args:
        actor: a lead of the side that was asked.
        now: the moment, aware.
        renegotiation: an open one.
        reason: the kind of reason.
        text: the reason in a sentence.
        would_be_possible: what would make it possible.

    Raises:
        NotPermitted: not a lead of the side that was asked.
        IllegalTransition: it is over.
        InvalidInput: a sentence is missing.
    """
    renegotiation, speaker = _lead_of_a_side(actor, renegotiation)
    if speaker.side == renegotiation.raised_side:
        raise NotPermitted("a wish of the own side is not declined")
    problems = {}
    if not text.strip():
        problems["text"] = _("Write why, in one sentence")
    if not would_be_possible.strip():
        problems["would_be_possible"] = _("Write what would make it possible")
    if problems:
        raise InvalidInput(problems)
    renegotiation.close_reason = reason
    renegotiation.close_text = text.strip()
    renegotiation.would_be_possible = would_be_possible.strip()
    return close(renegotiation, RenegotiationState.DECLINED, speaker=speaker, now=now)


@transaction.atomic
def withdraw(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation, text: str
) -> Renegotiation:
    """Take the own wish back.

    Raises:
        NotPermitted: the other side raised it.
        IllegalTransition: it is over.
        InvalidInput: no reason is given.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if speaker.party_id != renegotiation.raised_party_id:
        raise NotPermitted("only the side that raised it withdraws it")
    if not text.strip():
        raise InvalidInput({"text": _("Write why, in one sentence")})
    renegotiation.close_text = text.strip()
    return close(renegotiation, RenegotiationState.WITHDRAWN, speaker=speaker, now=now)


@transaction.atomic
def park(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation, until: date
) -> Renegotiation:
    """Put a renegotiation aside until a day; then both talk again.

    Raises:
        NotPermitted: not a lead of a side.
        IllegalTransition: it is over, or both agreed already.
        InvalidInput: the day is not ahead, or more than a year away.
    """
    renegotiation, speaker = _lead_of_a_side(actor, renegotiation)
    today = today_of(renegotiation, now=now)
    if not today < until <= today + LONGEST_PARKING:
        raise InvalidInput({"until": _("Choose a day within the next year")})
    renegotiation.parked_until = until
    renegotiation.save(update_fields=["parked_until"])
    note("agreements.renegotiation.parked", renegotiation, speaker=speaker, now=now)
    go(renegotiation, RenegotiationState.PARKED, speaker=speaker, now=now)
    return renegotiation


@transaction.atomic
def resume(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation
) -> Renegotiation:
    """Take a parked renegotiation up again; both sides talk.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: it is not parked.
        InvalidInput: the agreement is over, or another one is open for it.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if renegotiation.state != RenegotiationState.PARKED:
        raise IllegalTransition(renegotiation.state, RenegotiationState.TALKING)
    check_goes_on(renegotiation.agreement)
    if renegotiation.agreement.renegotiations.open().exists():
        raise InvalidInput({"": _("Another change of this agreement is open.")})
    note("agreements.renegotiation.resumed", renegotiation, speaker=speaker, now=now)
    go(renegotiation, RenegotiationState.TALKING, speaker=speaker, now=now)
    return renegotiation


@transaction.atomic
def ask_helper(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation
) -> Renegotiation:
    """Ask the neutral helper to the table; asking again changes nothing.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: it is over.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if not renegotiation.is_open:
        raise IllegalTransition(renegotiation.state, RenegotiationState.TALKING)
    if renegotiation.facilitated_at is None:
        renegotiation.facilitated_at = now
        renegotiation.facilitated_by = actor.key
        renegotiation.save(update_fields=["facilitated_at", "facilitated_by"])
        note(
            "agreements.renegotiation.helper_asked",
            renegotiation,
            speaker=speaker,
            now=now,
        )
    return renegotiation


def _lead_of_a_side(
    actor: Actor, renegotiation: Renegotiation
) -> tuple[Renegotiation, Speaker]:
    """Return the locked renegotiation and for whom the actor, a lead, speaks.

    Raises:
        NotPermitted: not a lead; for the foundation a manager may step in.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if not is_lead(speaker, renegotiation.agreement):
        if speaker.party is not None:
            raise NotPermitted("only a lead or head decides for the partner")
        require_at(actor, Action.SIGN_STANDARD, renegotiation.agreement)
    return renegotiation, speaker


def close(
    renegotiation: Renegotiation,
    state: RenegotiationState,
    *,
    speaker: Speaker,
    now: datetime,
) -> Renegotiation:
    """End a renegotiation without a version; open proposals end with it.

    A step of declining, taking back and lapsing, which have asked for the right.

    Raises:
        IllegalTransition: it is over.
    """
    check_move(renegotiation, state)
    renegotiation.closed_at = now
    renegotiation.closed_by = speaker.actor.key
    renegotiation.save(
        update_fields=[
            "closed_at",
            "closed_by",
            "close_reason",
            "close_text",
            "would_be_possible",
        ]
    )
    open_ones = renegotiation.proposals.all()
    ended = (
        ProposalState.REJECTED
        if state == RenegotiationState.DECLINED
        else ProposalState.WITHDRAWN
    )
    open_ones.filter(state=ProposalState.DRAFT).update(state=ProposalState.WITHDRAWN)
    open_ones.filter(state__in=[ProposalState.PROPOSED, ProposalState.ACCEPTED]).update(
        state=ended
    )
    note(
        f"agreements.renegotiation.{state.lower()}",
        renegotiation,
        speaker=speaker,
        now=now,
    )
    go(renegotiation, state, speaker=speaker, now=now)
    return renegotiation
