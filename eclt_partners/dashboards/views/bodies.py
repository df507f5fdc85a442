"""How does a stored body reach its reader inside the page around it?"""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from eclt_partners.common.packing import packed_around
from eclt_partners.dashboards.models import StoredBody

# Where the body comes. No text of a person looks like it: templates escape "<".
PLACE: Final = SafeString("<!--body-->")
TAKES_GZIP: Final = re.compile(r"\bgzip\b")


def render_body(
    request: HttpRequest, template: str, context: dict[str, Any], page: StoredBody
) -> HttpResponse:
    """Answer with a page around a stored body, packed as the body is kept.

    Only what stands around the body is rendered and packed now. Who does not take
    packed pages gets it unpacked.

    Args:
        request: of the reader.
        template: of the page; it shows `body`.
        context: of the template, without `body`.
        page: the stored body.
    """
    if not TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return render(request, template, {**context, "body": page.body})
    frame = render_to_string(template, {**context, "body": PLACE}, request)
    before, _place, after = frame.partition(PLACE)
    answer = HttpResponse(packed_around(before, bytes(page.packed), after))
    answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer
