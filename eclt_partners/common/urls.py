"""Which address shows which page of help and health?"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from eclt_partners.common import views

app_name = "common"
urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.worker, name="worker"),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
