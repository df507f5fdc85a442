"""The web application for an ASGI server; WSGI is what production runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclt_partners.settings")

application = get_asgi_application()
