"""What is asked, who answers, and what came of it?"""

from reviews.models.answers import Answer, Assessment
from reviews.models.corrections import Correction
from reviews.models.evidence import Evidence
from reviews.models.instruments import (
    Dimension,
    DimensionText,
    Instrument,
    InstrumentLanguage,
)
from reviews.models.looks import StatusLook
from reviews.models.results import Action, ReviewScore
from reviews.models.reviews import Panelist, Review, ReviewSide
from reviews.models.snoozes import Snooze

__all__ = [
    "Action",
    "Answer",
    "Assessment",
    "Correction",
    "Dimension",
    "DimensionText",
    "Evidence",
    "Instrument",
    "InstrumentLanguage",
    "Panelist",
    "Review",
    "ReviewScore",
    "ReviewSide",
    "Snooze",
    "StatusLook",
]
