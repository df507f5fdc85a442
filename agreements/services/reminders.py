"""How do both leads hear in time that an agreement ends?

Planning is one statement (rulings 22). The newest version of an agreement says when
it ends; its number is the round, so a new end starts the ladder anew.
"""

from datetime import datetime

from django.db.models import Q

from agreements.models import AgreementVersion
from agreements.selectors.holding import OUTLIVED_SQL
from agreements.selectors.waits import STAGES
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    HERE_SQL,
    Owed,
    cancel_reminders,
    found_by_day_sql,
    owed_sql,
)
from partners.selectors.asked import CONTACT_SQL, user_sql

_VALUES = {"stages": [str(stage) for stage in STAGES]}

# The newest version says it; an agreement ends with its partnership, and stays over in a new chapter.
_ENDING_SQL = (
    f"WITH {HERE_SQL},"  # noqa: S608 - joins constants
    """
ending AS (
    SELECT ag.id, ag.partnership_id, ps.country_id AS country, ps.foundation_lead_id,
           newest.number AS round, newest.effective_to AS due_on, here.today
    FROM agreements_agreement ag
    JOIN partners_partnership ps ON ps.id = ag.partnership_id
    JOIN here ON here.code = ps.country_id
    JOIN agreements_agreementversion newest
      ON newest.agreement_id = ag.id AND newest.effective_to >= here.today
    WHERE ps.stage = ANY(%(stages)s)
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
      AND NOT EXISTS (
          SELECT 1 FROM agreements_agreementversion newer
          WHERE newer.agreement_id = ag.id AND newer.number > newest.number)
      AND NOT EXISTS (
          SELECT 1 FROM agreements_agreement later WHERE later.continues_id = ag.id)
      AND NOT """
    + OUTLIVED_SQL.format(version="newest")
    + """
      AND (NOT %(foreseen)s OR """
    + found_by_day_sql("newest.effective_to", ReminderKind.AGREEMENT_ENDING)
    + """)
),
"""
)
EVERYBODY_SQL = (
    _ENDING_SQL  # noqa: S608 - joins constants of this module
    + """
everybody AS (
    SELECT en.*, en.due_on AS counts_from, '' AS letter, 'FOUNDATION' AS speaks,
           false AS is_settled, """
    + user_sql("en")
    + """
    FROM ending en
    LEFT JOIN accounts_user us ON us.id = en.foundation_lead_id
    UNION ALL
    SELECT en.*, en.due_on, '', 'PARTNER', false, """
    + CONTACT_SQL
    + """
    FROM ending en
    JOIN agreements_agreement_parties ap ON ap.agreement_id = en.id
    JOIN partners_partnershipparty party
      ON party.id = ap.partnershipparty_id AND party.to_on IS NULL
    LEFT JOIN partners_contact co ON co.id = party.partner_lead_id
)
"""
)
OWED_SQL = EVERYBODY_SQL + owed_sql(ReminderKind.AGREEMENT_ENDING, in_rounds=True)

ENDINGS = Owed(ReminderKind.AGREEMENT_ENDING, OWED_SQL, lambda: _VALUES, EVERYBODY_SQL)


def plan_reminders(*, now: datetime) -> int:
    """Plan every reminder of an ending agreement that is owed now; safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return ENDINGS.plan(_VALUES, now=now)


def stop_reminders_of_old_end(version: AgreementVersion) -> int:
    """Take back what waits about an end that no longer counts.

    Called in the transaction of the new version: when it commits, no dot of such a mail
    commits any more (rulings 20).

    Args:
        version: new; the first one of an agreement that continues another counts too.

    Returns:
        How many reminders were taken back.
    """
    old = Q(subject_id=version.agreement_id, round__lt=version.number)
    if version.agreement.continues_id is not None:
        old |= Q(subject_id=version.agreement.continues_id)
    wanted = Q(kind=ReminderKind.AGREEMENT_ENDING) & old
    return cancel_reminders(wanted, why="new version")
