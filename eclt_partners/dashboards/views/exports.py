"""How does somebody take the figures of countries along: CSV, spreadsheet, report?

All of it is read from the stored dashboard, so a file says what the page says. A CSV is
a link and changes nothing; whoever asks for a whole file is named in the audit, and
refused for a while after so many that no person reads them.
"""

from functools import partial

import structlog
from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.rules.limits import FILES
from eclt_partners.accounts.services.tries import count_try
from eclt_partners.common.actions import Action
from eclt_partners.common.kick import kick
from eclt_partners.countries.models import Country
from eclt_partners.countries.selectors import countries_within
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.rules.shortening import KEPT
from eclt_partners.dashboards.selectors.exports import asked_files, snapshot_of
from eclt_partners.dashboards.services.export_files import file_name
from eclt_partners.dashboards.services.exports import (
    NO_FIGURES,
    ask_export,
    take_spreadsheet,
)
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.csv_text import csv_pieces
from eclt_partners.dashboards.views.attachments import attachment
from eclt_partners.dashboards.views.doors import country_in_scope
from eclt_partners.documents.choices import ContentType, JobKind

log = structlog.get_logger(__name__)
MAKE_TASK = "dashboards.tasks.make_exports"
# The spreadsheet of so many partnerships is made within a second.
AT_ONCE_MOST = 300


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Say what can be taken along of which country, and which files were made."""
    actor = acting(request)
    countries = countries_within(actor.scope(Action.SEE))
    context = {
        "countries": sorted(countries, key=lambda country: country.sorts_as),
        "files": asked_files(actor),
    }
    return render(request, "dashboards/files.html", context)


@require_safe
def block_csv(request: HttpRequest, code: str, block: str) -> HttpResponseBase:
    """Return one table of a country's dashboard, all its lines, as CSV.

    Of a very large country it is the first lines, and its name says so.
    """
    table = TABLES.get(block)
    place = country_in_scope(request, code)
    if table is None:
        raise Http404
    snapshot = snapshot_of(place.code)
    if snapshot is None:
        return _not_built(request, place)
    answer: HttpResponseBase = HttpResponse()
    if request.method == "GET":
        log.info("dashboards.csv", country=code, table=block, actor=acting(request).key)
        answer = StreamingHttpResponse(
            csv_pieces(table, snapshot.figures, language=get_language())
        )
    part = block if table.is_whole(snapshot.figures) else f"{block}-first-{KEPT}"
    name = file_name(snapshot, part, "csv")
    return attachment(answer, name=name, content_type=ContentType.CSV)


@require_POST
def spreadsheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """Return the spreadsheet of a country, or make it in the background if it is large."""
    place = country_in_scope(request, code)
    snapshot = snapshot_of(place.code)
    if snapshot is None:
        return _not_built(request, place)
    if _partnerships(snapshot) > AT_ONCE_MOST:
        return _in_background(request, place, JobKind.WORKBOOK)
    count_try(FILES, acting(request).key, now=timezone.now())
    made = take_spreadsheet(
        actor=acting(request),
        snapshot=snapshot,
        language=get_language(),
        now=timezone.now(),
    )
    return attachment(
        HttpResponse(made.content), name=made.name, content_type=made.content_type
    )


@require_POST
def report(request: HttpRequest, code: str) -> HttpResponseBase:
    """Make the report of a country in the background and show how far it is."""
    place = country_in_scope(request, code)
    if snapshot_of(place.code) is None:
        return _not_built(request, place)
    return _in_background(request, place, JobKind.REPORT)


def _in_background(
    request: HttpRequest, place: Country, kind: JobKind
) -> HttpResponseBase:
    count_try(FILES, acting(request).key, now=timezone.now())
    job = ask_export(
        actor=acting(request),
        country=place,
        kind=kind,
        language=get_language(),
        now=timezone.now(),
    )
    transaction.on_commit(partial(kick, MAKE_TASK))
    answer = redirect("dashboards:job", job.pk)
    answer.status_code = 303
    return answer


def _not_built(request: HttpRequest, place: Country) -> HttpResponse:
    """Lead back to the page, which says that there are no figures yet."""
    messages.info(request, _(NO_FIGURES))
    return redirect("dashboards:country", place.code)


def _partnerships(snapshot: CountrySnapshot) -> int:
    figures = snapshot.figures
    return int(figures["opening"]["partnerships"] + figures["others_count"])
