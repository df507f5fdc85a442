"""How do tests get further versions of the instrument?"""

from datetime import datetime, timedelta

from reviews.models import DimensionText, Instrument
from reviews.rules.fingerprints import fingerprint
from reviews.selectors.instruments import texts_of, words
from reviews.services.instrument_words import change_words
from reviews.services.instruments import copy_instrument, freeze_instrument
from tests.cast import NOW, Cast

# RHR-1 was frozen before; whatever is frozen from then on is newer.
FROZEN_AT = NOW - timedelta(days=2)


def first_version() -> Instrument:
    """Return RHR-1."""
    return Instrument.objects.get(code="RHR-1")


def draft_version(cast: Cast, code: str = "RHR-2") -> Instrument:
    """Begin a draft as a copy of RHR-1."""
    return copy_instrument(
        actor=cast.actor("ada"),
        now=NOW,
        source=first_version(),
        code=code,
        name="Relationship health review, another version",
    )


def frozen_version(
    cast: Cast, code: str = "RHR-2", *, now: datetime = FROZEN_AT
) -> Instrument:
    """Copy RHR-1 and freeze the copy; new reviews ask it."""
    return freeze_instrument(
        actor=cast.actor("ada"), now=now, instrument=draft_version(cast, code)
    )


def write(
    cast: Cast, version: Instrument, place: str, language: str, **given: str
) -> list[str]:
    """Change some texts of one place as somebody who has just opened the page."""
    saved = texts_of(words(version, place, language), place)
    return change_words(
        actor=cast.actor("ada"),
        now=NOW,
        instrument=version,
        place=place,
        language=language,
        given=given and saved | given,
        seen=fingerprint(saved),
    )


def text_of(version: Instrument, place: str, language: str) -> DimensionText:
    """Return the texts of a dimension in one language."""
    return DimensionText.objects.get(
        dimension__instrument=version, dimension__code=place, language=language
    )
