"""What did both sides agree, and what do they want to agree?"""

from agreements.models.agreements import (
    Agreement,
    AgreementVersion,
    Clause,
    Commitment,
    CommitmentInstance,
)
from agreements.models.conditions import ISO_CURRENCY
from agreements.models.force import AgreementHead, Anchor, EffectiveRange
from agreements.models.kinds import AgreementKind
from agreements.models.proposals import (
    Acceptance,
    ChangeAnswer,
    PassedWarning,
    Proposal,
    Signature,
)
from agreements.models.renegotiations import (
    EarlierTalk,
    PrivateNote,
    Renegotiation,
    RenegotiationStep,
)
from agreements.models.results import PeriodResult, ResultPeriod

__all__ = [
    "ISO_CURRENCY",
    "Acceptance",
    "Agreement",
    "AgreementHead",
    "AgreementKind",
    "AgreementVersion",
    "Anchor",
    "ChangeAnswer",
    "Clause",
    "Commitment",
    "CommitmentInstance",
    "EarlierTalk",
    "EffectiveRange",
    "PassedWarning",
    "PeriodResult",
    "PrivateNote",
    "Proposal",
    "Renegotiation",
    "RenegotiationStep",
    "ResultPeriod",
    "Signature",
]
