"""Which file has the whole text of a proposal, to read it, print it and sign it?"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.choices import ProposalState
from agreements.models import Proposal
from agreements.selectors.people import Names
from agreements.selectors.proposals import missing_signatures, terms_of
from agreements.views.chairs import Chair
from agreements.views.papers import names_at, paper_at, side_name
from agreements.views.version_parts import (
    Part,
    labelled,
    sides_named,
    signature_part,
    text_parts,
)
from agreements.views.versions import file_stem
from eclt_partners.common.pdf import pdf_response
from eclt_partners.common.words import money, own_name, plain_date, plain_datetime


@require_safe
def proposal_pdf(request: HttpRequest, chair: Chair, proposal_id: int) -> HttpResponse:
    """Return the whole text of a sent proposal as a PDF, with lines to sign on.

    Raises:
        Http404: it is a draft, or not for this reader.
    """
    found = paper_at(chair, proposal_id, "signatures__passed_warnings")
    if found.state == ProposalState.DRAFT:
        raise Http404
    terms, signed = terms_of(found), list(found.signatures.all())
    names = names_at(
        chair, terms, more=[found.sent_by, *(row.entered_by for row in signed)]
    )
    agreement = chair.agreement
    missing = missing_signatures(found) if _may_be_signed(found) else []
    context = {
        **text_parts(terms, names),
        "agreement": agreement,
        "title": f"{agreement.number} {terms.title}",
        "subtitle": _("Proposal %(number)s") % {"number": found.round},
        "page_url": settings.SITE_URL + chair.url("proposal", found.pk),
        "facts": _facts(found, names),
        "signatures": [signature_part(row, names) for row in signed],
        "missing": [side_name(key, names) for key in missing],
        "proof": labelled([(_("What both sides sign"), found.text_hash)]),
    }
    name = f"{file_stem(agreement)}-proposal-{found.round}"
    return pdf_response("pdf/proposal.html", context, now=chair.now, filename=name)


def _may_be_signed(found: Proposal) -> bool:
    return found.state in {ProposalState.PROPOSED, ProposalState.ACCEPTED}


def _facts(found: Proposal, names: Names) -> list[Part]:
    """Return who proposed it, where it stands, and the frame of the text."""
    whose = side_name((found.side, found.party_id), names)
    sent = plain_datetime(found.sent_at) if found.sent_at else ""
    terms = terms_of(found)
    rows = [
        (_("Proposed by"), f"{whose}, {sent}"),
        (_("Where it stands"), found.get_state_display()),
        (_("In plain words"), found.summary),
        (_("Parties"), ", ".join(sides_named(names))),
        (_("Valid from"), plain_date(terms.effective_from)),
        (_("Valid until"), plain_date(terms.effective_to)),
        (_("Money in all"), money(terms.total, terms.currency)),
        (_("Language"), own_name(terms.language)),
        (_("Which language decides"), terms.governing_note),
    ]
    return labelled(rows)
