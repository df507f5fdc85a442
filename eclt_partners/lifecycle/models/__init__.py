"""What do we keep of the steps between stages?"""

from eclt_partners.lifecycle.models.notes import GateNote
from eclt_partners.lifecycle.models.registration import Registration
from eclt_partners.lifecycle.models.steps import (
    EarlyEnding,
    PauseEnd,
    StagePause,
    WarningPass,
)

__all__ = [
    "EarlyEnding",
    "GateNote",
    "PauseEnd",
    "Registration",
    "StagePause",
    "WarningPass",
]
