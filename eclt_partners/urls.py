"""Which address shows which page?"""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from eclt_partners.common.access import open_to_all

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", open_to_all(set_language), name="set_language"),
    path("", include("eclt_partners.dashboards.urls")),
    path("", include("eclt_partners.accounts.urls")),
    path("", include("eclt_partners.notifications.urls")),
    path("", include("eclt_partners.exchange.urls")),
    path("", include("eclt_partners.lifecycle.urls")),
    path("", include("partners.urls")),
    path("", include("agreements.urls")),
    path("", include("reviews.urls")),
    path("", include("eclt_partners.common.urls")),
]

handler400 = "eclt_partners.common.views.bad_request"
handler500 = "eclt_partners.common.views.server_error"
