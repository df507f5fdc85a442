"""How does mail get into the outbox, out of it, and to its reader?"""

from eclt_partners.notifications.services.composing import compose_mail
from eclt_partners.notifications.services.dropping import (
    cancel_reminders,
    supersede_reminders,
)
from eclt_partners.notifications.services.foreseeing import Wanted, upcoming_of
from eclt_partners.notifications.services.planning import WORTH_SENDING, Owed
from eclt_partners.notifications.services.queueing import (
    Recipient,
    message_id_of,
    queue,
)
from eclt_partners.notifications.services.sending import drain, send_mail

__all__ = [
    "WORTH_SENDING",
    "Owed",
    "Recipient",
    "Wanted",
    "cancel_reminders",
    "compose_mail",
    "drain",
    "message_id_of",
    "queue",
    "send_mail",
    "supersede_reminders",
    "upcoming_of",
]
