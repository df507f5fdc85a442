"""Which address shows which page of the dashboards?"""

from django.urls import URLPattern, URLResolver, path

from eclt_partners.dashboards.views import (
    countries,
    health,
    ledger,
    partnership,
    today,
)

app_name = "dashboards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("more/", today.more, name="more"),
    path("countries/", countries.countries, name="countries"),
    path("countries/<str:code>/", countries.country, name="country"),
    path("countries/<str:code>/refresh/", countries.refresh, name="refresh"),
    path("jobs/<int:job_id>/", countries.job, name="job"),
    path(
        "partnerships/<int:partnership_id>/",
        partnership.partnership,
        name="partnership",
    ),
    path("history/<str:kind>/<int:key>/", partnership.history, name="history"),
    path("mail/", ledger.ledger, name="ledger"),
    path("mail/<int:message_id>/", ledger.message, name="message"),
    path("health", health.health, name="health"),
]
