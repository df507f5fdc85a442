"""How are the words and the weights of a draft version changed, by several people?

A page carries the fingerprint of what was saved when it opened. When something else is
saved by the time it is sent, nothing is overwritten (`StaleObject`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import apply
from eclt_partners.common.errors import InvalidInput, StaleObject
from reviews.models import Dimension, DimensionText, Instrument, InstrumentLanguage
from reviews.rules.fingerprints import fingerprint
from reviews.rules.instrument import LESSONS
from reviews.rules.versions import CLOSING
from reviews.selectors.instruments import Words, texts_of, words
from reviews.services.instruments import lock_draft, record_on

WEIGHT_MAX = 9


@dataclass(frozen=True, slots=True)
class DimensionFields:
    """How a dimension counts.

    Attributes:
        lesson: the lesson of the founding text, 1 to 4.
        weight: 1 when all questions count the same.
        is_knock_out: a mean of 2 or lower on either side turns the status red.
    """

    lesson: int
    weight: int
    is_knock_out: bool


@transaction.atomic
def change_words(
    *,
    actor: Actor,
    now: datetime,
    instrument: Instrument,
    place: str,
    language: str,
    given: Mapping[str, str],
    seen: str,
) -> list[str]:
    """Change the texts of one place in one language of a draft.

    The language is a draft again afterwards; a change of the source makes drafts of
    all languages, because nobody has compared them with the new words.

    Args:
        actor: who writes.
        now: when, aware.
        instrument: a draft version.
        place: "D1" to "D10", or "closing".
        language: a code of `settings.LANGUAGES`.
        given: name -> text; empty texts may be written later.
        seen: fingerprint of the texts that the person saw.

    Returns:
        The names of the texts that changed.

    Raises:
        NotPermitted: only administrators manage instruments.
        IllegalTransition: the version is frozen.
        StaleObject: somebody changed these texts since they were seen.
    """
    require(actor, Action.MANAGE_INSTRUMENTS)
    locked = lock_draft(instrument)
    row = words(locked, place, language) or _new_row(locked, place, language)
    check_seen(texts_of(row, place), given, seen)
    changed = apply(row, given)
    if not changed:
        return []
    if row.pk is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=changed)
    _forget_checks(locked, language)
    facts = {"place": place, "language": language, "fields": changed}
    record_on(
        locked, "reviews.instrument.words_changed", actor=actor, now=now, facts=facts
    )
    return changed


@transaction.atomic
def change_dimension(
    *,
    actor: Actor,
    now: datetime,
    dimension: Dimension,
    fields: DimensionFields,
    seen: str,
) -> Dimension:
    """Change how a dimension of a draft counts.

    Raises:
        NotPermitted: only administrators manage instruments.
        IllegalTransition: the version is frozen.
        StaleObject: somebody changed the dimension since it was seen.
        InvalidInput: no such lesson, or a weight that is no whole number from 1 to 9.
    """
    require(actor, Action.MANAGE_INSTRUMENTS)
    locked = lock_draft(dimension.instrument)
    row = Dimension.objects.get(pk=dimension.pk)
    _check_fields(fields)
    given = asdict(fields)
    check_seen({name: getattr(row, name) for name in given}, given, seen)
    changed = apply(row, given)
    if changed:
        row.save(update_fields=changed)
        facts = {"place": row.code, "fields": changed}
        record_on(
            locked,
            "reviews.instrument.dimension_changed",
            actor=actor,
            now=now,
            facts=facts,
        )
    return row


def check_seen(
    saved: Mapping[str, object], given: Mapping[str, object], seen: str
) -> None:
    """Refuse to overwrite what somebody else saved meanwhile.

    Two people who write the same are no conflict.

    Raises:
        StaleObject: something else is saved than was seen and is given.
    """
    if fingerprint(saved) not in {seen, fingerprint(given)}:
        raise StaleObject("somebody changed this since the page was opened")


def _new_row(instrument: Instrument, place: str, language: str) -> Words:
    """Return a row for a language that this version does not have yet."""
    if place == CLOSING:
        return InstrumentLanguage(instrument=instrument, language=language)
    dimension = instrument.dimensions.get(code=place)
    source = dimension.texts.get(language=settings.LANGUAGE_CODE)
    return DimensionText(dimension=dimension, language=language, title=source.title)


def _forget_checks(instrument: Instrument, language: str) -> None:
    rows = instrument.languages.exclude(checked_at=None)
    if language != settings.LANGUAGE_CODE:
        rows = rows.filter(language=language)
    rows.update(checked_at=None, checked_by="")


def _check_fields(fields: DimensionFields) -> None:
    problems = {}
    if fields.lesson not in LESSONS:
        problems["lesson"] = _("Choose the lesson")
    if not 1 <= fields.weight <= WEIGHT_MAX:
        problems["weight"] = _("Enter a whole number from 1 to 9")
    if problems:
        raise InvalidInput(problems)
