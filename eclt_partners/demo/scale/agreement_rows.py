"""How do invented agreements and their changes become rows?

First versions are registered, later ones signed here: wish, proposal, acceptance of
both, signatures, version.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from agreements.choices import (
    ChangeReason,
    FirstKind,
    ProposalState,
    RenegotiationState,
    SigningMethod,
    SizeClass,
    Topic,
    VersionKind,
    VersionOrigin,
)
from agreements.rules.seal import SignedBy, VersionLabel
from agreements.rules.terms import Terms
from agreements.rules.terms_json import canonical, text_hash, to_json
from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.scale.deals import changed_terms, first_terms
from eclt_partners.demo.scale.lives import DAYS_A_YEAR, Life
from eclt_partners.demo.scale.registry_rows import Keys, noon, note
from eclt_partners.demo.scale.tables import Tables
from eclt_partners.demo.scale.version_rows import add_parts, add_version
from partners.choices import PartnerKind, Side

CHANGED, OPEN, DECLINED = 0.3, 0.06, 0.05
_SUMMARY: Final = "Half a year longer, with more money in the last year."
_WHY: Final = "Prices rose, and two more villages asked to take part."
_NOT_NOW: Final = "The money of this year is spent."
_STEPS: Final = (
    RenegotiationState.RAISED,
    RenegotiationState.TALKING,
    RenegotiationState.PROPOSED,
    RenegotiationState.AGREED,
    RenegotiationState.SIGNED,
)


@dataclass(slots=True)
class AgreementWriter:
    """Writes agreements, and remembers which changes are to be signed.

    Attributes:
        tables: where to.
        today: until when things happen.
        proposals: to be accepted, then signed.
        signed: wish, version and moment of each change.
    """

    tables: Tables
    today: date
    proposals: list[int] = field(default_factory=list)
    signed: list[tuple[int, int, datetime]] = field(default_factory=list)

    def add(self, life: Life, keys: Keys) -> None:
        """Write the agreement of one partnership, if it has one."""
        if life.agreement is None:
            return
        first, last = life.agreement
        label = VersionLabel(
            f"{life.code}/{first:%Y}",
            1,
            VersionKind.ORIGINAL.value,
            VersionOrigin.REGISTERED.value,
        )
        agreement = self._agreement(life, keys, label.agreement, first)
        terms = first_terms(life, first, last)
        version = add_version(self.tables.versions, agreement, label, terms, on=first)
        note(self.tables, life, keys, "agreements.version.registered", first)
        changed_on = _change_day(life, first, min(last, self.today))
        self._parts(life, version, terms, until=changed_on or last)
        if changed_on is not None:
            self._change(life, keys, (agreement, version), label, terms, changed_on)
        elif last > self.today:
            self._wish_only(life, keys, agreement)

    def _agreement(self, life: Life, keys: Keys, number: str, on: date) -> int:
        is_public = life.kind == PartnerKind.GOVERNMENT
        agreement = self.tables.agreements.add(
            partnership_id=keys.partnership,
            number=number,
            kind_id=FirstKind.MOU if is_public else FirstKind.PROGRAMME,
            title=f"Children first in {life.code}",
            created_at=noon(on),
        )
        self.tables.agreement_parties.add(
            agreement_id=agreement, partnershipparty_id=keys.party
        )
        return agreement

    def _parts(self, life: Life, version: int, terms: Terms, *, until: date) -> None:
        add_parts(
            self.tables, version, terms, until=until, today=self.today, rng=life.rng
        )

    def _change(
        self,
        life: Life,
        keys: Keys,
        deal: tuple[int, int],
        first: VersionLabel,
        terms: Terms,
        on: date,
    ) -> None:
        """Write a change that both sides signed on one day, in force from the next."""
        agreement, base = deal
        terms = changed_terms(terms, on + timedelta(days=1), life.rng)
        raised_on = on - timedelta(days=life.rng.randint(10, 60))
        wish = self._wish(
            life, keys, agreement, raised_on, state=RenegotiationState.AGREED
        )
        for number, step in enumerate(_STEPS):
            taken_on = raised_on if number < 2 else on
            self.tables.steps.add(
                renegotiation_id=wish,
                state=step,
                side=Side.FOUNDATION,
                taken_at=noon(taken_on),
                taken_by=SYSTEM.key,
            )
        proposal = self._proposal(wish, base, terms, noon(on))
        signatures = [
            SignedBy(side.value, party, signer, SigningMethod.PAPER.value, on)
            for side, party, signer in _signers(keys)
        ]
        for signed in signatures:
            self._sign(proposal, text_hash(terms), signed)
        label = VersionLabel(
            first.agreement,
            2,
            VersionKind.AMENDMENT.value,
            VersionOrigin.SIGNED_HERE.value,
            _SUMMARY,
            SizeClass.STANDARD.value,
        )
        version = add_version(
            self.tables.changes, agreement, label, terms, on=on, signatures=signatures
        )
        self._parts(life, version, terms, until=terms.effective_to)
        self.signed.append((wish, version, noon(on)))
        note(self.tables, life, keys, "agreements.version.signed", on)

    def _proposal(self, wish: int, base: int, terms: Terms, at: datetime) -> int:
        proposal = self.tables.proposals.add(
            renegotiation_id=wish,
            base_version_id=base,
            round=1,
            side=Side.FOUNDATION,
            state=ProposalState.PROPOSED,
            terms=to_json(terms),
            canonical=canonical(to_json(terms)),
            text_hash=text_hash(terms),
            summary=_SUMMARY,
            size_class=SizeClass.STANDARD,
            created_at=at,
            created_by=SYSTEM.key,
            changed_at=at,
            changed_by=SYSTEM.key,
            sent_at=at,
            sent_by=SYSTEM.key,
        )
        self.proposals.append(proposal)
        return proposal

    def _sign(self, proposal: int, text: str, signed: SignedBy) -> None:
        """Let one side accept the text, and sign it."""
        whose = {"proposal_id": proposal, "side": signed.side, "text_hash": text}
        at = noon(signed.signed_on)
        self.tables.acceptances.add(
            **whose, party_id=signed.party_id, accepted_at=at, accepted_by=signed.signer
        )
        self.tables.signatures.add(
            **whose,
            party_id=signed.party_id,
            signer=signed.signer,
            name="As on the paper",
            role="Director",
            method=signed.method,
            signed_on=signed.signed_on,
            signed_at=at,
            entered_by=SYSTEM.key,
        )

    def _wish_only(self, life: Life, keys: Keys, agreement: int) -> None:
        """Let a side ask for a change that is still open, or was declined."""
        chance = life.rng.random()
        on = self.today - timedelta(days=life.rng.randint(3, 25))
        if chance < OPEN:
            self._wish(life, keys, agreement, on, state=RenegotiationState.RAISED)
        elif chance < OPEN + DECLINED:
            self._wish(
                life,
                keys,
                agreement,
                on,
                state=RenegotiationState.DECLINED,
                closed_at=noon(self.today),
                closed_by=SYSTEM.key,
                close_reason="MONEY",
                close_text=_NOT_NOW,
                would_be_possible="The same, from next year on.",
            )

    def _wish(
        self, life: Life, keys: Keys, agreement: int, on: date, **values: Any
    ) -> int:
        by_partner = life.rng.random() < 0.45
        return self.tables.wishes.add(
            agreement_id=agreement,
            raised_side=Side.PARTNER if by_partner else Side.FOUNDATION,
            raised_party_id=keys.party if by_partner else None,
            raised_by=_signers(keys)[by_partner][2],
            raised_at=noon(on),
            reason=ChangeReason.CONTEXT,
            what_changed=_WHY,
            topics=[Topic.BUDGET.value, Topic.PLACES.value],
            **values,
        )


def _signers(keys: Keys) -> tuple[tuple[Side, int | None, str], ...]:
    """Return who speaks for the foundation, then for the partner."""
    return (
        (Side.FOUNDATION, None, f"user:{keys.lead}"),
        (Side.PARTNER, keys.party, f"contact:{keys.contacts[0]}"),
    )


def _change_day(life: Life, first: date, until: date) -> date | None:
    """Return the day on which a change was signed, in three of ten agreements."""
    days = (until - first).days - 30
    if days < DAYS_A_YEAR // 2 or life.rng.random() > CHANGED:
        return None
    return first + timedelta(days=life.rng.randint(100, days))
