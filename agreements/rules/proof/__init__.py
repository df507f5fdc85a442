"""Is what is kept of an agreement still what both sides signed? (trust 2.2)."""

from agreements.rules.proof.chain import differences
from agreements.rules.proof.held import (
    Difference,
    HeldAgreement,
    HeldDays,
    HeldProposal,
    HeldVersion,
)

__all__ = [
    "Difference",
    "HeldAgreement",
    "HeldDays",
    "HeldProposal",
    "HeldVersion",
    "differences",
]
