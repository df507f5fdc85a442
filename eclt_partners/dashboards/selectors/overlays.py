"""What goes on beside the stage of a partnership (methods A1)?"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from agreements.selectors.overview import AgreedAndPromised
from partners.choices import CheckState, EventKind, Stage
from partners.models import Partnership
from partners.selectors.overview import PeopleAndPlans
from reviews.choices import ReviewState
from reviews.models import Review

UNDER_WAY = frozenset({ReviewState.OPEN, ReviewState.CLOSED, ReviewState.TALK_HELD})
# In these stages an agreement should be in force.
NEED_AGREEMENT = frozenset({Stage.ACTIVE, Stage.TRANSITION})


def overlays_of(
    partnership: Partnership,
    reviews: Iterable[Review],
    agreed: AgreedAndPromised,
    sides: PeopleAndPlans,
    *,
    today: date,
) -> list[str]:
    """Return in words what is open beside the stage.

    Args:
        partnership: of the page.
        reviews: its newest reviews; what is under way is among them.
        agreed: its agreements today.
        sides: what was noted and is open, and its looks at what lasts after an end.
        today: in the country.
    """
    found = []
    if any(review.state in UNDER_WAY for review in reviews):
        found.append(_("Review open"))
    if agreed.has_open_change:
        found.append(_("Change of an agreement open"))
    if agreed.has_to_change:
        found.append(_("The agreement has to change"))
    if partnership.stage in NEED_AGREEMENT and not agreed.is_in_force:
        found.append(_("No agreement in force"))
    if any(event.kind == EventKind.TALK_ASKED for event in sides.events):
        found.append(_("A side asks for a talk"))
    if any(
        check.state == CheckState.SCHEDULED and check.due_on < today
        for check in sides.after_checks
    ):
        found.append(_("Check after the end is late"))
    return found
