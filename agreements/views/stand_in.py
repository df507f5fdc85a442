"""Where does the way back from a proposal lead while the table has no page itself?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agreements.selectors.proposals import readable_proposals
from agreements.views.chairs import Chair


@require_safe
def table(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Go to the newest proposal that the reader may read."""
    newest = readable_proposals(chair.table, chair.side, chair.speaker.party_id).last()
    if newest is None:
        raise Http404
    return redirect(chair.url("proposal", newest.pk))
