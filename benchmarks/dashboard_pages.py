"""The empty page that dashboards are measured against, beside the pages of the product.

Same settings, same session, same frame; nothing in it.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from eclt_partners.urls import urlpatterns as pages_of_the_product

EMPTY = '{% extends "base.html" %}{% block title %}Nothing{% endblock %}'


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with the frame alone."""
    return HttpResponse(engines["django"].from_string(EMPTY).render({}, request))


urlpatterns = [path("empty/", empty), *pages_of_the_product]
