"""Which address shows which page of agreements?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import agreements, ledger, promises

app_name = "agreements"
urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/<int:agreement_id>/", agreements.agreement_detail, name="detail"),
    path(
        "agreements/<int:agreement_id>/versions/new/",
        agreements.version_new,
        name="version_new",
    ),
    path(
        "partnerships/<int:partnership_id>/agreements/new/",
        agreements.agreement_new,
        name="new",
    ),
    path("commitments/", ledger.commitments, name="commitments"),
    path(
        "commitments/<int:instance_id>/",
        promises.commitment_outcome,
        name="commitment_outcome",
    ),
]
