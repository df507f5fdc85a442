"""What does the other side say to a proposal, change by change and as a whole?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import (
    ChangeAnswerKind,
    ProposalState,
    RenegotiationState,
    SizeClass,
)
from agreements.models import Acceptance, ChangeAnswer, Proposal, Renegotiation
from agreements.rules.negotiation import check_proposal_step, owes_talk
from agreements.selectors.proposals import (
    changes_of,
    latest_answers,
    missing_acceptances,
    principles_of,
)
from agreements.selectors.speakers import Speaker, is_lead, speaker_of
from agreements.services.steps import (
    check_first_day,
    check_newest,
    check_taken_up,
    go,
    locked_proposal,
    note,
    require_at,
)
from agreements.services.waiting import stop_waiting_for
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.models import PartnershipParty


@transaction.atomic
def answer_change(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    key: str,
    answer: ChangeAnswerKind,
    comment: str = "",
    principle: str = "",
) -> ChangeAnswer:
    """Say to one change of a proposal that it suits, or that it needs a talk.

    The last answer counts; earlier ones stay in the history. Saying the same again,
    as by a second press of the button, changes nothing.

    Args:
        actor: somebody of another side than the one that proposed.
        now: the moment, aware.
        proposal: the one on the table.
        key: the change, for example "clause:take-stock".
        answer: accept or discuss.
        comment: needed to discuss.
        principle: that the comment speaks of; "" = none.

    Raises:
        NotPermitted: no right here, or the own proposal.
        IllegalTransition: it is not on the table any more.
        InvalidInput: no such change or principle, a comment is missing, or the table
            is put aside.
    """
    proposal, speaker = _others_proposal(actor, proposal)
    _check_said(proposal, key, principle, answer, comment)
    said = ChangeAnswer(
        proposal=proposal,
        key=key,
        side=speaker.side,
        party=speaker.party,
        answer=answer,
        comment=comment.strip(),
        principle=principle if comment.strip() else "",
        answered_at=now,
        answered_by=actor.key,
    )
    before = proposal.answers.filter(key=key, party=speaker.party).last()
    if before is not None and _says_the_same(before, said):
        return before
    _keep(said, speaker, now=now)
    return said


def _keep(said: ChangeAnswer, speaker: Speaker, *, now: datetime) -> None:
    said.save()
    note(
        "agreements.change.answered",
        said.proposal.renegotiation,
        speaker=speaker,
        now=now,
        subject=said.proposal,
        facts={"key": said.key, "answer": str(said.answer)},
    )


def _says_the_same(one: ChangeAnswer, other: ChangeAnswer) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("answer", "comment", "principle", "answered_by")
    )


def _check_said(
    proposal: Proposal,
    key: str,
    principle: str,
    answer: ChangeAnswerKind,
    comment: str,
) -> None:
    """Refuse a change or a principle that the texts do not know, or no words."""
    if key not in {change.key for change in changes_of(proposal).changes}:
        raise InvalidInput({"": _("This proposal does not change that part.")})
    if principle and principle not in principles_of(proposal):
        raise InvalidInput({"principle": _("Choose one of our principles")})
    if answer == ChangeAnswerKind.DISCUSS and not comment.strip():
        raise InvalidInput({"comment": _("Write what you want to talk about")})


@transaction.atomic
def accept_proposal(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    seen_hash: str,
    for_party: PartnershipParty | None = None,
) -> Proposal:
    """Accept the text with this hash for one side; with all sides it is agreed.

    Args:
        actor: a lead of a side, or of the foundation for a partner on paper.
        now: the moment, aware.
        proposal: the one on the table.
        seen_hash: the hash of the text that the page showed.
        for_party: the partner whose acceptance a person of the foundation enters.

    Raises:
        NotPermitted: not a lead.
        StaleObject: another text lies on the table now.
        InvalidInput: this side wants to talk about a change, a big change was not
            talked about yet, the table is put aside, another version came since, or
            its first day is over.
    """
    require_at(actor, Action.PROPOSE_CHANGE, proposal.renegotiation.agreement)
    proposal = locked_proposal(proposal)
    renegotiation = proposal.renegotiation
    speaker = speaker_of(actor, renegotiation.agreement, for_party=for_party)
    _require_lead(speaker, renegotiation)
    if proposal.state != ProposalState.PROPOSED or proposal.text_hash != seen_hash:
        raise StaleObject("another text lies on the table")
    _check_acceptable(proposal, speaker, now=now)
    if store_acceptance(proposal, speaker, now=now):
        stop_waiting_for(renegotiation.pk, speaker.party)
        note(
            "agreements.proposal.accepted",
            renegotiation,
            speaker=speaker,
            now=now,
            subject=proposal,
            facts={"hash": proposal.text_hash},
        )
    if not missing_acceptances(proposal):
        check_proposal_step(ProposalState(proposal.state), ProposalState.ACCEPTED)
        proposal.state = ProposalState.ACCEPTED
        proposal.save(update_fields=["state"])
        go(renegotiation, RenegotiationState.AGREED, speaker=speaker, now=now)
    return proposal


def _check_acceptable(proposal: Proposal, speaker: Speaker, *, now: datetime) -> None:
    check_taken_up(proposal.renegotiation)
    check_newest(proposal)
    check_first_day(proposal, now=now)
    _check_nothing_to_discuss(proposal, speaker)
    _check_talked(proposal)


def store_acceptance(proposal: Proposal, speaker: Speaker, *, now: datetime) -> bool:
    """Store that a side accepts a text; return False when it had done so before."""
    _row, is_new = Acceptance.objects.get_or_create(
        proposal=proposal,
        side=speaker.side,
        party=speaker.party,
        defaults={
            "text_hash": proposal.text_hash,
            "accepted_at": now,
            "accepted_by": speaker.actor.key,
        },
    )
    return is_new


def _others_proposal(actor: Actor, proposal: Proposal) -> tuple[Proposal, Speaker]:
    require_at(actor, Action.PROPOSE_CHANGE, proposal.renegotiation.agreement)
    proposal = locked_proposal(proposal)
    speaker = speaker_of(actor, proposal.renegotiation.agreement)
    if (proposal.side, proposal.party_id) == (speaker.side, speaker.party_id):
        raise NotPermitted("the other side answers")
    if proposal.state != ProposalState.PROPOSED:
        raise IllegalTransition(proposal.state, ProposalState.PROPOSED)
    check_taken_up(proposal.renegotiation)
    return proposal, speaker


def _require_lead(speaker: Speaker, renegotiation: Renegotiation) -> None:
    if speaker.is_entered or is_lead(speaker, renegotiation.agreement):
        return
    if speaker.party is not None:
        raise NotPermitted("only a lead or head accepts for the partner")
    require_at(speaker.actor, Action.SIGN_STANDARD, renegotiation.agreement)


def _check_talked(proposal: Proposal) -> None:
    size = SizeClass(proposal.size_class)
    talk_held = proposal.renegotiation.talk_id is not None
    if not owes_talk(size, talk_held=talk_held):
        return
    text = _("This is a big change. Talk first, and write the talk down here.")
    if proposal.base_version_id is None:
        text = _("This is a new agreement. Talk first, and write the talk down here.")
    raise InvalidInput({"": text})


def _check_nothing_to_discuss(proposal: Proposal, speaker: Speaker) -> None:
    mine = latest_answers(proposal).get((str(speaker.side), speaker.party_id), {})
    if any(said.answer == ChangeAnswerKind.DISCUSS for said in mine.values()):
        raise InvalidInput(
            {
                "": _(
                    "Your side wants to talk about a change. Accept it first, or "
                    "answer with your own proposal."
                )
            }
        )
