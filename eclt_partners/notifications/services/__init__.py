"""How does mail get into the outbox, out of it, and to its reader?"""

from eclt_partners.notifications.services.coming_days import (
    HERE_SQL,
    found_by_day_sql,
    speaks_sql,
)
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
from eclt_partners.notifications.services.owing import owed_sql
from eclt_partners.notifications.services.planning import (
    BOUNCED_SQL,
    NOT_SENT_SQL,
    REFUSED_SQL,
    WORTH_SENDING,
    Owed,
)
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
from eclt_partners.notifications.services.silence import (
    Silent,
    SilentPage,
    silent_page,
    silent_people,
)
from eclt_partners.notifications.services.told import AHEAD, Told, told_of
from eclt_partners.notifications.services.verifying import verify_in_doubt

__all__ = [
    "AHEAD",
    "BOUNCED_SQL",
    "CELERY",
    "FALLBACK",
    "HERE_SQL",
    "NOT_SENT_SQL",
    "REFUSED_SQL",
    "WORTH_SENDING",
    "MailPage",
    "Owed",
    "Recipient",
    "Silent",
    "SilentPage",
    "Told",
    "Wanted",
    "beat",
    "cancel_reminders",
    "coming_of",
    "coming_sql",
    "compose_mail",
    "drain",
    "empty_old_bodies",
    "found_by_day_sql",
    "mails_of",
    "may_repair",
    "message_id_of",
    "owed_sql",
    "queue",
    "reconcile",
    "resend",
    "send_mail",
    "settle",
    "silent_page",
    "silent_people",
    "speaks_sql",
    "supersede_reminders",
    "told_of",
    "upcoming_of",
    "verify_in_doubt",
]
