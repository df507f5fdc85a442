"""Which pages and files show one version as both sides signed it?"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from agreements.selectors.bundles import bundle_of
from agreements.selectors.versions import signed_version
from agreements.views.chairs import Chair
from agreements.views.version_parts import version_parts
from eclt_partners.common.pdf import pdf_response
from partners.views.doors import dead_link


@require_safe
def version(request: HttpRequest, chair: Chair, number: int) -> HttpResponse:
    """Show one version: its text, who signed it, and what proves it."""
    found = signed_version(chair.actor, chair.agreement, number, today=chair.today)
    if found is None:
        return missing(request, chair)
    before, after = found.before, found.after
    context = chair.context(
        **version_parts(found),
        title=version_title(number),
        before_url=chair.agreement_url("version", before) if before else "",
        after_url=chair.agreement_url("version", after) if after else "",
        compare_url=chair.agreement_url("compare", before, number) if before else "",
        pdf_url=chair.agreement_url("version_pdf", number),
        document_page=document_page(chair),
    )
    return render(request, "agreements/version.html", context)


@require_safe
def version_pdf(request: HttpRequest, chair: Chair, number: int) -> HttpResponse:
    """Return one version as a PDF: what its page says."""
    found = signed_version(chair.actor, chair.agreement, number, today=chair.today)
    if found is None:
        return missing(request, chair)
    agreement = chair.agreement
    context = {
        **version_parts(found),
        "agreement": agreement,
        "title": f"{agreement.number} {found.terms.title}",
        "subtitle": version_title(number),
        "page_url": settings.SITE_URL + chair.agreement_url("version", number),
    }
    name = f"{file_stem(agreement)}-version-{number}"
    return pdf_response("pdf/version.html", context, now=chair.now, filename=name)


@require_safe
def proof(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Return the file with which anybody can check the agreement."""
    answer = HttpResponse(bundle_of(chair.agreement), content_type="text/plain")
    name = f"{file_stem(chair.agreement)}-proof.txt"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def file_stem(agreement: Agreement) -> str:
    """Return what files of an agreement are named by: "MW-01-2019"."""
    plain = slugify(agreement.number.replace("/", "-")).upper()
    return plain or f"agreement-{agreement.pk}"


def version_title(number: int) -> str:
    """Return what a version is called."""
    return _("Version %(number)s") % {"number": number}


def missing(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Answer for a version that is not there, as each side knows it.

    Raises:
        Http404: for people of the foundation.
    """
    if chair.is_partner:
        return dead_link(request)
    raise Http404


def document_page(chair: Chair) -> str:
    """Return the name of the address at which the reader opens a file."""
    return f"dashboards:{'partner_' if chair.is_partner else ''}document"
