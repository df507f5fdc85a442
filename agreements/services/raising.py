"""How does a side raise a change, and how does the other side answer that?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import ChangeReason, RenegotiationState, Topic, Urgency
from agreements.models import Agreement, Renegotiation
from agreements.selectors.speakers import Speaker, speaker_of
from agreements.services.steps import check_goes_on, go, locked, note, require_at
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.changes import apply
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from partners.models import PartnershipParty

# From the most urgent one on.
HOW_SOON = list(Urgency)


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """What a side says when it raises a change; one minute of typing."""

    reason: ChangeReason
    what_changed: str
    topics: Sequence[Topic]
    worry: str = ""
    urgency: Urgency = Urgency.NORMAL


@transaction.atomic
def raise_change(
    *,
    actor: Actor,
    now: datetime,
    agreement: Agreement,
    wish: ChangeWish,
    for_party: PartnershipParty | None = None,
) -> Renegotiation:
    """Raise a change of an agreement; a second wish joins the open one (methods A4.5).

    Args:
        actor: either side; asking is never a reason to end or reduce support.
        now: the moment, aware.
        agreement: the deal.
        wish: what changed, what it is about, how urgent it is.
        for_party: the partner for which a person of the foundation enters it.

    Raises:
        NotPermitted: no right to raise changes here.
        InvalidInput: it is over, was never agreed, or words or a topic are missing.
    """
    require_at(actor, Action.RAISE_CHANGE, agreement)
    speaker = speaker_of(actor, agreement, for_party=for_party)
    # Read after the lock: meanwhile the partnership may have ended.
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    agreement = Agreement.objects.select_related(
        "partnership__country", "partnership__foundation_lead"
    ).get(pk=agreement.pk)
    check_goes_on(agreement)
    _check_wish(wish)
    running = agreement.renegotiations.open().first()
    if running is not None:
        return _join(running, wish, speaker=speaker, now=now)
    if not agreement.versions.exists():
        raise InvalidInput({"": _("Nothing is agreed here that could change.")})
    renegotiation = Renegotiation.objects.create(
        agreement=agreement,
        raised_side=speaker.side,
        raised_party=speaker.party,
        raised_by=actor.key,
        raised_at=now,
        reason=wish.reason,
        what_changed=wish.what_changed.strip(),
        worry=wish.worry.strip(),
        topics=sorted({str(topic) for topic in wish.topics}),
        urgency=wish.urgency,
    )
    note("agreements.renegotiation.raised", renegotiation, speaker=speaker, now=now)
    go(renegotiation, RenegotiationState.RAISED, speaker=speaker, now=now)
    return renegotiation


@transaction.atomic
def acknowledge(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation
) -> Renegotiation:
    """Say that the wish of the other side was read; now both talk (methods E3.1).

    Saying so again changes nothing. What one partner of a coalition wishes is read by
    the foundation: another partner does not answer in its place.

    Raises:
        NotPermitted: no right here, or it is a wish of the own side.
        IllegalTransition: it is over.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if speaker.side == renegotiation.raised_side:
        raise NotPermitted("the other side acknowledges")
    if renegotiation.acknowledged_at is not None:
        return renegotiation
    if not renegotiation.is_open:
        raise IllegalTransition(renegotiation.state, RenegotiationState.TALKING)
    renegotiation.acknowledged_at = now
    renegotiation.acknowledged_by = actor.key
    renegotiation.save(update_fields=["acknowledged_at", "acknowledged_by"])
    note(
        "agreements.renegotiation.acknowledged",
        renegotiation,
        speaker=speaker,
        now=now,
    )
    if renegotiation.state == RenegotiationState.RAISED:
        go(renegotiation, RenegotiationState.TALKING, speaker=speaker, now=now)
    return renegotiation


def _check_wish(wish: ChangeWish) -> None:
    problems = {}
    if not wish.what_changed.strip():
        problems["what_changed"] = _("Write what has changed")
    if not wish.topics:
        problems["topics"] = _("Choose what it is about")
    if problems:
        raise InvalidInput(problems)


def _join(
    running: Renegotiation, wish: ChangeWish, *, speaker: Speaker, now: datetime
) -> Renegotiation:
    """Add the topics and words of a second wish to the open renegotiation.

    The more urgent of both wishes says how soon; the first one keeps its reason. A wish
    that adds nothing, as by a second press of the button, changes nothing.
    """
    added = {
        "what_changed": _both(running.what_changed, wish.what_changed),
        "worry": _both(running.worry, wish.worry),
        "topics": sorted({*running.topics, *(str(t) for t in wish.topics)}),
        "urgency": min(Urgency(running.urgency), wish.urgency, key=HOW_SOON.index),
    }
    changed = apply(running, added)
    if not changed:
        return running
    running.save(update_fields=changed)
    note("agreements.renegotiation.joined", running, speaker=speaker, now=now)
    return running


def _both(said: str, added: str) -> str:
    words = added.strip()
    return said if words in said else "\n\n".join(filter(None, (said, words)))
