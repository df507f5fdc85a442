"""Which steps of a ladder does everybody owe whom a mail reaches?

An app says in SQL who is concerned and from which day their ladder counts; what makes
a step owed is said here, once for all ladders that count from one day.
"""

from typing import Final

from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services.coming_days import STEP_COMES_SQL

# A step is owed on its day, or on the working day after it, once to each person, and no
# more when a later one of the same ladder was planned.
_OWED_SQL: Final = """,
people AS (
    SELECT * FROM everybody
    WHERE recipient_key <> '' AND to_address <> '' AND NOT has_left AND NOT is_settled
),
owed AS (
    SELECT DISTINCT pe.id, pe.round, pe.partnership_id, pe.country, pe.due_on,
           pe.counts_from, pe.today, pe.recipient_key, pe.to_address, pe.language,
           pe.time_zone, st.code AS step, st.offset_days,
           working_day(pe.country, pe.counts_from + st.offset_days) AS send_on
    FROM people pe
    JOIN notifications_ladderstep st ON st.kind = '{kind}' AND st.is_active{own_step}
    WHERE pe.counts_from + st.offset_days <= pe.today + %(ahead)s{not_old}
      AND working_day(pe.country, pe.counts_from + st.offset_days)
          <= pe.today + %(ahead)s
      AND {comes}
      AND NOT EXISTS (
          SELECT 1 FROM notifications_reminder re
          JOIN notifications_ladderstep was
            ON was.kind = re.kind AND was.code = re.step
          WHERE re.kind = '{kind}' AND re.subject_id = pe.id
            AND re.recipient_key = pe.recipient_key
            AND was.offset_days >= st.offset_days{same_step}{same_round})
)
"""
_NOT_OLD: Final = (
    "\n      AND pe.counts_from + st.offset_days >= pe.today - %(worth_days)s"
)


def owed_sql(
    kind: ReminderKind,
    *,
    in_rounds: bool = False,
    by_letter: bool = False,
    while_worth: bool = False,
) -> str:
    """Return the tables `people` and `owed`, to stand behind `here` and `everybody`.

    Args:
        kind: of the ladder.
        in_rounds: a matter that begins anew (a later version, another turn) is owed all
            steps again.
        by_letter: the ladder has several letters, and each row of `everybody` names
            its own.
        while_worth: a step missed for `%(worth_days)s` days is owed no more.
    """
    return _OWED_SQL.format(
        kind=kind,
        comes=STEP_COMES_SQL,
        own_step=" AND st.letter = pe.letter" if by_letter else "",
        same_step=" AND was.letter = st.letter" if by_letter else "",
        same_round=" AND re.round = pe.round" if in_rounds else "",
        not_old=_NOT_OLD if while_worth else "",
    )
