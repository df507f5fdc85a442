"""Where has an agreement to change that nobody has asked to change?"""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.choices import RenegotiationState
from agreements.models import EffectiveRange, Renegotiation
from agreements.models.renegotiations import OPEN_STATES
from partners.choices import EventKind, Stage
from partners.models import Event

# A wish that was taken back, or that nobody answered, has changed nothing.
_CAME_TO_NOTHING: Final = [RenegotiationState.WITHDRAWN, RenegotiationState.LAPSED]
_WORK_GOES_ON: Final = [Stage.ACTIVE, Stage.TRANSITION]


def changes_required() -> QuerySet[Event]:
    """Return budget changes of 20 % or more that no wish has followed (methods D3).

    Only where an agreement was in force on that day and work goes on. The pulse that
    such an event brings closes the event, but not what is required: only a change that
    is open or was raised since does. Newest first, with partnership and country.
    """
    tables = Renegotiation.objects.filter(
        Q(state__in=OPEN_STATES) | Q(raised_at__date__gte=OuterRef("happened_on")),
        agreement__partnership=OuterRef("partnership"),
    )
    in_force = EffectiveRange.objects.filter(
        agreement__partnership=OuterRef("partnership"),
        during__contains=OuterRef("happened_on"),
    )
    rows = Event.objects.filter(
        Exists(in_force),
        ~Exists(tables.exclude(state__in=_CAME_TO_NOTHING)),
        kind=EventKind.BUDGET_BIG,
        partnership__stage__in=_WORK_GOES_ON,
    )
    return rows.select_related("partnership__country")
