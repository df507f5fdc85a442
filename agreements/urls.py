"""Which address shows which page of agreements, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import (
    agreements,
    comparing,
    draft_parts,
    drafts,
    endings,
    kinds,
    ledger,
    promises,
    proposal_texts,
    proposals,
    raising,
    registry,
    results,
    sending,
    signing,
    table,
    talking,
    versions,
)
from agreements.views.chairs import PARTNER
from agreements.views.doors import (
    ChairView,
    partner_agreement,
    partner_table,
    staff_agreement,
    staff_table,
)
from eclt_partners.accounts.choices import LinkPurpose

app_name = "agreements"


def both_doors(
    part: str, view: ChairView[[]], name: str
) -> list[URLPattern | URLResolver]:
    """Return the addresses of a page of a renegotiation for both sides."""
    return [
        path(f"renegotiations/<int:table_id>/{part}", staff_table(view), name=name),
        path(
            f"table/<int:table_id>/{part}",
            partner_table(view),
            name=f"{PARTNER}{name}",
        ),
    ]


REGISTER_PAGES: list[URLPattern | URLResolver] = [
    path("agreements/", registry.agreements, name="list"),
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
    path("setup/kinds/", kinds.kinds, name="kinds"),
    path("setup/kinds/new/", kinds.kind_new, name="kind_new"),
    path("setup/kinds/<str:code>/", kinds.kind, name="kind"),
    path(
        "commitments/<int:instance_id>/",
        promises.commitment_outcome,
        name="commitment_outcome",
    ),
]

RESULT_PAGES: list[URLPattern | URLResolver] = [
    path("agreements/<int:agreement_id>/results/", results.results, name="results"),
    path(
        "agreements/<int:agreement_id>/results/new/",
        results.result_new,
        name="result_new",
    ),
    path(
        "agreements/<int:agreement_id>/results/children/",
        results.serves_children,
        name="serves_children",
    ),
    path(
        "results/<int:result_id>/correct/",
        results.result_correct,
        name="result_correct",
    ),
    path(
        "results/<int:result_id>/take-back/",
        results.result_take_back,
        name="result_take_back",
    ),
]

# What is said at the table: raising, talking, ending. Staff at renegotiations/, people
# of partners at table/, with the same views.
TABLE_PAGES: list[URLPattern | URLResolver] = [
    path(
        "agreements/<int:agreement_id>/raise/",
        staff_agreement(raising.raise_page),
        name="raise",
    ),
    path(
        "deal/<int:agreement_id>/raise/",
        partner_agreement(raising.raise_page, purposes=frozenset({LinkPurpose.HOME})),
        name="partner_raise",
    ),
    path(
        "partnerships/<int:partnership_id>/agreements/begin/",
        raising.begin,
        name="begin",
    ),
    *both_doors("", table.table, "table"),
    *both_doors("read/", table.acknowledged, "acknowledge"),
    *both_doors("helper/", table.helper, "helper"),
    *both_doors("resume/", table.resumed, "resume"),
    *both_doors("talk/", talking.talk, "talk"),
    *both_doors("talk/confirm/", talking.confirmed, "talk_confirm"),
    path(
        "renegotiations/<int:table_id>/talk/confirm-for/",
        staff_table(talking.confirmed_for),
        name="talk_confirm_for",
    ),
    *both_doors("note/", talking.note, "note"),
    *both_doors("decline/", endings.decline, "decline"),
    *both_doors("withdraw/", endings.withdraw, "withdraw"),
    *both_doors("park/", endings.park, "park"),
    path(
        "renegotiations/<int:table_id>/lapse-note/",
        staff_table(endings.lapse_note),
        name="lapse_note",
    ),
    path(
        "table/<int:table_id>/link/",
        partner_table(table.own_link),
        name="partner_own_link",
    ),
]

# Writing, reading, answering, accepting and signing proposals.
_PAPER = "proposals/<int:proposal_id>/"
_PROPOSAL_VIEWS: list[tuple[str, str, ChairView[...]]] = [
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
    (f"{_PAPER}pdf/", "proposal_pdf", proposal_texts.proposal_pdf),
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

urlpatterns = [
    *REGISTER_PAGES,
    *RESULT_PAGES,
    *TABLE_PAGES,
    *PROPOSAL_PAGES,
    *VERSION_PAGES,
]
