"""Which addresses do drafts, proposals and signatures have, behind both doors?"""

from dataclasses import replace

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

# Both doors of the pages of a renegotiation: what staff need, and how they are asked.
_DRAFT = ("table", "draft")
_SENT = ("table", "proposal")
_CLAUSE = (*_DRAFT, "clause")
_PROPOSE = Action.PROPOSE_CHANGE
_BOTH_DOORS = [
    Page("draft_start", Door.OBJECT, _PROPOSE, ("table",), post_only=True),
    Page("proposal", Door.OBJECT, keys=_SENT),
    Page("proposal_part", Door.OBJECT, _PROPOSE, (*_DRAFT, "part")),
    Page("proposal_clause_new", Door.OBJECT, _PROPOSE, _DRAFT),
    Page("proposal_library", Door.OBJECT, _PROPOSE, _DRAFT),
    Page("proposal_clause", Door.OBJECT, _PROPOSE, _CLAUSE),
    Page("proposal_clause_move", Door.OBJECT, _PROPOSE, _CLAUSE, post_only=True),
    Page("proposal_rebase", Door.OBJECT, _PROPOSE, _DRAFT, post_only=True),
    Page("proposal_discard", Door.OBJECT, _PROPOSE, _DRAFT),
    Page("proposal_changes", Door.OBJECT, _PROPOSE, _DRAFT),
    Page("proposal_answer", Door.OBJECT, _PROPOSE, _SENT, post_only=True),
    Page("proposal_accept", Door.OBJECT, _PROPOSE, _SENT, post_only=True),
    Page("proposal_compare", Door.OBJECT, keys=(*_SENT, "proposal")),
    Page("proposal_pdf", Door.OBJECT, keys=_SENT),
    Page("proposal_signed", Door.OBJECT, keys=_SENT, in_time=True),
    Page("proposal_sign", Door.OBJECT, Action.SIGN_SMALL, _SENT, in_time=True),
]
PROPOSAL_PAGES = [
    *(replace(page, name=f"agreements:{page.name}") for page in _BOTH_DOORS),
    *(
        replace(page, name=f"agreements:partner_{page.name}", door=Door.LINK)
        for page in _BOTH_DOORS
    ),
    Page(
        "agreements:proposal_paper",
        Door.OBJECT,
        Action.REGISTER,
        _SENT,
        in_time=True,
    ),
]
