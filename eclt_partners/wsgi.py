"""The web application, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from eclt_partners.celery import app as celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclt_partners.settings")

application = get_wsgi_application()

# Pages hint to the worker through this app (common.kick).
__all__ = ["application", "celery_app"]
