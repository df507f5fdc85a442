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
    needs_agreement = partnership.stage in NEED_AGREEMENT
    asked = [event for event in sides.events if event.kind == EventKind.TALK_ASKED]
    waiting = [
        check for check in sides.after_checks if check.state == CheckState.SCHEDULED
    ]
    facts = (
        (any(each.state in UNDER_WAY for each in reviews), _("Review open")),
        (agreed.has_new_agreement, _("New agreement being written")),
        (agreed.has_open_change, _("Change of an agreement open")),
        (agreed.has_to_change, _("The agreement has to change")),
        (needs_agreement and not agreed.is_in_force, _("No agreement in force")),
        (bool(asked), _("A side asks for a talk")),
        (
            any(each.due_on < today for each in waiting),
            _("Check after the end is late"),
        ),
    )
    return [words for is_so, words in facts if is_so]
