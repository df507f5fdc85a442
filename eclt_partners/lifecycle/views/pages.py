"""Which pages show the stage of a partnership, and note what a gate asks for?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.clocks import tell_times_of
from eclt_partners.lifecycle.access import may_at, require_at
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.forms.notes import NoteForm
from eclt_partners.lifecycle.selectors.checks import check_lines
from eclt_partners.lifecycle.selectors.facts import with_talks
from eclt_partners.lifecycle.selectors.story import stage_story
from eclt_partners.lifecycle.services.notes import write_note
from eclt_partners.lifecycle.views.steps_shown import steps_shown
from partners.models import Partnership


@require_safe
def stage(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Show where a partnership stands, what may follow, and how it came here."""
    actor, partnership = acting(request), in_scope(request, partnership_id)
    today = partnership.country.today(now=timezone.now())
    context = {
        "partnership": partnership,
        "today": today,
        "steps": steps_shown(actor, partnership, today=today),
        "may_mend": may_at(actor, Action.REGISTER, partnership),
        "checks": check_lines(partnership),
        "story": stage_story(partnership),
    }
    return render(request, "lifecycle/stage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, partnership_id: int, kind: str) -> HttpResponse:
    """Note one thing that a gate asks for."""
    actor, partnership = acting(request), in_scope(request, partnership_id)
    require_at(actor, Action.REGISTER, partnership)
    if kind not in NoteKind.values:
        raise Http404
    form = NoteForm(
        posted(request),
        kind=NoteKind(kind),
        partnership=partnership,
        initial={"side": request.GET.get("side", "")},
    )
    written = attempt(
        form,
        lambda: write_note(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            kind=NoteKind(kind),
            side=form.side_of_note,
            text=form.cleaned_data["text"],
            function=form.cleaned_data.get("function"),
            tries=form.tries,
        ),
    )
    if written is not None:
        messages.success(request, _("It is noted."))
        return redirect("lifecycle:stage", partnership.pk)
    context = {"form": form, "partnership": partnership, "title": NoteKind(kind).label}
    return render(request, "lifecycle/note.html", context)


def in_scope(request: HttpRequest, partnership_id: int) -> Partnership:
    """Return a partnership that the reader may see, or answer 404."""
    rows = Partnership.objects.visible_to(acting(request)).select_related("country")
    found = get_object_or_404(with_talks(rows), pk=partnership_id)
    tell_times_of(found.country)
    return found
