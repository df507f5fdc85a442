"""How does the right side hear in time that a promise is due, or waits for its answer?

Planning is one statement (rulings 22). Who looks after the promise is reminded before,
on and after its day (methods D4); after a report the other side is asked once. Without
a named person, or when that person is gone, the lead of the side hears of it.
"""

from datetime import datetime

from agreements.selectors.holding import OUTLIVED_SQL
from agreements.selectors.waits import STAGES
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    HERE_SQL,
    WORTH_SENDING,
    Owed,
    found_by_day_sql,
    owed_sql,
)
from partners.selectors.asked import CONTACT_SQL, user_sql, works_at_sql

# A step that was missed by more than it is worth sending is not planned: old agreements
# are typed in with due dates of years ago.
_VALUES = {
    "stages": [str(stage) for stage in STAGES],
    "worth_days": WORTH_SENDING.days,
}

_DUE_SQL = (
    f"WITH {HERE_SQL},"  # noqa: S608 - joins constants
    """
due AS (
    SELECT ci.id, ci.state, ci.due_on, ci.reported_on, cm.side,
           CASE WHEN ci.reported_by LIKE 'contact:%%' THEN 'PARTNER'
                ELSE 'FOUNDATION' END AS reporter,
           cm.party_id, ve.agreement_id, ag.partnership_id, ps.country_id AS country,
           ps.foundation_lead_id, here.today,
           coalesce(substring(cm.owner_key FROM '^user:([0-9]+)$'),
                    substring(cm.confirmer_key FROM '^user:([0-9]+)$'))::bigint
               AS named_user,
           coalesce(substring(cm.owner_key FROM '^contact:([0-9]+)$'),
                    substring(cm.confirmer_key FROM '^contact:([0-9]+)$'))::bigint
               AS named_contact
    FROM agreements_commitmentinstance ci
    JOIN agreements_commitment cm ON cm.id = ci.commitment_id
    JOIN agreements_agreementversion ve ON ve.id = cm.version_id
    JOIN agreements_agreement ag ON ag.id = ve.agreement_id
    JOIN partners_partnership ps ON ps.id = ag.partnership_id
    JOIN here ON here.code = ps.country_id
    WHERE ps.stage = ANY(%(stages)s) AND ci.confirmation = ''
      AND NOT """
    + OUTLIVED_SQL.format(version="ve")
    + """
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
      AND ci.state IN ('NOT_DUE', 'KEPT', 'KEPT_LATE', 'PARTLY', 'NOT_KEPT')
      AND (ci.state <> 'NOT_DUE' OR ci.due_on BETWEEN here.today - %(worth_days)s - (
              SELECT max(offset_days) FROM notifications_ladderstep
              WHERE kind = 'COMMITMENT' AND taken_out_at IS NULL)
          AND here.today + %(ahead)s - (
              SELECT min(offset_days) FROM notifications_ladderstep
              WHERE kind = 'COMMITMENT' AND taken_out_at IS NULL))
      AND (NOT %(foreseen)s
           OR ci.state = 'NOT_DUE' AND """
    + found_by_day_sql("ci.due_on", ReminderKind.COMMITMENT, "promise.due")
    + """
           OR ci.state IN ('KEPT', 'KEPT_LATE', 'PARTLY', 'NOT_KEPT') AND """
    + found_by_day_sql("ci.reported_on", ReminderKind.COMMITMENT, "promise.confirm")
    + """)
),
"""
)
# Whoever is named and gone stands beside the lead who hears of it instead; whoever has
# reported, beside the other side that is asked whether it is so.
EVERYBODY_SQL = (
    _DUE_SQL  # noqa: S608 - joins constants of this module
    + """
matters AS (
    SELECT due.*, 'promise.due' AS letter, due.due_on AS counts_from, who.speaks,
           false AS is_settled
    FROM due
    JOIN (VALUES ('FOUNDATION'), ('PARTNER')) AS who(speaks)
      ON due.side IN (who.speaks, 'JOINT')
    WHERE due.state = 'NOT_DUE'
    UNION ALL
    SELECT due.*, 'promise.confirm', due.reported_on,
           CASE due.reporter WHEN 'PARTNER' THEN 'FOUNDATION' ELSE 'PARTNER' END, false
    FROM due WHERE due.state <> 'NOT_DUE'
    UNION ALL
    SELECT due.*, 'promise.due', due.due_on, due.reporter, true
    FROM due WHERE due.state <> 'NOT_DUE'
),
everybody AS (
    SELECT ma.*, 1 AS round, """
    + user_sql("ma")
    + """
    FROM matters ma
    LEFT JOIN accounts_user named ON named.id = ma.named_user
    CROSS JOIN LATERAL unnest(CASE
        WHEN named.id IS NULL THEN ARRAY[ma.foundation_lead_id]
        WHEN """
    + works_at_sql("named", "ma")
    + """ THEN ARRAY[named.id]
        ELSE ARRAY[named.id, ma.foundation_lead_id] END) asked(id)
    LEFT JOIN accounts_user us ON us.id = asked.id
    WHERE ma.speaks = 'FOUNDATION'
    UNION ALL
    SELECT ma.*, 1, """
    + CONTACT_SQL
    + """
    FROM matters ma
    JOIN agreements_agreement_parties ap ON ap.agreement_id = ma.agreement_id
    JOIN partners_partnershipparty party
      ON party.id = ap.partnershipparty_id AND party.to_on IS NULL
     AND party.id = coalesce(ma.party_id, party.id)
    LEFT JOIN partners_contact named ON named.id = ma.named_contact
    CROSS JOIN LATERAL unnest(CASE
        WHEN named.id IS NULL THEN ARRAY[party.partner_lead_id]
        WHEN named.left_on IS NULL AND named.email <> '' THEN ARRAY[named.id]
        ELSE ARRAY[named.id, party.partner_lead_id] END) asked(id)
    LEFT JOIN partners_contact co ON co.id = asked.id
    WHERE ma.speaks = 'PARTNER'
)
"""
)
OWED_SQL = EVERYBODY_SQL + owed_sql(
    ReminderKind.COMMITMENT, by_letter=True, while_worth=True
)

PROMISES = Owed(ReminderKind.COMMITMENT, OWED_SQL, lambda: _VALUES, EVERYBODY_SQL)


def plan_promise_reminders(*, now: datetime) -> int:
    """Plan every reminder of a promise that is owed now; safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return PROMISES.plan(_VALUES, now=now)
