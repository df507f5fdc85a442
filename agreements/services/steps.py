"""How does a renegotiation take one step, whoever takes it?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.models import Agreement, Proposal, Renegotiation, RenegotiationStep
from agreements.rules.negotiation import check_step
from agreements.selectors.proposals import newer_version
from agreements.selectors.speakers import Speaker
from agreements.services.turns import tell_turn
from agreements.services.waiting import stop_waiting
from agreements.words import newer_words
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.words import plain_date
from partners.choices import Stage

# Work has ended; what comes now is a new chapter with its own agreement (methods A2).
CLOSED_STAGES = frozenset(
    {Stage.SUSTAINING, Stage.CONCLUDED, Stage.ENDED_EARLY, Stage.NOT_PURSUED}
)
_PLACE = ("agreement__partnership__country", "agreement__partnership__foundation_lead")


def require_at(actor: Actor, action: Action, agreement: Agreement) -> None:
    """Refuse unless the actor may do something in the agreement's partnership.

    Raises:
        NotPermitted: no right here.
    """
    partnership = agreement.partnership
    require(actor, action, country=partnership.country_id, partnership=partnership.pk)


def check_goes_on(agreement: Agreement) -> None:
    """Refuse to change an agreement that is over.

    Raises:
        InvalidInput: another one continues it, or the partnership has ended.
    """
    is_continued = Agreement.objects.filter(continues=agreement).exists()
    if is_continued or agreement.partnership.stage in CLOSED_STAGES:
        raise InvalidInput({"": _("This agreement is over. Begin a new one instead.")})


def check_taken_up(renegotiation: Renegotiation) -> None:
    """Refuse to say something to a paper while its table is put aside.

    Raises:
        InvalidInput: both sides wait until a day, or until somebody takes it up again.
    """
    if renegotiation.state != RenegotiationState.PARKED:
        return
    until = renegotiation.parked_until
    text = _("This was put aside until %(day)s. Take it up again at the table first.")
    raise InvalidInput({"": text % {"day": plain_date(until) if until else ""}})


def check_newest(proposal: Proposal) -> None:
    """Refuse a paper that changes a version which another one has followed.

    Whoever accepts or signs it would wait for a version that cannot come.

    Raises:
        InvalidInput: says which version came, and what to do.
    """
    newer = newer_version(proposal)
    if newer is not None:
        raise InvalidInput({"": newer_words(newer.number)})


def check_first_day(proposal: Proposal, *, now: datetime) -> None:
    """Refuse a paper whose first day is over: no version begins in the past.

    One that only puts slips right may (methods E3.6).

    Raises:
        InvalidInput: says what to do.
    """
    if past_first_day(proposal, proposal.size_class, now=now):
        raise InvalidInput(
            {"": _("The first day of this text is over. Propose it with a later day.")}
        )


def past_first_day(proposal: Proposal, size: str, *, now: datetime) -> date | None:
    """Return the first day of a text that is over, or None while it can begin.

    Args:
        proposal: with its renegotiation, agreement, partnership and country.
        size: its size; what only puts slips right may begin in the past.
        now: the moment, aware.
    """
    first = date.fromisoformat(proposal.terms["effective_from"])
    is_over = first < today_of(proposal.renegotiation, now=now)
    return first if is_over and size != SizeClass.CORRECTION else None


def locked(renegotiation: Renegotiation) -> Renegotiation:
    """Return the renegotiation as it is now; nobody else changes it meanwhile.

    The agreement is locked first, as everybody does who writes versions.
    """
    Agreement.objects.select_for_update().get(pk=renegotiation.agreement_id)
    return (
        Renegotiation.objects.select_for_update(of=("self",))
        .select_related(*_PLACE)
        .get(pk=renegotiation.pk)
    )


def locked_proposal(proposal: Proposal) -> Proposal:
    """Return a proposal as it is now, with its renegotiation locked as well."""
    renegotiation = locked(proposal.renegotiation)
    found = Proposal.objects.select_for_update().get(pk=proposal.pk)
    found.renegotiation = renegotiation
    return found


def go(
    renegotiation: Renegotiation,
    state: RenegotiationState,
    *,
    speaker: Speaker,
    now: datetime,
) -> None:
    """Move to another state, keep the step for the story and tell the other side.

    Going where it is already is a turn of its own, for example a counter-proposal
    that follows another one.

    Raises:
        IllegalTransition: the state cannot follow.
    """
    if renegotiation.state != state:
        check_move(renegotiation, state)
        renegotiation.state = state
        renegotiation.save(update_fields=["state"])
    stop_waiting(renegotiation.pk)
    step = RenegotiationStep.objects.create(
        renegotiation=renegotiation,
        state=state,
        side=speaker.side,
        taken_at=now,
        taken_by=speaker.actor.key,
    )
    tell_turn(renegotiation, step, speaker=speaker, now=now)


def check_move(renegotiation: Renegotiation, state: RenegotiationState) -> None:
    """Refuse a state that may not follow the present one.

    Raises:
        IllegalTransition: it may not.
    """
    table = table_of(renegotiation)
    check_step(
        RenegotiationState(renegotiation.state),
        state,
        size=SizeClass(table.size_class) if table else SizeClass.SMALL,
        talk_held=renegotiation.talk_id is not None,
    )


def note(
    verb: str,
    renegotiation: Renegotiation,
    *,
    speaker: Speaker,
    now: datetime,
    subject: Proposal | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write the audit entry of a step; never with what somebody wrote."""
    partnership = renegotiation.agreement.partnership
    known = {"side": str(speaker.side), **(facts or {})}
    if speaker.is_entered:
        known["on_behalf_of"] = speaker.party_id
    audit.record(
        verb,
        actor=speaker.actor,
        subject=subject or renegotiation,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts=known,
    )


def today_of(renegotiation: Renegotiation, *, now: datetime) -> date:
    """Return the day in the country of the partnership."""
    return renegotiation.agreement.partnership.country.today(now=now)


def table_of(renegotiation: Renegotiation) -> Proposal | None:
    """Return the proposal that is on the table, accepted ones included."""
    return renegotiation.proposals.filter(
        state__in=[ProposalState.PROPOSED, ProposalState.ACCEPTED]
    ).first()
