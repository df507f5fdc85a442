"""Which address shows which page of agreements, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import (
    agreements,
    draft_parts,
    drafts,
    promises,
    proposals,
    sending,
    signing,
    stand_in,
)
from agreements.views.doors import ChairView, partner_table, staff_table
from eclt_partners.accounts.choices import LinkPurpose

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
_PAPER = "proposals/<int:proposal_id>/"
_PROPOSAL_VIEWS: list[tuple[str, str, ChairView[...]]] = [
    ("", "table", stand_in.table),
    ("draft/", "draft_start", drafts.draft_start),
    (_PAPER, "proposal", proposals.proposal),
    (f"{_PAPER}parts/<str:part>/", "proposal_part", draft_parts.part),
    (f"{_PAPER}clauses/new/", "proposal_clause_new", draft_parts.clause_new),
    (f"{_PAPER}clauses/ready/", "proposal_library", draft_parts.library),
    (f"{_PAPER}clauses/of/<str:key>/", "proposal_clause", draft_parts.clause),
    (
        f"{_PAPER}clauses/of/<str:key>/move/",
        "proposal_clause_move",
        draft_parts.clause_move,
    ),
    (f"{_PAPER}rebase/", "proposal_rebase", drafts.draft_rebase),
    (f"{_PAPER}discard/", "proposal_discard", drafts.draft_discard),
    (f"{_PAPER}changes/", "proposal_changes", sending.changes),
    (f"{_PAPER}answer/", "proposal_answer", proposals.answer),
    (f"{_PAPER}accept/", "proposal_accept", proposals.accept),
    (f"{_PAPER}compare/<int:other_id>/", "proposal_compare", proposals.compare),
    (f"{_PAPER}signed/", "proposal_signed", signing.signed),
]
PROPOSAL_PAGES: list[URLPattern | URLResolver] = [
    *(
        path(f"renegotiations/<int:table_id>/{page}", staff_table(view), name=name)
        for page, name, view in _PROPOSAL_VIEWS
    ),
    *(
        path(
            f"table/<int:table_id>/{page}", partner_table(view), name=f"partner_{name}"
        )
        for page, name, view in _PROPOSAL_VIEWS
    ),
    path(
        f"renegotiations/<int:table_id>/{_PAPER}sign/",
        staff_table(signing.sign),
        name="proposal_sign",
    ),
    path(
        f"table/<int:table_id>/{_PAPER}sign/",
        partner_table(signing.sign, purposes=frozenset({LinkPurpose.SIGN})),
        name="partner_proposal_sign",
    ),
    path(
        f"renegotiations/<int:table_id>/{_PAPER}paper/",
        staff_table(signing.paper),
        name="proposal_paper",
    ),
]

# Reading and comparing versions, on screen and as PDF.
VERSION_PAGES: list[URLPattern | URLResolver] = []

urlpatterns = [*REGISTER_PAGES, *TABLE_PAGES, *PROPOSAL_PAGES, *VERSION_PAGES]
