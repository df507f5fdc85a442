"""The web application for an ASGI server; WSGI is what production runs."""

import os

from django.core.asgi import get_asgi_application

from eclt_partners.celery import app as celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclt_partners.settings")

application = get_asgi_application()

# Pages hint to the worker through this app (common.kick).
__all__ = ["application", "celery_app"]
