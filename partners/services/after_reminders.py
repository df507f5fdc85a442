"""How does somebody hear in time that a check after the end is due?

Planning is one statement (rulings 22). The person of the partner whom we ask and the
lead of the foundation hear of it before, on and after its day (methods D4). The ladder
outlives the agreement: it asks for no stage.
"""

from datetime import datetime

from django.db.models import Q

from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    HERE_SQL,
    WORTH_SENDING,
    Owed,
    cancel_reminders,
    found_by_day_sql,
    owed_sql,
)
from partners.selectors.asked import CONTACT_SQL, user_sql

# A step that was missed by more than it is worth sending is not planned: checks of
# partnerships that ended long ago are typed in with due dates of years ago.
_VALUES = {"worth_days": WORTH_SENDING.days}

_DUE_SQL = (
    f"WITH {HERE_SQL},"  # noqa: S608 - joins constants
    """
due AS (
    SELECT ch.id, ch.partnership_id, ch.due_on, ch.contact_id,
           ps.country_id AS country, ps.foundation_lead_id, here.today
    FROM partners_aftercheck ch
    JOIN partners_partnership ps ON ps.id = ch.partnership_id
    JOIN here ON here.code = ps.country_id
    WHERE ch.state = 'SCHEDULED'
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
      AND (NOT %(foreseen)s OR """
    + found_by_day_sql("ch.due_on", ReminderKind.AFTER_CHECK)
    + """)
),
"""
)
EVERYBODY_SQL = (
    _DUE_SQL  # noqa: S608 - joins constants of this module
    + """
everybody AS (
    SELECT due.*, 1 AS round, due.due_on AS counts_from, '' AS letter,
           'FOUNDATION' AS speaks, false AS is_settled, """
    + user_sql("due")
    + """
    FROM due LEFT JOIN accounts_user us ON us.id = due.foundation_lead_id
    UNION ALL
    SELECT due.*, 1, due.due_on, '', 'PARTNER', false, """
    + CONTACT_SQL
    + """
    FROM due LEFT JOIN partners_contact co ON co.id = due.contact_id
)
"""
)
OWED_SQL = EVERYBODY_SQL + owed_sql(ReminderKind.AFTER_CHECK, while_worth=True)

AFTER_CHECKS = Owed(ReminderKind.AFTER_CHECK, OWED_SQL, lambda: _VALUES, EVERYBODY_SQL)


def plan_after_reminders(*, now: datetime) -> int:
    """Plan every reminder of a check after the end that is owed now; safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return AFTER_CHECKS.plan(_VALUES, now=now)


def stop_after_reminders(check_id: int, *, contact_id: int | None = None) -> int:
    """Take back the reminders of a check; called with what makes them needless.

    Args:
        check_id: answered, left out, or given to another person.
        contact_id: only those of this person; None = everybody's.
    """
    wanted = Q(kind=ReminderKind.AFTER_CHECK, subject_id=check_id)
    if contact_id is not None:
        wanted &= Q(recipient_key=f"contact:{contact_id}")
    return cancel_reminders(wanted, why="answered" if contact_id is None else "moved")
