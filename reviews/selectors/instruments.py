"""Which versions of the instrument are there, how far is each, and who asks it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max

from eclt_partners.accounts.selectors import names_of
from eclt_partners.common.asking import ask_together
from reviews.choices import VersionState
from reviews.models import (
    Dimension,
    DimensionText,
    Instrument,
    InstrumentLanguage,
)
from reviews.rules.versions import CLOSING, Gap, gaps, next_code, words_of

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SOURCE_LANGUAGE = settings.LANGUAGE_CODE

Words = DimensionText | InstrumentLanguage


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far one language of a version is.

    Attributes:
        language: the code.
        is_source: the others are translated from it.
        checked: the row with who checked and when; None while it is a draft.
        checker: the name of who checked, or "".
        gaps: the texts that are missing.
    """

    language: str
    is_source: bool
    checked: InstrumentLanguage | None
    checker: str
    gaps: tuple[Gap, ...]

    @property
    def is_draft(self) -> bool:
        """True for a translation that no person has checked."""
        return not self.is_source and self.checked is None


@dataclass(frozen=True, slots=True)
class Version:
    """One version as the pages of set-up show it.

    Attributes:
        instrument: the version.
        state: draft, asked by new reviews, or asked by earlier ones only.
        languages: the languages on offer, the source first.
        review_count: how many reviews ask it.
    """

    instrument: Instrument
    state: VersionState
    languages: tuple[LanguageState, ...]
    review_count: int

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing in any language."""
        return tuple(gap for each in self.languages for gap in each.gaps)

    def language(self, code: str) -> LanguageState:
        """Return one language.

        Raises:
            KeyError: the language is not on offer.
        """
        return {each.language: each for each in self.languages}[code]


def versions() -> list[Version]:
    """Return all versions, the newest first. A fixed number of queries."""
    rows = (
        Instrument.objects.annotate(reviews=Count("review"))
        .prefetch_related("languages", "dimensions__texts")
        .order_by("-pk")
    )
    ask_together(rows)
    return _versions(list(rows))


def version(instrument: Instrument) -> Version:
    """Return one version. A fixed number of queries."""
    rows = (
        Instrument.objects.filter(pk=instrument.pk)
        .annotate(reviews=Count("review"))
        .prefetch_related("languages", "dimensions__texts")
    )
    ask_together(rows)
    return _versions(list(rows))[0]


def free_code(source: Instrument) -> str:
    """Return the code that a copy of a version gets when nobody types another."""
    return next_code(source.code, Instrument.objects.values_list("code", flat=True))


def places_of(instrument: Instrument) -> list[str]:
    """Return what is asked: the codes of the dimensions, then the closing questions."""
    return [*(row.code for row in instrument.dimensions.all()), CLOSING]


def words(instrument: Instrument, place: str, language: str) -> Words | None:
    """Return the row that holds the texts of one place in one language, if any."""
    if place == CLOSING:
        return instrument.languages.filter(language=language).first()
    return DimensionText.objects.filter(
        dimension__instrument=instrument, dimension__code=place, language=language
    ).first()


def texts_of(row: Words | None, place: str) -> dict[str, str]:
    """Return name -> text of one place; empty texts where there is no row."""
    return {name: getattr(row, name, "") for name in words_of(place)}


def _versions(rows: Sequence[Instrument]) -> list[Version]:
    newest = Instrument.objects.aggregate(at=Max("frozen_at"))["at"]
    checkers = names_of(
        row.checked_by
        for instrument in rows
        for row in instrument.languages.all()
        if row.checked_by
    )
    return [
        Version(
            instrument=row,
            state=_state(row, is_newest=row.frozen_at == newest),
            languages=_languages(row, checkers),
            review_count=getattr(row, "reviews", 0),
        )
        for row in rows
    ]


def _state(instrument: Instrument, *, is_newest: bool) -> VersionState:
    if instrument.is_draft:
        return VersionState.DRAFT
    return VersionState.IN_USE if is_newest else VersionState.EARLIER


def _languages(
    instrument: Instrument, checkers: Mapping[str, str]
) -> tuple[LanguageState, ...]:
    dimensions = list(instrument.dimensions.all())
    by_code = {row.language: row for row in instrument.languages.all()}
    missing = gaps(
        _texts(dimensions, by_code),
        languages=LANGUAGES,
        places=places_of(instrument),
    )
    return tuple(
        _language(by_code.get(code), code, checkers, missing) for code in LANGUAGES
    )


def _language(
    row: InstrumentLanguage | None,
    code: str,
    checkers: Mapping[str, str],
    missing: Sequence[Gap],
) -> LanguageState:
    is_checked = row is not None and row.checked_at is not None
    return LanguageState(
        language=code,
        is_source=code == SOURCE_LANGUAGE,
        checked=row if is_checked else None,
        checker=checkers.get(row.checked_by, "") if row else "",
        gaps=tuple(gap for gap in missing if gap.language == code),
    )


def _texts(
    dimensions: Sequence[Dimension], languages: Mapping[str, InstrumentLanguage]
) -> dict[tuple[str, str], Mapping[str, str]]:
    found: dict[tuple[str, str], Mapping[str, str]] = {
        (code, CLOSING): texts_of(row, CLOSING) for code, row in languages.items()
    }
    for dimension in dimensions:
        for text in dimension.texts.all():
            place = dimension.code
            found[text.language, place] = texts_of(text, place)
    return found
