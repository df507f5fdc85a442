"""Which address takes lists of partners in?"""

from django.urls import URLPattern, URLResolver, path

from eclt_partners.exchange.views import lists, sending

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", sending.imports, name="imports"),
    path("imports/template.xlsx", sending.template, name="template"),
    path("imports/<int:list_id>/", lists.one_list, name="list"),
    path("imports/<int:list_id>/left-out.csv", lists.left_out, name="left_out"),
]
