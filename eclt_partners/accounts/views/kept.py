"""Which page gives back what somebody had typed when the session ended?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.kept_typing import kept_typing


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Show what is kept; the reader's own press sends it."""
    found = kept_typing(request, now=timezone.now())
    return render(request, "account/kept.html", {"kept": found})
