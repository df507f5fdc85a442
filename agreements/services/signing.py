"""How do both sides sign, and how does the last signature make a version?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import ProposalState, SigningMethod, SizeClass
from agreements.gate_words import gap_words
from agreements.models import AgreementVersion, Proposal, Signature
from agreements.rules.gate import GateLine, blocking, warning
from agreements.rules.size import PartnerCapacity, who_signs
from agreements.selectors.gates import gate_of
from agreements.selectors.proposals import missing_signatures
from agreements.selectors.speakers import Speaker, is_head, is_lead, speaker_of
from agreements.services.concluding import conclude
from agreements.services.steps import (
    check_first_day,
    check_goes_on,
    check_newest,
    locked_proposal,
    note,
    require_at,
    today_of,
)
from agreements.services.waiting import stop_waiting_for
from agreements.services.warnings import check_warnings, keep_warnings
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import (
    GateBlocked,
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.models import Contact, PartnershipParty


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """A signature on paper, as a person of the foundation enters it.

    Attributes:
        party: for which partner.
        signer: the person of the partner who signed.
        signed_on: the day on the paper.
        document_id: the scan.
    """

    party: PartnershipParty
    signer: Contact
    signed_on: date
    document_id: int


@transaction.atomic
def sign_proposal(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    seen_hash: str,
    name: str,
    role: str,
    pass_reason: str = "",
) -> AgreementVersion | None:
    """Sign an accepted text for the own side; the last signature makes the version.

    Args:
        actor: who signs; the size of the change says who may (methods E2).
        now: the moment, aware.
        proposal: an accepted one.
        seen_hash: the hash of the text that the page showed.
        name: as it shall stand under the agreement.
        role: in which role.
        pass_reason: why a director passes the warnings of the gate.

    Returns:
        The new version, or None while signatures are missing.

    Raises:
        NotPermitted: somebody else must sign.
        IllegalTransition: it is signed, or not accepted by all sides.
        StaleObject: another text lies on the table.
        GateBlocked: something is missing before the agreement may hold, or a director
            has to weigh a warning.
        InvalidInput: a field is missing, the first day is over, or it was overtaken.
    """
    proposal = locked_proposal(proposal)
    agreement = proposal.renegotiation.agreement
    speaker = speaker_of(actor, agreement)
    _require_signer(speaker, proposal)
    _check_named(name, role)
    warnings = _check_signable(proposal, seen_hash, now=now)
    signature = Signature(
        proposal=proposal,
        signer=actor.key,
        name=name.strip(),
        role=role.strip(),
        method=SigningMethod.IN_APP,
        signed_on=today_of(proposal.renegotiation, now=now),
    )
    check_warnings(speaker, signature, warnings, pass_reason)
    store_signature(signature, speaker, now=now)
    keep_warnings(speaker, signature, warnings, pass_reason, now=now)
    return _conclude_if_last(proposal, speaker, now=now)


@transaction.atomic
def enter_paper_signature(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    seen_hash: str,
    paper: PaperSignature,
) -> AgreementVersion | None:
    """Enter the signature that a partner gave on paper; that stays visible for ever.

    Raises:
        NotPermitted: no right to register papers here.
        IllegalTransition: it is signed, or not accepted by all sides.
        StaleObject: another text lies on the table.
        GateBlocked: something is missing before the agreement may hold.
        InvalidInput: the person may not sign, or the day cannot be.
    """
    require_at(actor, Action.REGISTER, proposal.renegotiation.agreement)
    proposal = locked_proposal(proposal)
    agreement = proposal.renegotiation.agreement
    speaker = speaker_of(actor, agreement, for_party=paper.party)
    _check_paper(paper, proposal, now=now)
    _check_signable(proposal, seen_hash, now=now)
    signature = Signature(
        proposal=proposal,
        signer=f"contact:{paper.signer.pk}",
        name=paper.signer.name,
        role=paper.signer.job_title or _role_of(paper.signer),
        method=SigningMethod.PAPER,
        signed_on=paper.signed_on,
        document_id=paper.document_id,
    )
    store_signature(signature, speaker, now=now)
    return _conclude_if_last(proposal, speaker, now=now)


def store_signature(signature: Signature, speaker: Speaker, *, now: datetime) -> None:
    """Store a signature for a side, once; who may sign was asked before.

    Raises:
        IllegalTransition: this side has signed.
    """
    proposal = signature.proposal
    key = (str(speaker.side), speaker.party_id)
    if key not in missing_signatures(proposal):
        raise IllegalTransition(proposal.state, ProposalState.SIGNED)
    signature.side, signature.party = speaker.side, speaker.party
    signature.text_hash = proposal.text_hash
    signature.signed_at, signature.entered_by = now, speaker.actor.key
    signature.save(force_insert=True)
    stop_waiting_for(proposal.renegotiation_id, speaker.party)
    note(
        "agreements.proposal.signed",
        proposal.renegotiation,
        speaker=speaker,
        now=now,
        subject=proposal,
        facts={"hash": proposal.text_hash, "method": str(signature.method)},
    )


def _conclude_if_last(
    proposal: Proposal, speaker: Speaker, *, now: datetime
) -> AgreementVersion | None:
    if missing_signatures(proposal):
        return None
    return conclude(proposal, speaker=speaker, now=now)


def _check_named(name: str, role: str) -> None:
    problems = {}
    if not name.strip():
        problems["name"] = _("Enter your name")
    if not role.strip():
        problems["role"] = _("Enter your role")
    if problems:
        raise InvalidInput(problems)


def _check_signable(
    proposal: Proposal, seen_hash: str, *, now: datetime
) -> tuple[GateLine, ...]:
    """Refuse a text that cannot be signed now; return what the gate warns of."""
    if proposal.state != ProposalState.ACCEPTED:
        raise IllegalTransition(proposal.state, ProposalState.SIGNED)
    if proposal.text_hash != seen_hash:
        raise StaleObject("another text lies on the table")
    check_goes_on(proposal.renegotiation.agreement)
    check_newest(proposal)
    check_first_day(proposal, now=now)
    lines = gate_of(proposal)
    blocked = [line for line in blocking(lines) if line.code != "B10"]
    if blocked:
        raise GateBlocked([text for line in blocked for text in gap_words(line)])
    return warning(lines)


def _require_signer(speaker: Speaker, proposal: Proposal) -> None:
    """Refuse whoever the size of the change does not let sign (methods E2).

    For the lead of the foundation whoever manages the country may step in.
    """
    agreement = proposal.renegotiation.agreement
    wanted = who_signs(SizeClass(proposal.size_class or SizeClass.TRANSFORM))
    if speaker.party is None:
        steps_in = not is_lead(speaker, agreement)
        is_small = wanted.foundation is Action.SIGN_SMALL
        needed = Action.SIGN_STANDARD if is_small and steps_in else wanted.foundation
        require_at(speaker.actor, needed, agreement)
        return
    require_at(speaker.actor, Action.SIGN_SMALL, agreement)
    needs_head = wanted.partner is PartnerCapacity.HEAD
    if not (is_head(speaker) if needs_head else is_lead(speaker, agreement)):
        raise NotPermitted("the head of the partner signs this")


def _check_paper(paper: PaperSignature, proposal: Proposal, *, now: datetime) -> None:
    problems = {}
    if paper.signer.partner_id != paper.party.partner_id:
        problems["signer"] = _("Choose a person of this partner")
    elif not paper.signer.is_head:
        _check_lead(paper, SizeClass(proposal.size_class), problems)
    if paper.signed_on > today_of(proposal.renegotiation, now=now):
        problems["signed_on"] = _("The day of signing cannot be in the future")
    if problems:
        raise InvalidInput(problems)


def _check_lead(
    paper: PaperSignature, size: SizeClass, problems: dict[str, str]
) -> None:
    """Say who signs when somebody who is not the head signed (methods E2)."""
    if who_signs(size).partner is PartnerCapacity.HEAD:
        problems["signer"] = _("The head of the partner signs a change of this size")
    elif paper.party.partner_lead_id != paper.signer.pk:
        problems["signer"] = _("The lead or the head of the partner signs this")


def _role_of(signer: Contact) -> str:
    return _("Head") if signer.is_head else _("Lead of the partner")
