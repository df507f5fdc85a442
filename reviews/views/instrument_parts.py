"""What do the pages of versions say about each, in the reader's words?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import plain_date
from partners.choices import Stage
from reviews.choices import VersionState
from reviews.forms.instruments import LABELS
from reviews.models import Dimension, Instrument
from reviews.rules.instrument import PULSE_DIMENSIONS, off_by_stage
from reviews.rules.versions import CLOSING, Gap
from reviews.selectors.instruments import LanguageState, Version, places_of
from reviews.words import LESSON_NAMES, dimension_name

Row = dict[str, Any]

_TONES: Mapping[VersionState, str] = {
    VersionState.DRAFT: "amber",
    VersionState.IN_USE: "green",
    VersionState.EARLIER: "",
}


def language_name(code: str) -> str:
    """Name a language in the language of the reader."""
    return str(dict(settings.LANGUAGES)[code])


def place_name(place: str) -> str:
    """Name what is asked: a dimension, or the closing questions."""
    return _("Closing questions") if place == CLOSING else dimension_name(place)


def version_row(found: Version) -> Row:
    """Return what a list says of one version, with the one action it offers."""
    pk = found.instrument.pk
    is_draft = found.instrument.is_draft
    since = found.instrument.frozen_at
    page = "instrument" if is_draft else "instrument_copy"
    return {
        "instrument": found.instrument,
        "state": found.state.label,
        "tone": _TONES[found.state],
        "since": since and timezone.localdate(since),
        "languages": [
            _("%(name)s: %(state)s")
            % {"name": language_name(each.language), "state": language_text(each)}
            for each in found.languages
        ],
        "review_count": found.review_count,
        "action": _("Go on writing") if is_draft else _("Make a copy"),
        "action_url": reverse(f"reviews:{page}", args=[pk]),
        "url": reverse("reviews:instrument", args=[pk]),
    }


def language_rows(found: Version) -> list[Row]:
    """Return how far each language of a version is."""
    pk = found.instrument.pk
    return [
        {
            "code": each.language,
            "name": language_name(each.language),
            "text": language_text(each),
            "is_draft": each.is_draft,
            "url": reverse("reviews:instrument_language", args=[pk, each.language]),
            "preview_url": reverse(
                "reviews:instrument_preview", args=[pk, each.language]
            ),
        }
        for each in found.languages
    ]


def language_text(each: LanguageState) -> str:
    """Say how far a language is: "checked by Ada, 25 Nov 2026"."""
    missing = sum(len(gap.fields) for gap in each.gaps)
    if missing:
        text = ngettext("%(count)d text missing", "%(count)d texts missing", missing)
        return text % {"count": missing}
    if each.is_source:
        return _("the source of the others")
    if each.checked is None or each.checked.checked_at is None:
        return _("draft, not checked by a person")
    return _("checked by %(name)s, %(day)s") % {
        "name": each.checker or _("somebody"),
        "day": plain_date(timezone.localdate(each.checked.checked_at)),
    }


def question_rows(instrument: Instrument) -> list[Row]:
    """Return how each question of a version counts, in the order of the form."""
    return [
        {
            "code": row.code,
            "name": dimension_name(row.code),
            "lesson": str(LESSON_NAMES[row.lesson]),
            "weight": row.weight,
            "is_knock_out": row.is_knock_out,
            "asked": asked_text(row),
            "url": reverse(
                "reviews:instrument_dimension", args=[instrument.pk, row.code]
            ),
        }
        for row in instrument.dimensions.all()
    ]


def asked_text(dimension: Dimension) -> str:
    """Say when a question is asked; the method decides it, not the version."""
    if dimension.code in off_by_stage(Stage.EXPLORING):
        return _("Full reviews, once there is an agreement")
    if dimension.code in PULSE_DIMENSIONS:
        return _("Full reviews and short pulses")
    return _("Full reviews")


def place_rows(found: Version, language: str) -> list[Row]:
    """Return the texts of one language as a list of steps."""
    missing = {gap.place: gap for gap in found.language(language).gaps}
    return [
        {
            "label": place_name(place),
            "url": reverse(
                "reviews:instrument_words",
                args=[found.instrument.pk, language, place],
            ),
            "hint": missing_text(missing[place]) if place in missing else "",
            "state": "doing" if place in missing else "done",
        }
        for place in places_of(found.instrument)
    ]


def gap_lines(found: Version) -> list[Row]:
    """Return what is missing before a version can be frozen, each with its page."""
    return [
        {
            "text": f"{language_name(gap.language)}, {place_name(gap.place)}",
            "missing": missing_text(gap),
            "url": reverse(
                "reviews:instrument_words",
                args=[found.instrument.pk, gap.language, gap.place],
            ),
        }
        for gap in found.gaps
    ]


def missing_text(gap: Gap) -> str:
    """Name the texts that are missing: "Missing: Sentence 3"."""
    return _("Missing: %(list)s") % {"list": ", ".join(_labels(gap.fields))}


def _labels(fields: Iterable[str]) -> list[str]:
    return [str(LABELS[name]) for name in fields]
