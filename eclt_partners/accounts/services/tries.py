"""How are tries counted, so that no process and no queue needs to be trusted with it?"""

from datetime import datetime

import structlog
from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from eclt_partners.accounts.models import TryCount
from eclt_partners.accounts.rules.limits import Limit
from eclt_partners.common.errors import TooManyTries

log = structlog.get_logger("security")

_SALT = "eclt_partners.accounts.tries"
# One statement, so that tries at the same moment are all counted. The count stops
# beyond the limit: a flood writes one row and never a greater number.
_COUNT_SQL = """
    INSERT INTO accounts_trycount AS old (source, tries, ends_at)
    VALUES (%(source)s, 1, %(ends_at)s)
    ON CONFLICT (source) DO UPDATE SET
        tries = CASE WHEN old.ends_at <= %(now)s THEN 1
                     ELSE least(old.tries + 1, %(most)s) END,
        ends_at = CASE WHEN old.ends_at <= %(now)s THEN excluded.ends_at
                       ELSE old.ends_at END
    RETURNING tries, ends_at
"""


def count_try(limit: Limit, place: str, *, now: datetime) -> int:
    """Count one try from a place; the first one that is refused is told to the log.

    Args:
        limit: what is tried.
        place: a network, a mailbox or an account; only a keyed hash of it is stored.
        now: the present moment.

    Returns:
        How many there were in this window, this one included.

    Raises:
        TooManyTries: the limit of this window was used up before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT_SQL,
            {
                "source": _source(limit, place),
                "ends_at": now + limit.within,
                "now": now,
                "most": limit.tries + 2,
            },
        )
        row: tuple[int, datetime] = cursor.fetchone()
    tries, ends_at = row
    if tries == limit.tries + 1:
        log.warning("limit.reached", limit=limit.name, place=_told(place))
    if tries > limit.tries:
        raise TooManyTries(_seconds(ends_at, now))
    return tries


def give_back(limit: Limit, place: str, *, now: datetime) -> None:
    """Take one try out of the count again, unless its window ended meanwhile.

    Args:
        limit: what was tried.
        place: as it was given to `count_try`.
        now: the moment that was given to `count_try`.
    """
    counted = TryCount.objects.filter(
        source=_source(limit, place),
        ends_at__gt=now,
        ends_at__lte=now + limit.within,
    )
    if not counted.filter(tries__gt=1).update(tries=F("tries") - 1):
        counted.filter(tries=1).delete()


def forget_tries(limit: Limit, place: str) -> None:
    """Forget what a place tried: it showed that it may come in."""
    TryCount.objects.filter(source=_source(limit, place)).delete()


def _told(place: str) -> str:
    """Return a network or an account as the log names it; a mailbox keeps its host."""
    name, at, host = place.rpartition("@")
    return f"hidden{at}{host}" if name else place


def _source(limit: Limit, place: str) -> str:
    return salted_hmac(_SALT, f"{limit.name}:{place}", algorithm="sha256").hexdigest()


def _seconds(ends_at: datetime, now: datetime) -> int:
    return max(1, round((ends_at - now).total_seconds()))
