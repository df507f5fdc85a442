"""Which pages belong to no app?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from eclt_partners.common.styleguide import SampleForm, samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; only routed for developers and the demo.

    `?errors` shows the forms as they look after sending them empty.
    """
    form = SampleForm({} if "errors" in request.GET else None)
    context = {"form": form, **samples(timezone.localdate())}
    return render(request, "styleguide.html", context)
