"""Which pages belong to no app?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.common.access import open_to_all
from eclt_partners.common.styleguide import SampleForm, samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; only routed for developers and the demo.

    `?errors` shows the forms as they look after sending them empty.
    """
    form = SampleForm({} if "errors" in request.GET else None)
    context = {"form": form, **samples(timezone.localdate())}
    return render(request, "styleguide.html", context)


@open_to_all
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the product works, in short."""
    return render(request, "help/help.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How everybody can use the site."""
    return render(request, "help/accessibility.html")


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, who sees it, and for how long."""
    return render(request, "help/privacy.html")
