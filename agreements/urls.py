"""Which address shows which page of agreements, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views import (
    agreements,
    endings,
    ledger,
    promises,
    raising,
    table,
    talking,
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
        "table/<int:table_id>/link/",
        partner_table(table.own_link),
        name="partner_own_link",
    ),
]

# Writing, reading, answering, accepting and signing proposals.
PROPOSAL_PAGES: list[URLPattern | URLResolver] = []

# Reading and comparing versions, on screen and as PDF.
VERSION_PAGES: list[URLPattern | URLResolver] = []

urlpatterns = [*REGISTER_PAGES, *TABLE_PAGES, *PROPOSAL_PAGES, *VERSION_PAGES]
