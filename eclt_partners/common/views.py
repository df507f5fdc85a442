"""Which pages belong to no app?"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.common.access import open_to_all
from eclt_partners.common.offline import kept_files
from eclt_partners.common.styleguide import SampleForm, samples


@open_to_all
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; routed for developers and the demonstration only.

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


@open_to_all
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows without a line; what waits on the device stands here."""
    return render(request, "offline/offline.html")


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers while there is no line; browsers ask for it anew."""
    context = {"files": kept_files(), "offline_url": reverse("common:offline")}
    answer = render(
        request, "offline/worker.js", context, content_type="text/javascript"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent cannot be read.

    Django's own answer looks into the form for its token, which fails once more.
    """
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, with the number under which the logs have it."""
    context = {"request_id": getattr(request, "request_id", "")}
    return render(request, "500.html", context, status=500)
