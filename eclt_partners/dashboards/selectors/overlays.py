"""What goes on beside the stage of a partnership (methods A1)?"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from agreements.models import EffectiveRange
from eclt_partners.lifecycle.selectors.facts import renegotiation_open
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewState
from reviews.models import Review

UNDER_WAY = frozenset({ReviewState.OPEN, ReviewState.CLOSED, ReviewState.TALK_HELD})
# In these stages an agreement should be in force.
NEED_AGREEMENT = frozenset({Stage.ACTIVE, Stage.TRANSITION})


def overlays_of(
    partnership: Partnership, reviews: Iterable[Review], *, today: date
) -> list[str]:
    """Return in words what is open beside the stage. Two queries.

    Args:
        partnership: of the page.
        reviews: its newest reviews; what is under way is among them.
        today: in the country.
    """
    found = []
    if any(review.state in UNDER_WAY for review in reviews):
        found.append(_("Review open"))
    if renegotiation_open(partnership):
        found.append(_("Change of an agreement open"))
    if partnership.stage in NEED_AGREEMENT and not _in_force(partnership, today):
        found.append(_("No agreement in force"))
    return found


def _in_force(partnership: Partnership, today: date) -> bool:
    return EffectiveRange.objects.filter(
        agreement__partnership=partnership, during__contains=today
    ).exists()
