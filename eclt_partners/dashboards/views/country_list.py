"""Which page lists the partnerships behind a number of a country's dashboard?"""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclt_partners.dashboards.forms.narrowing import NarrowingForm
from eclt_partners.dashboards.list_words import anchor_of, list_title
from eclt_partners.dashboards.models import SnapshotLine
from eclt_partners.dashboards.narrowing_words import narrowing_words
from eclt_partners.dashboards.rules import lists
from eclt_partners.dashboards.rules.narrowing import EVERYTHING
from eclt_partners.dashboards.selectors.lists import (
    Listed,
    block_lines,
    list_address,
    listed,
    recent_pairs,
)
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.views.doors import country_in_scope
from reviews.rules.instrument import DIMENSIONS

PAGE_SIZE = 25
# The table or list of each kind of list; all others say the status.
PARTS: Final = {
    lists.ACTIONS: "actions",
    lists.GAPS: "gaps",
    lists.OVERDUE: "overdue",
    lists.ENDINGS: "endings",
    lists.LATE: "late",
    **dict.fromkeys(lists.LATE_LISTS, "late"),
    **dict.fromkeys(DIMENSIONS, "dimension"),
}


@require_safe
def country_list(request: HttpRequest, code: str) -> HttpResponse:
    """List partnerships of a country, 25 a page, as the stored dashboard knows them."""
    place = country_in_scope(request, code)
    form = NarrowingForm(request.GET)
    narrowing = form.narrowing()
    show = request.GET.get("show", lists.ALL)
    if show not in lists.LISTS:
        form.add_error(None, _("There is no such list. You see all partnerships."))
        show = lists.ALL
    found = listed(place, show, narrowing)
    context = {
        "country": place,
        "form": form,
        "narrowing": narrowing,
        "state": narrowing_words(narrowing),
        "title": list_title(show),
        "anchor": anchor_of(show),
        "show": show,
        "part": f"dashboards/list/{PARTS.get(show, 'status')}.html",
        "all_url": f"{list_address(place.code, EVERYTHING)}show={show}",
        "query": f"{narrowing.query}{'&' if narrowing.query else ''}show={show}&",
        "found": found,
        **(_contents(request, found, show) if found else {}),
    }
    return render(request, "dashboards/country_list.html", context)


def _contents(request: HttpRequest, found: Listed, show: str) -> dict[str, Any]:
    page = Paginator(found.lines, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_row(line, found, show) for line in page.object_list]
    return {
        "page": page,
        "rows": rows,
        "lines": [line for row in rows for line in row["lines"]],
        "today": found.snapshot.as_of,
    }


def _row(line: SnapshotLine, found: Listed, show: str) -> dict[str, Any]:
    """Return a partnership with what the list says of it, with days as days."""
    pairs = recent_pairs(line, found.since)
    row: dict[str, Any] = dated(
        {
            "facts": {key: line.facts[key] for key in lists.OWN_FACTS},
            "lines": block_lines(line, show),
            "pairs": [{**pair, "means": pair["means"].get(show)} for pair in pairs],
        }
    )
    return row
