"""How are single answers erased when their time is over?"""

from datetime import datetime

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from reviews.selectors.retention import reviews_to_erase

log = structlog.get_logger(__name__)


def erase_old_answers(*, now: datetime) -> int:
    """Erase the single answers of reviews that ended long enough ago.

    The work is done by a function of the database that belongs to its owner: it
    refuses what is too young by its own clock, leaves means and counts, and writes
    the audit itself (ADR 0017). Each review has its own transaction; one that fails is
    logged and tried again the next day.

    Args:
        now: when, aware.

    Returns:
        How many people's answers were erased.
    """
    months = settings.ANSWERS_KEPT_MONTHS
    return sum(
        _erase(review_id, months)
        for review_id in reviews_to_erase(now=now, months=months)
    )


def _erase(review_id: int, months: int) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT erase_answers(%s, %s)", [review_id, months])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        log.exception("reviews.erasing_failed", review=review_id)
        return 0
