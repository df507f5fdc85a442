"""How long are the words of mails kept?

The row, its story and its reminders stay; what was written goes (docs/deploy.md).
"""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection

BATCH: Final = 1000

_EMPTY_SQL: Final = """
UPDATE notifications_outgoing
SET text_body = '', html_body = '', calendar = '', facts = '{}'
WHERE id IN (
    SELECT id FROM notifications_outgoing
    WHERE created_at <= %(now)s - make_interval(months => %(months)s)
      AND state IN ('sent', 'failed', 'cancelled', 'superseded')
      AND (text_body <> '' OR html_body <> '' OR calendar <> '' OR facts <> '{}')
    ORDER BY id LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""


def empty_old_bodies(*, now: datetime) -> int:
    """Empty the words of mails that ended long ago; safe to repeat.

    Args:
        now: the present moment by the database's clock, aware.

    Returns:
        How many mails lost their words.
    """
    values: dict[str, Any] = {
        "now": now,
        "months": settings.MAIL_BODIES_KEPT_MONTHS,
        "batch": BATCH,
    }
    emptied = 0
    with connection.cursor() as cursor:
        count = BATCH
        while count >= BATCH:
            cursor.execute(_EMPTY_SQL, values)
            count = int(cursor.rowcount)
            emptied += count
    return emptied
