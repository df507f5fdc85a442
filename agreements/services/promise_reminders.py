"""How does the right side hear in time that a promise is due, or waits for its answer?

Planning is one statement (rulings 22). Who looks after the promise is reminded before,
on and after its day (methods D4); after a report the other side is asked once. Without
a named person, or when that person is gone, the lead of the side hears of it.
"""

from datetime import datetime

from agreements.selectors.waits import STAGES
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services import WORTH_SENDING, Owed, upcoming_of

# A step that was missed by more than it is worth sending is not planned: old agreements
# are typed in with due dates of years ago.
_VALUES = {
    "stages": [str(stage) for stage in STAGES],
    "worth_days": WORTH_SENDING.days,
}

OWED_SQL = """
WITH due AS (
    SELECT ci.id, ci.state, ci.due_on, ci.reported_on, ci.reported_by, cm.side,
           cm.party_id, ve.agreement_id, ag.partnership_id, ps.country_id AS country,
           ps.foundation_lead_id, place.today,
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
    JOIN countries_country co ON co.code = ps.country_id
    CROSS JOIN LATERAL (
        SELECT (%(now)s::timestamptz AT TIME ZONE co.time_zone)::date AS today
    ) place
    WHERE ps.stage = ANY(%(stages)s) AND ci.confirmation = ''
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
      AND ci.state IN ('NOT_DUE', 'KEPT', 'KEPT_LATE', 'PARTLY', 'NOT_KEPT')
      AND (ci.state <> 'NOT_DUE' OR ci.due_on BETWEEN place.today - %(worth_days)s - (
              SELECT max(offset_days) FROM notifications_ladderstep
              WHERE kind = 'COMMITMENT' AND is_active)
          AND place.today + %(ahead)s - (
              SELECT min(offset_days) FROM notifications_ladderstep
              WHERE kind = 'COMMITMENT' AND is_active))
),
matters AS (
    SELECT due.*, 'promise.due' AS letter, due.due_on AS counts_from, who.speaks
    FROM due
    JOIN (VALUES ('FOUNDATION'), ('PARTNER')) AS who(speaks)
      ON due.side IN (who.speaks, 'JOINT')
    WHERE due.state = 'NOT_DUE'
    UNION ALL
    SELECT due.*, 'promise.confirm', due.reported_on,
           CASE WHEN due.reported_by LIKE 'contact:%%' THEN 'FOUNDATION'
                ELSE 'PARTNER' END
    FROM due WHERE due.state <> 'NOT_DUE'
),
people AS (
    SELECT ma.*, 'user:' || us.id AS recipient_key,
           us.email AS to_address, us.language, us.time_zone
    FROM matters ma
    LEFT JOIN accounts_user named ON named.id = ma.named_user AND named.is_active
    JOIN accounts_user us
      ON us.id = coalesce(named.id, ma.foundation_lead_id) AND us.is_active
    WHERE ma.speaks = 'FOUNDATION'
    UNION ALL
    SELECT ma.*, 'contact:' || co.id, co.email, co.language, co.time_zone
    FROM matters ma
    JOIN agreements_agreement_parties ap ON ap.agreement_id = ma.agreement_id
    JOIN partners_partnershipparty party
      ON party.id = ap.partnershipparty_id AND party.to_on IS NULL
     AND party.id = coalesce(ma.party_id, party.id)
    LEFT JOIN partners_contact named ON named.id = ma.named_contact
      AND named.left_on IS NULL AND named.email <> ''
    JOIN partners_contact co ON co.id = coalesce(named.id, party.partner_lead_id)
      AND co.left_on IS NULL AND co.email <> ''
    WHERE ma.speaks = 'PARTNER'
),
owed AS (
    SELECT DISTINCT pe.id, 1 AS round, pe.partnership_id, pe.country, pe.due_on,
           pe.counts_from, pe.today, pe.recipient_key, pe.to_address, pe.language,
           pe.time_zone, st.code AS step, st.offset_days,
           working_day(pe.country, pe.counts_from + st.offset_days) AS send_on
    FROM people pe
    JOIN notifications_ladderstep st
      ON st.kind = 'COMMITMENT' AND st.is_active AND st.letter = pe.letter
    WHERE pe.counts_from + st.offset_days BETWEEN pe.today - %(worth_days)s
                                              AND pe.today + %(ahead)s
      AND working_day(pe.country, pe.counts_from + st.offset_days)
          <= pe.today + %(ahead)s
      AND NOT EXISTS (
          SELECT 1 FROM notifications_reminder re
          JOIN notifications_ladderstep was
            ON was.kind = re.kind AND was.code = re.step
          WHERE re.kind = 'COMMITMENT' AND re.subject_id = pe.id
            AND re.recipient_key = pe.recipient_key AND was.letter = st.letter
            AND was.offset_days >= st.offset_days)
)
"""

PROMISES = Owed(ReminderKind.COMMITMENT, OWED_SQL, lambda: _VALUES)


def plan_promise_reminders(*, now: datetime) -> int:
    """Plan every reminder of a promise that is owed now; safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return PROMISES.plan(_VALUES, now=now)


def upcoming_promises(*, now: datetime, days: int) -> list[Upcoming]:
    """Return the reminders that will be owed if nobody reports until then.

    Args:
        now: the present moment, aware.
        days: how many days to look ahead, from tomorrow on.
    """
    return upcoming_of([PROMISES], now=now, days=days)
