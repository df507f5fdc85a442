"""How is an answered page answered: with the next page, or to a script with its address?"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from reviews.forms.answers import AnswerForm, ClosingForm
from reviews.views.seats import Seat

Forms = Sequence[AnswerForm | ClosingForm]


def go_on(request: HttpRequest, url: str, forms: Forms = ()) -> HttpResponse:
    """Lead to the next page; a script gets its address and what is saved now.

    The scripts of `static/js/kept.js` keep answers on a weak line and ask for JSON.
    """
    if request.headers.get("Accept") != "application/json":
        return redirect(url)
    bases: dict[str, str] = {}
    for form in forms:
        bases |= form.base_now()
    return JsonResponse({"next": url, "bases": bases})


def conflict(request: HttpRequest, seat: Seat, forms: Forms) -> HttpResponse:
    """Show what is saved and what was typed side by side; one of them stays."""
    context = seat.context(
        rows=[_both(form) for form in forms if form.is_in_conflict],
        typed=_typed(request, forms),
        page_url=request.path,
        draft_key=seat.draft_key(_page(forms)),
    )
    return render(request, "answer/conflict.html", context, status=409)


def _both(form: AnswerForm | ClosingForm) -> dict[str, Any]:
    is_question = isinstance(form, AnswerForm)
    return {
        "title": form.question.title if isinstance(form, AnswerForm) else "",
        "is_question": is_question,
        "saved": _words(form, form.initial),
        "typed": _words(form, form.cleaned_data),
    }


def _words(form: AnswerForm | ClosingForm, values: Any) -> list[str]:
    """Return the answers as a reader sees them: sentences, not codes."""
    found = []
    for name in form.kept_names:
        field, value = form.fields[name], values.get(name)
        texts = dict(getattr(field, "choices", ()))
        shown = texts.get(str(value), texts.get(value, value))
        if value not in {None, ""} and not name.endswith("_audience"):
            found.append(str(shown))
    return found


def _typed(request: HttpRequest, forms: Forms) -> list[tuple[str, str]]:
    """Return what was sent, as the hidden fields of "use what I wrote"."""
    bases = {form.add_prefix("base"): form.saved_print for form in forms}
    sent = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in bases and name != "csrfmiddlewaretoken"
    ]
    return [*sent, *bases.items()]


def _page(forms: Forms) -> str:
    """Return the last part of the draft's key: a question, or the page of several."""
    first = forms[0]
    if len(forms) > 1:
        return "all"
    return first.question.code if isinstance(first, AnswerForm) else "closing"
