"""Which address shows which page of agreements, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import agreements, comparing, promises, versions
from agreements.views.doors import partner_agreement, staff_agreement

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
    path(
        "promises/<int:instance_id>/",
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
VERSION_PAGES: list[URLPattern | URLResolver] = [
    path(
        "agreements/<int:agreement_id>/versions/<int:number>/",
        staff_agreement(versions.version),
        name="version",
    ),
    path(
        "agreements/<int:agreement_id>/versions/<int:number>/pdf/",
        staff_agreement(versions.version_pdf),
        name="version_pdf",
    ),
    path(
        "agreements/<int:agreement_id>/proof/",
        staff_agreement(versions.proof),
        name="proof",
    ),
    path(
        "deal/<int:agreement_id>/versions/<int:number>/",
        partner_agreement(versions.version),
        name="partner_version",
    ),
    path(
        "deal/<int:agreement_id>/versions/<int:number>/pdf/",
        partner_agreement(versions.version_pdf),
        name="partner_version_pdf",
    ),
    path(
        "agreements/<int:agreement_id>/compare/<int:a>..<int:b>/",
        staff_agreement(comparing.compare),
        name="compare",
    ),
    path(
        "agreements/<int:agreement_id>/compare/<int:a>..<int:b>/pdf/",
        staff_agreement(comparing.compare_pdf),
        name="compare_pdf",
    ),
    path(
        "agreements/<int:agreement_id>/compare/<int:a>..proposal-<int:proposal_id>/",
        staff_agreement(comparing.compare_proposal),
        name="compare_proposal",
    ),
    path(
        "agreements/<int:agreement_id>/compare/<int:a>..proposal-<int:proposal_id>/pdf/",
        staff_agreement(comparing.compare_proposal_pdf),
        name="compare_proposal_pdf",
    ),
    path(
        "deal/<int:agreement_id>/compare/<int:a>..<int:b>/",
        partner_agreement(comparing.compare),
        name="partner_compare",
    ),
    path(
        "deal/<int:agreement_id>/compare/<int:a>..<int:b>/pdf/",
        partner_agreement(comparing.compare_pdf),
        name="partner_compare_pdf",
    ),
    path(
        "deal/<int:agreement_id>/compare/<int:a>..proposal-<int:proposal_id>/",
        partner_agreement(comparing.compare_proposal),
        name="partner_compare_proposal",
    ),
    path(
        "deal/<int:agreement_id>/compare/<int:a>..proposal-<int:proposal_id>/pdf/",
        partner_agreement(comparing.compare_proposal_pdf),
        name="partner_compare_proposal_pdf",
    ),
]

urlpatterns = [*REGISTER_PAGES, *TABLE_PAGES, *PROPOSAL_PAGES, *VERSION_PAGES]
