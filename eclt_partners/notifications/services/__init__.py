"""How does mail get into the outbox, out of it, and to its reader?"""

from eclt_partners.notifications.services.composing import compose_mail
from eclt_partners.notifications.services.dropping import (
    cancel_reminders,
    supersede_reminders,
)
from eclt_partners.notifications.services.foreseeing import (
    MailPage,
    Wanted,
    coming_of,
    coming_sql,
    mails_of,
    upcoming_of,
)
from eclt_partners.notifications.services.forgetting import empty_old_bodies
from eclt_partners.notifications.services.heartbeats import CELERY, FALLBACK, beat
from eclt_partners.notifications.services.planning import WORTH_SENDING, Owed
from eclt_partners.notifications.services.queueing import (
    Recipient,
    message_id_of,
    queue,
)
from eclt_partners.notifications.services.reconciling import reconcile
from eclt_partners.notifications.services.repairing import (
    may_repair,
    resend,
    settle,
)
from eclt_partners.notifications.services.sending import drain, send_mail
from eclt_partners.notifications.services.verifying import verify_in_doubt

__all__ = [
    "CELERY",
    "FALLBACK",
    "WORTH_SENDING",
    "MailPage",
    "Owed",
    "Recipient",
    "Wanted",
    "beat",
    "cancel_reminders",
    "coming_of",
    "coming_sql",
    "compose_mail",
    "drain",
    "empty_old_bodies",
    "mails_of",
    "may_repair",
    "message_id_of",
    "queue",
    "reconcile",
    "resend",
    "send_mail",
    "settle",
    "supersede_reminders",
    "upcoming_of",
    "verify_in_doubt",
]
