"""Which text is on the table, what does the other side say, and who signed it?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.choices import (
    ChangeAnswerKind,
    ProposalState,
    SigningMethod,
    SizeClass,
)
from agreements.models.agreements import AgreementVersion
from agreements.models.renegotiations import Renegotiation
from partners.choices import Side
from partners.models import PartnershipParty

ON_THE_TABLE = (ProposalState.PROPOSED, ProposalState.ACCEPTED, ProposalState.SIGNED)
ONE_SIDE = Q(side=Side.PARTNER, party__isnull=False) | Q(
    side=Side.FOUNDATION, party__isnull=True
)


class Proposal(models.Model):
    """One row is one side's full text of the next version (methods E3.3, E3.4).

    A draft is edited by its side alone; once sent, a trigger refuses any change of
    its words, so what was accepted is what was read.
    """

    renegotiation = models.ForeignKey(
        Renegotiation, on_delete=models.PROTECT, related_name="proposals"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    side = models.CharField(max_length=10, choices=Side)
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    base_version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, null=True, blank=True
    )
    answers_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True
    )
    state = models.CharField(
        max_length=9, choices=ProposalState, default=ProposalState.DRAFT
    )
    terms = models.JSONField()
    # Both are written when the proposal is sent; a trigger checks that they fit.
    canonical = models.TextField(blank=True, default="")
    text_hash = models.CharField(max_length=64, blank=True, default="")
    summary = models.CharField(_("what changes"), max_length=600, blank=True)
    reasons = models.JSONField(default=dict)
    is_correction = models.BooleanField(
        _("this only puts typing errors right"), default=False
    )
    size_class = models.CharField(max_length=10, choices=SizeClass, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=40, blank=True)

    if TYPE_CHECKING:
        answers: models.Manager["ChangeAnswer"]
        acceptances: models.Manager["Acceptance"]
        signatures: models.Manager["Signature"]

    class Meta:
        ordering = ["-round"]
        verbose_name = _("proposal")
        constraints = [
            models.UniqueConstraint(
                fields=["renegotiation", "round"], name="one_proposal_per_round"
            ),
            models.UniqueConstraint(
                fields=["renegotiation", "side", "party"],
                condition=Q(state=ProposalState.DRAFT),
                name="one_draft_per_side",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["renegotiation"],
                condition=Q(state__in=ON_THE_TABLE),
                name="one_proposal_on_the_table",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values),
                name="proposal_state_is_known",
            ),
            models.CheckConstraint(condition=ONE_SIDE, name="proposal_is_of_one_side"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFT, text_hash="", sent_at=None)
                | (~Q(text_hash="") & Q(sent_at__isnull=False))
                | Q(state=ProposalState.WITHDRAWN),
                name="sent_proposal_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.round} of {self.renegotiation_id}"

    @property
    def audit_text(self) -> str:
        """What the audit shows for this proposal."""
        return f"proposal {self.round}"


class ChangeAnswer(models.Model):
    """One row is what one side says to one change of a proposal; append-only.

    A later row for the same change counts instead of an earlier one.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="answers"
    )
    key = models.CharField(max_length=80)
    side = models.CharField(max_length=10, choices=Side)
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    answer = models.CharField(max_length=7, choices=ChangeAnswerKind)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    # The guiding principle that the comment speaks of, as it is written.
    principle = models.CharField(_("principle"), max_length=300, blank=True, default="")
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=ONE_SIDE, name="answer_is_of_one_side"),
            models.CheckConstraint(
                condition=~Q(answer=ChangeAnswerKind.DISCUSS) | ~Q(comment=""),
                name="discussing_needs_a_comment",
            ),
            models.CheckConstraint(
                condition=Q(principle="") | ~Q(comment=""),
                name="principle_is_of_a_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.key}: {self.answer}"


class Acceptance(models.Model):
    """One row says that one side accepts the text with this hash; append-only."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="acceptances"
    )
    side = models.CharField(max_length=10, choices=Side)
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    text_hash = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "side", "party"],
                name="one_acceptance_per_side",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=ONE_SIDE, name="acceptance_is_of_one_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.side}"


class Signature(models.Model):
    """One row is one side's signature under the text with this hash; append-only.

    The name stands here and not in the hashed text (rulings 11). `entered_by` is
    somebody else for a signature on paper; that stays visible for ever.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="signatures"
    )
    side = models.CharField(max_length=10, choices=Side)
    party = models.ForeignKey(
        PartnershipParty, on_delete=models.PROTECT, null=True, blank=True
    )
    signer = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120)
    text_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=6, choices=SigningMethod)
    signed_on = models.DateField(_("signed on"))
    signed_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)
    document_id = models.BigIntegerField(null=True, blank=True)

    if TYPE_CHECKING:
        passed_warnings: models.Manager["PassedWarning"]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "side", "party"],
                name="one_signature_per_side",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=ONE_SIDE, name="signature_is_of_one_side"),
            models.CheckConstraint(
                condition=~Q(method=SigningMethod.IN_APP)
                | Q(signer=models.F("entered_by")),
                name="nobody_signs_here_for_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.side}"


class PassedWarning(models.Model):
    """One row is one warning of gate G2 that a director passed; append-only.

    Who passed it, and when, stands at the signature.
    """

    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, related_name="passed_warnings"
    )
    code = models.CharField(max_length=2)
    warning = models.CharField(max_length=30)
    reason = models.TextField(_("why it is all right"), max_length=2000)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "warning"], name="one_reason_per_passed_warning"
            ),
            models.CheckConstraint(
                condition=Q(code__startswith="W"), name="signing_passes_only_warnings"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="warning_is_passed_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.code}"
