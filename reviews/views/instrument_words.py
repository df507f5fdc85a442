"""Which pages let administrators write the words of a version, and look at the form?"""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclt_partners.common.errors import IllegalTransition, StaleObject
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.forms.offers import Choice
from reviews.forms.answers import AnswerForm, ClosingForm
from reviews.forms.instruments import DimensionForm, WordsForm, words_form
from reviews.models import Dimension, Instrument
from reviews.rules.versions import words_of
from reviews.selectors.instruments import (
    LANGUAGES,
    SOURCE_LANGUAGE,
    places_of,
    texts_of,
    version,
    words,
)
from reviews.selectors.questions import closing_texts, questions
from reviews.services.instrument_words import change_dimension, change_words
from reviews.views.instrument_parts import (
    asked_text,
    language_name,
    language_rows,
    language_text,
    place_name,
    place_rows,
)
from reviews.views.instruments import opened
from reviews.words import dimension_name

SeenForm = WordsForm | DimensionForm


@require_safe
def instrument_language(
    request: HttpRequest, instrument_id: int, language: str
) -> HttpResponse:
    """List the texts of one language, and let a person say that they are right."""
    found = version(opened(request, instrument_id)[1])
    _known(language, LANGUAGES)
    state = found.language(language)
    context = _context(
        found.instrument,
        language,
        tasks=place_rows(found, language),
        state=language_text(state),
        may_check=state.is_draft and not state.gaps,
    )
    return render(request, "setup/instruments/language.html", context)


def instrument_words(
    request: HttpRequest, instrument_id: int, language: str, place: str
) -> HttpResponse:
    """Write the texts of one place, beside those of the source language."""
    actor, found = opened(request, instrument_id)
    _known(language, LANGUAGES)
    _known(place, places_of(found))
    saved = texts_of(words(found, place, language), place)
    form = words_form(place, language, saved, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_words(
                actor=actor,
                now=timezone.now(),
                instrument=found,
                place=place,
                language=language,
                given=form.given,
                seen=form.seen,
            )
        except (StaleObject, IllegalTransition) as refusal:
            now = texts_of(words(found, place, language), place)
            return _conflict(request, words_form(place, language, now), form, refusal)
        messages.success(request, _("Your changes are saved."))
        return redirect("reviews:instrument_language", found.pk, language)
    context = _context(
        found,
        language,
        form=form,
        place=place_name(place),
        rows=_beside(form, found, place, language),
    )
    return render(request, "setup/instruments/words.html", context)


def instrument_dimension(
    request: HttpRequest, instrument_id: int, place: str
) -> HttpResponse:
    """Say how one question of a draft counts."""
    actor, found = opened(request, instrument_id)
    row = get_object_or_404(found.dimensions, code=place)
    form = DimensionForm(row, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_dimension(
                actor=actor,
                now=timezone.now(),
                dimension=row,
                fields=form.dimension_fields,
                seen=form.seen,
            )
        except (StaleObject, IllegalTransition) as refusal:
            now = DimensionForm(Dimension.objects.get(pk=row.pk))
            return _conflict(request, now, form, refusal)
        messages.success(request, _("Your changes are saved."))
        return redirect("reviews:instrument", found.pk)
    context = {
        "instrument": found,
        "form": form,
        "name": dimension_name(row.code),
        "asked": asked_text(row),
        "rows": _words_of(form, form.initial),
    }
    return render(request, "setup/instruments/dimension.html", context)


@require_safe
def instrument_preview(
    request: HttpRequest, instrument_id: int, language: str
) -> HttpResponse:
    """Show the form as a rater sees it in a language; nothing can be sent."""
    found = opened(request, instrument_id)[1]
    _known(language, LANGUAGES)
    with translation.override(language):
        sheets = [
            *(
                AnswerForm(each, prefix=each.code)
                for each in questions(found, language)
            ),
            ClosingForm(closing_texts(found, language), prefix="closing"),
        ]
        sheet = render_to_string("answer/parts/questions.html", {"form": sheets})
    context = _context(
        found, language, sheet=sheet, languages=language_rows(version(found))
    )
    return render(request, "setup/instruments/preview.html", context)


def _known(value: str, among: Any) -> None:
    if value not in among:
        raise Http404


def _context(instrument: Instrument, language: str, **more: Any) -> dict[str, Any]:
    return {
        "instrument": instrument,
        # The frame of pages sets `language` to that of the reader.
        "shown_language": language,
        "language_name": language_name(language),
        "source_language": SOURCE_LANGUAGE,
        "is_source": language == SOURCE_LANGUAGE,
        **more,
    }


def _beside(
    form: WordsForm, instrument: Instrument, place: str, language: str
) -> list[dict[str, Any]]:
    """Return each field with the text of the source language that it translates."""
    is_source = language == SOURCE_LANGUAGE
    source = texts_of(words(instrument, place, SOURCE_LANGUAGE), place)
    return [
        {
            "field": form[name],
            "source": "" if is_source else source[name],
            "saved": form.initial[name],
        }
        for name in words_of(place)
    ]


def _conflict(
    request: HttpRequest, now: SeenForm, typed: SeenForm, refusal: Exception
) -> HttpResponse:
    """Show what is saved and what was typed side by side; nothing is lost."""
    given = typed.given
    saved = {row["label"]: row["text"] for row in _words_of(now, now.initial)}
    rows = [
        {"label": row["label"], "saved": saved[row["label"]], "typed": row["text"]}
        for row in _words_of(typed, given)
        if saved[row["label"]] != row["text"]
    ]
    context = {
        "rows": rows,
        "is_over": isinstance(refusal, IllegalTransition),
        "typed": [
            (name, value)
            for name, value in {**given, "base": now.initial["base"]}.items()
            if value is not False
        ],
        "page_url": request.path,
        "back_url": reverse("reviews:instruments"),
    }
    return render(request, "setup/instruments/conflict.html", context, status=409)


def _words_of(form: SeenForm, values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return label and text of each value as a reader sees it: words, not codes."""
    found = []
    for name, field in form.fields.items():
        if name == "base":
            continue
        value = values.get(name, "")
        if isinstance(field, forms.ChoiceField):
            value = dict(cast("list[Choice]", field.choices)).get(value, value)
        if isinstance(field, forms.BooleanField):
            value = _("Yes") if value else _("No")
        found.append({"label": str(field.label), "text": str(value)})
    return found
