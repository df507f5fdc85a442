"""Which questions does a review ask, in the reader's language?"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from django.conf import settings

from eclt_partners.common.asking import prefetch_together
from partners.choices import Stage
from reviews.choices import ReviewKind
from reviews.models import (
    Dimension,
    DimensionText,
    Instrument,
    InstrumentLanguage,
    Review,
)
from reviews.rules.instrument import asked_dimensions

SOURCE_LANGUAGE = settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Question:
    """One dimension as a person reads it.

    Attributes:
        code: "D1" to "D10".
        position: place in the form, from 1.
        title: two to six words.
        text: the question.
        anchors: the five sentences, level 1 first.
        prompt: what to write about below the question.
        lesson: the lesson of the founding text, 1 to 4.
        is_knock_out: a mean of 2 or lower turns the status red.
        language: the language of these texts; the source language when the one
            asked for is missing.
        is_draft: no person has checked the translations of this language yet.
        dimension_id: key of the dimension, for answers.
    """

    code: str
    position: int
    title: str
    text: str
    anchors: tuple[str, ...]
    prompt: str
    lesson: int
    is_knock_out: bool
    language: str
    is_draft: bool
    dimension_id: int


@dataclass(frozen=True, slots=True)
class ClosingTexts:
    """What is asked after the questions (methods B3): S1, O1, O2 and K1 to K3."""

    safety: str
    overall: str
    work_again: str
    keep: str
    change: str
    unsaid: str

    @property
    def by_field(self) -> Mapping[str, str]:
        """Name of the field -> question."""
        return asdict(self)


def closing_texts(instrument: Instrument, language: str) -> ClosingTexts:
    """Return the closing questions; in the source language where there are no others.

    At most one query.
    """
    _read_words(instrument)
    row = _language(instrument, language)
    return ClosingTexts(
        safety=row.safety,
        overall=row.overall,
        work_again=row.work_again,
        keep=row.keep,
        change=row.change,
        unsaid=row.unsaid,
    )


def questions(
    instrument: Instrument, language: str, *, codes: Collection[str] | None = None
) -> list[Question]:
    """Return the questions of an instrument in the order of the form.

    A dimension without a text in `language` is given in the source language, so that
    nobody meets an empty question. At most one query.

    Args:
        instrument: the version that is asked.
        language: a code of `settings.LANGUAGES`.
        codes: only these dimensions; None = all.
    """
    _read_words(instrument)
    rows = instrument.dimensions.all()
    drafts = {row.language for row in instrument.languages.all() if row.is_draft}
    return [
        _question(row, _text(row, language), drafts)
        for row in rows
        if codes is None or row.code in codes
    ]


def asked_codes(review: Review) -> tuple[str, ...]:
    """Return the dimensions a review asks now, in the order of the form."""
    return asked_dimensions(ReviewKind(review.kind), Stage(review.partnership.stage))


def asked_questions(review: Review, language: str) -> list[Question]:
    """Return the questions that a review asks (methods B3, B5.8). At most one query."""
    return questions(review.instrument, language, codes=asked_codes(review))


def _read_words(instrument: Instrument) -> None:
    """Let a version hold all of its words, asked for once."""
    prefetch_together([instrument], "languages", "dimensions__texts")


def _language(instrument: Instrument, language: str) -> InstrumentLanguage:
    """Return the row of a language, else of the source; a draft may have neither."""
    by_language = {row.language: row for row in instrument.languages.all()}
    return (
        by_language.get(language)
        or by_language.get(SOURCE_LANGUAGE)
        or InstrumentLanguage(instrument=instrument, language=language)
    )


def _text(dimension: Dimension, language: str) -> DimensionText:
    by_language = {text.language: text for text in dimension.texts.all()}
    return by_language.get(language) or by_language[SOURCE_LANGUAGE]


def _question(
    dimension: Dimension, text: DimensionText, drafts: Collection[str]
) -> Question:
    return Question(
        code=dimension.code,
        position=dimension.position,
        title=text.title,
        text=text.question,
        anchors=text.anchors,
        prompt=text.prompt,
        lesson=dimension.lesson,
        is_knock_out=dimension.is_knock_out,
        language=text.language,
        is_draft=text.language in drafts,
        dimension_id=dimension.pk,
    )
