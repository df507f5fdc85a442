"""How does mail get into the outbox, out of it, and to its reader?"""

from eclt_partners.notifications.services.queueing import (
    Recipient,
    message_id_of,
    queue,
)

__all__ = ["Recipient", "message_id_of", "queue"]
