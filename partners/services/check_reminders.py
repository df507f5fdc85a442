"""How does the lead of the foundation hear that a safeguarding check expires?

Planning is one statement (rulings 22). Only the newest check of an organisation by the
same side counts, and only while a partnership needs it. A lead of several partnerships
with one partner hears once.
"""

from datetime import datetime

from django.db.models import Q

from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    HERE_SQL,
    WORTH_SENDING,
    Owed,
    cancel_reminders,
    owed_sql,
)
from partners.choices import Stage
from partners.models import SafeguardingCheck
from partners.selectors.asked import user_sql

# An agreement is written or in force; elsewhere nobody needs a valid check.
STAGES = [Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED]
_VALUES = {
    "stages": [str(stage) for stage in STAGES],
    "worth_days": WORTH_SENDING.days,
}

_NEWEST_SQL = (
    f"WITH {HERE_SQL},"  # noqa: S608 - joins constants
    """
newest AS (
    SELECT DISTINCT ON (partner_id, direction) id, partner_id, valid_until
    FROM partners_safeguardingcheck
    ORDER BY partner_id, direction, checked_on DESC, id DESC
),
"""
)
EVERYBODY_SQL = (
    _NEWEST_SQL  # noqa: S608 - joins constants of this module
    + """
everybody AS (
    SELECT DISTINCT ON (ne.id, us.id)
           ne.id, 1 AS round, ne.valid_until AS due_on, ne.valid_until AS counts_from,
           ps.id AS partnership_id, ps.country_id AS country, here.today,
           '' AS letter, 'FOUNDATION' AS speaks, false AS is_settled, """
    + user_sql("place")
    + """
    FROM newest ne
    JOIN partners_partnershipparty party
      ON party.partner_id = ne.partner_id AND party.to_on IS NULL
    JOIN partners_partnership ps ON ps.id = party.partnership_id
    JOIN here ON here.code = ps.country_id
    CROSS JOIN LATERAL (SELECT ps.country_id AS country, ps.id AS partnership_id) place
    LEFT JOIN accounts_user us ON us.id = ps.foundation_lead_id
    WHERE ps.stage = ANY(%(stages)s) AND ne.valid_until >= here.today
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
    ORDER BY ne.id, us.id, has_left, ps.id
)
"""
)
OWED_SQL = EVERYBODY_SQL + owed_sql(ReminderKind.SAFEGUARDING_CHECK, while_worth=True)

SAFEGUARDING = Owed(
    ReminderKind.SAFEGUARDING_CHECK, OWED_SQL, lambda: _VALUES, EVERYBODY_SQL
)


def plan_check_reminders(*, now: datetime) -> int:
    """Plan every reminder of an expiring safeguarding check that is owed now.

    Safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return SAFEGUARDING.plan(_VALUES, now=now)


def stop_check_reminders(check: SafeguardingCheck) -> int:
    """Take back the reminders of the checks before this one; called with a new check.

    One that was made earlier and is noted only now stops nothing that is owed.
    """
    checks = SafeguardingCheck.objects.filter(
        partner=check.partner_id,
        direction=check.direction,
        checked_on__lte=check.checked_on,
    )
    wanted = Q(
        kind=ReminderKind.SAFEGUARDING_CHECK,
        subject_id__in=list(checks.values_list("pk", flat=True)),
    )
    return cancel_reminders(wanted, why="answered")
