"""Which address shows which page of agreements, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import agreements, ledger, promises

app_name = "agreements"

REGISTER_PAGES: list[URLPattern | URLResolver] = [
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

# What is said at the table: raising, talking, ending. Staff at renegotiations/, people
# of partners at table/, with the same views.
TABLE_PAGES: list[URLPattern | URLResolver] = []

# Writing, reading, answering, accepting and signing proposals.
PROPOSAL_PAGES: list[URLPattern | URLResolver] = []

# Reading and comparing versions, on screen and as PDF.
VERSION_PAGES: list[URLPattern | URLResolver] = []

urlpatterns = [*REGISTER_PAGES, *TABLE_PAGES, *PROPOSAL_PAGES, *VERSION_PAGES]
