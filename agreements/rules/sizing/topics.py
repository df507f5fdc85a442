"""How big is a change only because of what it is about?"""

from collections.abc import Mapping
from typing import Final

from agreements.choices import SizeClass, Topic
from agreements.rules.sizing.reasons import (
    PLACES,
    PURPOSE,
    ROLES,
    TARGETS,
    Reason,
    SizeReason,
)

# Money and dates are weighed by how much they move; who only names them starts small.
_WITH_CLASS: Final[Mapping[Topic, Reason]] = {
    Topic.PURPOSE: PURPOSE,
    Topic.PLACES: PLACES,
    Topic.ROLES: ROLES,
    Topic.TARGETS: TARGETS,
    Topic.BUDGET: (SizeReason.MONEY, SizeClass.SMALL),
    Topic.TIMELINE: (SizeReason.DATES, SizeClass.SMALL),
}
_OTHERS: Final = (SizeReason.TOPIC, SizeClass.STANDARD)


def topic_reason(topic: Topic) -> Reason:
    """Return the class of a topic; those without one are STANDARD (rulings 14)."""
    return _WITH_CLASS.get(topic, _OTHERS)
