"""From which days do matters count of which a ladder speaks in the days to come?

Nearly all that is open says nothing in these days. Whoever foresees mails begins at the
days of the steps, in an index of the matters, and reads nothing else.
"""

from typing import Final

from eclt_partners.notifications.choices import ReminderKind

# PostgreSQL takes any list of days for one of ten; of so many ahead there are not many
# more, since a ladder has some steps.
FEW_DAYS: Final = 7
# Each country with its day, and the first and the last day of which mails go out from
# tomorrow to `ahead`: what falls on days off goes out on the next working day. No
# holidays last 60 days.
HERE_SQL: Final = """here AS MATERIALIZED (
    SELECT co.code, place.today,
        coalesce(off.before, place.today + 1) AS since,
        coalesce(off.after - 1, place.today + %(ahead)s) AS until
    FROM countries_country co
    CROSS JOIN LATERAL (
        SELECT (%(now)s::timestamptz AT TIME ZONE co.time_zone)::date AS today
    ) place
    CROSS JOIN LATERAL (
        SELECT min(wd.day) FILTER (
                WHERE wd.day <= place.today AND wd.next_working_day > place.today
            ) AS before,
            min(wd.day) FILTER (
                WHERE wd.next_working_day > place.today + %(ahead)s) AS after
        FROM countries_workingday wd
        WHERE wd.country_id = co.code
          AND wd.day BETWEEN place.today - 60 AND place.today + %(ahead)s
    ) off
)"""
_DAYS_SQL: Final = """ARRAY(
    SELECT DISTINCT first.day + n - st.offset_days
    FROM (SELECT min(since) AS day, max(until) - min(since) AS days FROM here) first
    CROSS JOIN generate_series(0, first.days) n
    JOIN notifications_ladderstep st
      ON st.kind = '{kind}' AND '{letter}' IN ('', st.letter) AND st.is_active)"""
_SPEAKS_SQL: Final = """EXISTS (
    SELECT 1 FROM notifications_ladderstep st
    WHERE st.kind = '{kind}' AND '{letter}' IN ('', st.letter) AND st.is_active
      AND {day} + st.offset_days BETWEEN here.since AND here.until)"""


# A condition on a row `pe` and its step `st`: where mails are foreseen, it goes out then.
STEP_COMES_SQL: Final = """(NOT %(foreseen)s OR EXISTS (
          SELECT 1 FROM here WHERE here.code = pe.country
            AND pe.counts_from + st.offset_days BETWEEN here.since AND here.until))"""


def speaks_sql(day: str, kind: ReminderKind, letter: str = "") -> str:
    """Return a condition: a step of the ladder goes out from tomorrow to `ahead`.

    The query reads `here`, which is joined to the country of the row.

    Args:
        day: the column that the ladder counts from.
        kind: of the ladder.
        letter: of the steps; "" = of all.
    """
    return _SPEAKS_SQL.format(day=day, kind=kind, letter=letter)


def found_by_day_sql(day: str, kind: ReminderKind, letter: str = "") -> str:
    """Return the same condition for a table with an index of these days.

    A look at few days begins in that index; then the row's own country decides, since
    another may have had a day off. A look at many days reads nearly all of it anyway.

    Args:
        day: the column that the ladder counts from.
        kind: of the ladder.
        letter: of the steps; "" = of all.
    """
    days = _DAYS_SQL.format(kind=kind, letter=letter)
    own = speaks_sql(day, kind, letter)
    return f"(%(ahead)s > {FEW_DAYS} OR {day} = ANY({days}))\n    AND {own}"
