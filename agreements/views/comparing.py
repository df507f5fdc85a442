"""Which page shows what changed between two versions, or up to a proposal?

Any two versions have one address that stays, and both sides see the same page. The
numbers stand in the order of reading: 4..2 shows the way back.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from agreements.choices import SizeClass
from agreements.models import AgreementVersion, Proposal
from agreements.rules.comparison import Counts
from agreements.selectors.comparing import (
    Compared,
    compared_proposal,
    compared_versions,
)
from agreements.views.chairs import Chair
from agreements.views.comparison_parts import ComparisonPage, comparison_page
from agreements.views.version_parts import side_name, signature_part
from agreements.views.versions import file_stem, missing, version_title
from eclt_partners.common.pdf import pdf_response
from eclt_partners.common.words import plain_date

Part = dict[str, Any]


@require_safe
def compare(request: HttpRequest, chair: Chair, a: int, b: int) -> HttpResponse:
    """Show what changed from one version to another."""
    return _page(request, chair, compared_versions(chair.agreement, a, b))


@require_safe
def compare_pdf(request: HttpRequest, chair: Chair, a: int, b: int) -> HttpResponse:
    """Return the same as a PDF."""
    return _pdf(request, chair, compared_versions(chair.agreement, a, b))


@require_safe
def compare_proposal(
    request: HttpRequest, chair: Chair, a: int, proposal_id: int
) -> HttpResponse:
    """Show what a proposal that was sent would change in a version."""
    return _page(request, chair, compared_proposal(chair.agreement, a, proposal_id))


@require_safe
def compare_proposal_pdf(
    request: HttpRequest, chair: Chair, a: int, proposal_id: int
) -> HttpResponse:
    """Return the same as a PDF."""
    return _pdf(request, chair, compared_proposal(chair.agreement, a, proposal_id))


def _page(request: HttpRequest, chair: Chair, found: Compared | None) -> HttpResponse:
    if found is None:
        return missing(request, chair)
    new = found.version
    context = chair.context(
        **comparison_context(found),
        as_sides=request.GET.get("view") == "sides",
        pdf_url=_url(chair, found, "_pdf"),
        old_url=chair.agreement_url("version", found.old.number),
        new_url=chair.agreement_url("version", new.number) if new else "",
        turned_url=chair.agreement_url("compare", new.number, found.old.number)
        if new
        else "",
    )
    return render(request, "agreements/compare.html", context)


def _pdf(request: HttpRequest, chair: Chair, found: Compared | None) -> HttpResponse:
    if found is None:
        return missing(request, chair)
    context = comparison_context(found)
    context |= {
        "subtitle": f"{chair.agreement.number} {found.new_terms.title}",
        "page_url": settings.SITE_URL + _url(chair, found),
    }
    name = f"{file_stem(chair.agreement)}-{_ends(found)}"
    return pdf_response("pdf/comparison.html", context, now=chair.now, filename=name)


def comparison_context(found: Compared) -> Part:
    """Return what the page and the PDF of a comparison show."""
    page = comparison_page(
        found.old_terms,
        found.new_terms,
        names=found.names,
        reasons=found.reasons,
        is_proposal=found.proposal is not None,
    )
    return {
        "found": found,
        "page": page,
        "title": _title(found),
        "facts": _facts(found, page),
        "signatures": [signature_part(row, found.names) for row in found.signatures],
        "proof": _proof(found),
    }


def _url(chair: Chair, found: Compared, more: str = "") -> str:
    if found.version:
        numbers = (found.old.number, found.version.number)
        return chair.agreement_url(f"compare{more}", *numbers)
    page, proposal = f"compare_proposal{more}", found.proposal
    return chair.agreement_url(page, found.old.number, proposal.pk if proposal else 0)


def _ends(found: Compared) -> str:
    """Return "version-2-to-3" or "version-2-to-proposal-1", for the name of a file."""
    number = found.version.number if found.version else 0
    new = f"proposal-{found.proposal.round}" if found.proposal else number
    return f"version-{found.old.number}-to-{new}"


def _title(found: Compared) -> str:
    if found.version:
        return _("From version %(a)s to version %(b)s") % {
            "a": found.old.number,
            "b": found.version.number,
        }
    return _("Version %(a)s and proposal %(b)s") % {
        "a": found.old.number,
        "b": found.proposal.round if found.proposal else 0,
    }


def _facts(found: Compared, page: ComparisonPage) -> list[Part]:
    rows = [(pgettext("comparison", "From"), _version_line(found.old))]
    if found.proposal:
        rows += _proposal_rows(found, found.proposal)
    if found.version:
        rows.append((pgettext("comparison", "To"), _version_line(found.version)))
    rows += [
        (version_title(step.number), _step_line(step, found)) for step in found.steps
    ]
    rows.append((_("What changes"), counts_line(page.counts)))
    return [{"label": label, "value": value} for label, value in rows if value]


def _version_line(version: AgreementVersion) -> str:
    """Return "Version 2, holds from 1 Jan 2026"."""
    return _("Version %(number)s, valid from %(day)s") % {
        "number": version.number,
        "day": plain_date(version.effective_from),
    }


def _step_line(step: AgreementVersion, found: Compared) -> str:
    """Return who raised the change, when, why, and what it is in plain words."""
    asked = getattr(step, "renegotiation", None)
    parts = [str(step.get_kind_display())]
    if asked is not None:
        who = side_name(asked.raised_side, asked.raised_party_id, found.names)
        day = plain_date(timezone.localdate(asked.raised_at))
        parts.append(_("raised by %(who)s on %(day)s") % {"who": who, "day": day})
        parts.append(str(asked.get_reason_display()))
    return " · ".join([*parts, *filter(None, [step.summary])])


def _proposal_rows(found: Compared, proposal: Proposal) -> list[tuple[str, str]]:
    who = side_name(proposal.side, proposal.party_id, found.names)
    sent = proposal.sent_at or proposal.created_at
    size = SizeClass(proposal.size_class).label if proposal.size_class else ""
    return [
        (
            pgettext("comparison", "To"),
            _("Proposal %(number)s") % {"number": proposal.round},
        ),
        (_("Proposed by"), f"{who}, {plain_date(timezone.localdate(sent))}"),
        (_("Why"), str(proposal.renegotiation.get_reason_display())),
        (_("What changed"), proposal.summary),
        (_("How big the change is"), str(size)),
        (_("Where it stands"), str(proposal.get_state_display())),
    ]


def counts_line(counts: Counts) -> str:
    """Return "3 changed, 1 new" in plain words; "" when nothing changed."""
    words = [
        (counts.changed, ngettext("%(n)s changed", "%(n)s changed", counts.changed)),
        (counts.added, ngettext("%(n)s new", "%(n)s new", counts.added)),
        (
            counts.removed,
            ngettext("%(n)s taken out", "%(n)s taken out", counts.removed),
        ),
        (counts.moved, ngettext("%(n)s moved", "%(n)s moved", counts.moved)),
    ]
    return ", ".join(text % {"n": n} for n, text in words if n)


def _proof(found: Compared) -> list[Part]:
    ends = [(pgettext("comparison", "From"), found.old.hash)]
    if found.proposal:
        ends.append((pgettext("comparison", "To"), found.proposal.text_hash))
    if found.version:
        ends.append((pgettext("comparison", "To"), found.version.hash))
    return [{"label": label, "value": value} for label, value in ends]
