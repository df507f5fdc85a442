"""Which pages let administrators begin, check and freeze versions of the questions?"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import GateBlocked, IllegalTransition, InvalidInput
from eclt_partners.common.forms.attempts import attempt, posted
from reviews.choices import VersionState
from reviews.forms.instruments import CopyForm
from reviews.models import Instrument, Review
from reviews.selectors.instruments import Version, free_code, version, versions
from reviews.services.instruments import (
    check_language,
    copy_instrument,
    freeze_instrument,
)
from reviews.views.instrument_parts import (
    gap_lines,
    language_rows,
    question_rows,
    version_row,
)


def opened(request: HttpRequest, instrument_id: int) -> tuple[Actor, Instrument]:
    """Return who asks and which version, for people who may set versions up.

    Raises:
        NotPermitted: only administrators manage instruments.
        Http404: no such version.
    """
    actor = acting(request)
    require(actor, Action.MANAGE_INSTRUMENTS)
    return actor, get_object_or_404(Instrument, pk=instrument_id)


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """List all versions, the newest first."""
    require(acting(request), Action.MANAGE_INSTRUMENTS)
    found = versions()
    asked = [each for each in found if each.state == VersionState.IN_USE]
    context = {
        "rows": [version_row(each) for each in found],
        "asked": asked[0].instrument if asked else None,
    }
    return render(request, "setup/instruments/list.html", context)


@require_safe
def instrument(request: HttpRequest, instrument_id: int) -> HttpResponse:
    """Show one version: its languages, and how each question counts."""
    found = version(opened(request, instrument_id)[1])
    context = {
        "row": version_row(found),
        "instrument": found.instrument,
        "languages": language_rows(found),
        "questions": question_rows(found.instrument),
    }
    return render(request, "setup/instruments/version.html", context)


def instrument_copy(request: HttpRequest, instrument_id: int) -> HttpResponse:
    """Begin a draft as a copy of a version."""
    actor, source = opened(request, instrument_id)
    start = {"code": free_code(source), "name": source.name}
    form = CopyForm(posted(request), initial=start)
    copied = attempt(
        form,
        lambda: copy_instrument(
            actor=actor, now=timezone.now(), source=source, **form.cleaned_data
        ),
    )
    if copied is None:
        context = {"form": form, "instrument": source}
        return render(request, "setup/instruments/copy.html", context)
    text = _("%(code)s is a draft with all texts of %(source)s.")
    messages.success(request, text % {"code": copied.code, "source": source.code})
    return redirect("reviews:instrument", copied.pk)


def instrument_freeze(request: HttpRequest, instrument_id: int) -> HttpResponse:
    """Freeze a draft, after saying what that means or what is missing."""
    actor, draft = opened(request, instrument_id)
    if not draft.is_draft:
        raise IllegalTransition(VersionState.IN_USE, VersionState.DRAFT)
    found = version(draft)
    if request.method == "POST" and not found.gaps:
        try:
            freeze_instrument(actor=actor, now=timezone.now(), instrument=draft)
        except GateBlocked:
            return redirect("reviews:instrument_freeze", draft.pk)
        text = _("%(code)s is frozen. Reviews planned from now on ask it.")
        messages.success(request, text % {"code": draft.code})
        return redirect("reviews:instruments")
    if found.gaps:
        context = {"instrument": draft, "lines": gap_lines(found)}
        return render(request, "setup/instruments/gaps.html", context)
    return render(request, "components/confirm_page.html", _consequences(found))


@require_POST
def instrument_check(
    request: HttpRequest, instrument_id: int, language: str
) -> HttpResponse:
    """Note that a person has checked a translation."""
    actor, found = opened(request, instrument_id)
    get_object_or_404(found.languages, language=language)
    try:
        check_language(
            actor=actor, now=timezone.now(), instrument=found, language=language
        )
    except InvalidInput as refusal:
        messages.error(request, refusal.problems[""])
    else:
        text = _("%(language)s is marked as checked by you.")
        name = dict(settings.LANGUAGES)[language]
        messages.success(request, text % {"language": name})
    return redirect("reviews:instrument_language", found.pk, language)


def _consequences(found: Version) -> dict[str, Any]:
    """Say what freezing does, for the page before it."""
    code, running = found.instrument.code, Review.objects.unfinished().count()
    unchecked = [row["name"] for row in language_rows(found) if row["is_draft"]]
    lines = [
        _(
            "No word of %(code)s can be changed any more, by anybody. A better word is a "
            "new version."
        )
        % {"code": code},
        _("Reviews planned from now on ask %(code)s.") % {"code": code},
        ngettext(
            "%(count)d review that is planned or under way keeps its version.",
            "%(count)d reviews that are planned or under way keep their version.",
            running,
        )
        % {"count": running},
        _(
            "Its scores are not compared with those of earlier versions: trends and "
            "“fell since the last review” start again."
        ),
    ]
    if unchecked:
        text = _("Nobody has checked these translations yet: %(list)s.")
        lines.append(text % {"list": ", ".join(unchecked)})
    return {
        "title": _("Freeze %(code)s?") % {"code": code},
        "consequences": lines,
        "action_label": _("Freeze the version"),
        "cancel_url": reverse("reviews:instrument", args=[found.instrument.pk]),
        "is_danger": True,
    }
