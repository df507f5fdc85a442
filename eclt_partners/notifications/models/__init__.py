"""What is owed by mail, which message carries it, and whom does mail not reach?"""

from eclt_partners.notifications.models.calendars import CalendarFile
from eclt_partners.notifications.models.holes import Hole
from eclt_partners.notifications.models.ladder_steps import LadderStep
from eclt_partners.notifications.models.messages import (
    RESTRICTED,
    DispatcherHeartbeat,
    Outgoing,
    OutgoingEvent,
    OutgoingQuerySet,
    Reminder,
)
from eclt_partners.notifications.models.readers import (
    Bounce,
    LeftTopic,
    NotForMe,
    StoppedAddress,
)

__all__ = [
    "RESTRICTED",
    "Bounce",
    "CalendarFile",
    "DispatcherHeartbeat",
    "Hole",
    "LadderStep",
    "LeftTopic",
    "NotForMe",
    "Outgoing",
    "OutgoingEvent",
    "OutgoingQuerySet",
    "Reminder",
    "StoppedAddress",
]
