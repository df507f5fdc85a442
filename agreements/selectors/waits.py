"""Which tables wait for whom, of many at once?

`rules.clocks` is the reference model of the statement; the planner of reminders and
Today ask it (rulings 22).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from agreements.choices import SizeClass
from agreements.rules.clocks import Wait
from agreements.rules.negotiation import OPEN
from agreements.rules.size import who_signs
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from partners.choices import OwnerSide, Stage
from partners.rules.method import METHOD

# Nobody needs to hear of anything in a partnership that has ended.
STAGES: Final = (Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED)

# What each open table waits for, or one whose day to look again has come, since when and for how many days: `rules.clocks`.
WAITS_SQL = """
WITH tables AS (
    SELECT rn.id, rn.agreement_id, rn.state, rn.raised_side, rn.raised_party_id,
           rn.acknowledged_at, rn.parked_until,
           ag.partnership_id, ps.country_id AS country, ps.foundation_lead_id,
           (%(now)s::timestamptz AT TIME ZONE co.time_zone)::date AS today,
           greatest(talk.held_on,
               (talk.created_at AT TIME ZONE co.time_zone)::date) AS held_on,
           paper.id AS paper_id, paper.side AS paper_side, paper.size_class,
           CASE WHEN paper.size_class <> 'CORRECTION'
               THEN (paper.terms ->> 'effective_from')::date END AS first_on,
           (paper.sent_at AT TIME ZONE co.time_zone)::date AS paper_on,
           (story.agreed_at AT TIME ZONE co.time_zone)::date AS agreed_on,
           (coalesce(story.resumed_at, rn.raised_at)
               AT TIME ZONE co.time_zone)::date AS open_since,
           (story.asked_at AT TIME ZONE co.time_zone)::date AS asked_on,
           NOT EXISTS (
               SELECT 1 FROM agreements_acceptance ac
               WHERE ac.proposal_id = paper.id AND ac.party_id IS NULL
           ) AS we_accept,
           EXISTS (
               SELECT 1 FROM agreements_agreement_parties ap
               JOIN partners_partnershipparty party
                 ON party.id = ap.partnershipparty_id AND party.to_on IS NULL
               WHERE ap.agreement_id = ag.id AND NOT EXISTS (
                   SELECT 1 FROM agreements_acceptance ac
                   WHERE ac.proposal_id = paper.id AND ac.party_id = party.id)
           ) AS they_accept,
           story.steps, coalesce(head.answer_days, %(answer)s) AS answer_days
    FROM agreements_renegotiation rn
    JOIN agreements_agreement ag ON ag.id = rn.agreement_id
    JOIN partners_partnership ps ON ps.id = ag.partnership_id
    JOIN countries_country co ON co.code = ps.country_id
    LEFT JOIN partners_talk talk ON talk.id = rn.talk_id
    LEFT JOIN agreements_proposal paper ON paper.renegotiation_id = rn.id
      AND paper.state IN ('PROPOSED', 'ACCEPTED')
    LEFT JOIN LATERAL (
        SELECT (ve.terms -> 'rules' ->> 'answer_days')::integer AS answer_days
        FROM agreements_agreementversion ve WHERE ve.agreement_id = ag.id
        ORDER BY ve.number DESC LIMIT 1
    ) head ON true
    CROSS JOIN LATERAL (
        SELECT count(*) AS steps,
            max(st.taken_at) FILTER (WHERE st.state = 'AGREED') AS agreed_at,
            max(st.taken_at) FILTER (
                WHERE st.state = 'TALKING' AND st.before = 'PARKED') AS resumed_at,
            max(st.taken_at) FILTER (
                WHERE st.state = 'TALKING'
                  AND st.before IN ('PROPOSED', 'COUNTERED', 'AGREED')) AS asked_at
        FROM (
            SELECT state, taken_at, lag(state) OVER (ORDER BY id) AS before
            FROM agreements_renegotiationstep WHERE renegotiation_id = rn.id
        ) st
    ) story
    WHERE (rn.state = ANY(%(open)s) OR rn.state = 'PARKED'
        AND rn.parked_until <= (%(now)s::timestamptz AT TIME ZONE co.time_zone)::date
        AND NOT EXISTS (
            SELECT 1 FROM agreements_renegotiation beside
            WHERE beside.agreement_id = ag.id AND beside.state = ANY(%(open)s))
        AND NOT EXISTS (
            SELECT 1 FROM agreements_agreement later WHERE later.continues_id = ag.id))
      AND ps.stage = ANY(%(stages)s)
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
),
named AS (
    SELECT tables.*, CASE
        WHEN state = 'PARKED' THEN 'look_again'
        WHEN state = 'AGREED' THEN 'sign'
        WHEN state IN ('PROPOSED', 'COUNTERED') THEN 'answer'
        WHEN state = 'RAISED' AND acknowledged_at IS NULL THEN 'acknowledge'
        WHEN held_on >= coalesce(asked_on, open_since) THEN 'propose'
        ELSE 'talk' END AS wait
    FROM tables
),
waits AS (
    SELECT id, agreement_id, partnership_id, country, foundation_lead_id, paper_id,
        size_class, wait, today, raised_party_id,
        (2 * steps + (wait = 'propose')::integer)::integer AS round,
        CASE wait WHEN 'look_again' THEN parked_until
            WHEN 'sign' THEN coalesce(agreed_on, open_since)
            WHEN 'answer' THEN coalesce(paper_on, open_since)
            WHEN 'acknowledge' THEN open_since WHEN 'propose' THEN held_on
            ELSE coalesce(asked_on, open_since) END AS since,
        CASE wait WHEN 'look_again' THEN 0
            WHEN 'acknowledge' THEN %(acknowledge)s WHEN 'talk' THEN %(talk)s
            WHEN 'sign' THEN greatest(0, least(
                answer_days, first_on - coalesce(agreed_on, open_since)))
            ELSE answer_days END AS days,
        CASE wait WHEN 'sign' THEN NOT EXISTS (
                SELECT 1 FROM agreements_signature si
                WHERE si.proposal_id = paper_id AND si.party_id IS NULL)
            WHEN 'answer' THEN we_accept OR NOT they_accept
                AND coalesce(paper_side, raised_side) = 'PARTNER'
            WHEN 'acknowledge' THEN raised_side = 'PARTNER'
            WHEN 'propose' THEN raised_side = 'FOUNDATION'
            ELSE true END AS for_foundation,
        CASE wait WHEN 'answer' THEN they_accept OR NOT we_accept
                AND coalesce(paper_side, raised_side) = 'FOUNDATION'
            WHEN 'acknowledge' THEN raised_side = 'FOUNDATION'
            WHEN 'propose' THEN raised_side = 'PARTNER'
            ELSE true END AS for_partner
    FROM named
),
"""

# Tables at which the foundation is waited for, or has a draft that is not sent.
_OURS_SQL: Final = (
    WAITS_SQL  # noqa: S608 - joins constants of this module
    + """
ours AS (
    SELECT waits.*, EXISTS (
        SELECT 1 FROM agreements_proposal pr WHERE pr.renegotiation_id = waits.id
          AND pr.state = 'DRAFT' AND pr.side = 'FOUNDATION') AS has_draft
    FROM waits
)
SELECT ours.id, partnership_id, ps.name, country, wait, size_class, since + days,
       today, ours.foundation_lead_id, has_draft
FROM ours JOIN partners_partnership ps ON ps.id = partnership_id
WHERE (for_foundation OR has_draft)
  AND (%(everywhere)s OR country = ANY(%(countries)s)
       OR partnership_id = ANY(%(partnerships)s))
ORDER BY has_draft DESC, since + days, ours.id
LIMIT %(most)s
"""
)
# For the foundation, for the partner -> who is waited for.
_SIDES: Final = {
    (True, True): OwnerSide.JOINT,
    (True, False): OwnerSide.FOUNDATION,
    (False, True): OwnerSide.PARTNER,
}
_SIDES_SQL: Final = (
    WAITS_SQL  # noqa: S608 - joins constants of this module
    + """
asked AS (
    SELECT id, for_foundation, for_partner FROM waits WHERE id = ANY(%(tables)s)
)
SELECT * FROM asked
"""
)


@dataclass(frozen=True, slots=True)
class TableWait:
    """One table that waits for the foundation, or at which it has begun to write.

    Attributes:
        table_id: the renegotiation.
        name: of the partnership.
        wait: what has to happen.
        size: of the paper on the table; "" without one.
        due_on: the last day.
        today: the day in the country.
        lead_id: who of the foundation looks after the partnership.
        has_draft: a proposal of the foundation is begun and not sent.
    """

    table_id: int
    partnership_id: int
    name: str
    country: str
    wait: Wait
    size: str
    due_on: date
    today: date
    lead_id: int | None
    has_draft: bool


def wait_values() -> dict[str, Any]:
    """Return what `WAITS_SQL` asks for, besides `now`."""
    return {
        "places": None,
        "stages": [str(stage) for stage in STAGES],
        "open": sorted(str(state) for state in OPEN),
        "answer": METHOD.answer_days,
        "acknowledge": METHOD.acknowledge_days,
        "talk": METHOD.first_talk_days,
    }


def tables_waiting(actor: Actor, *, now: datetime, most: int) -> list[TableWait]:
    """Return the tables where the actor may do what the foundation is waited for.

    Begun drafts first, then by the last day. At most one query.

    Args:
        actor: who; to sign it takes the right that the size of the change asks for.
        now: the moment, aware.
        most: no more than so many.
    """
    scope = actor.scope(Action.RAISE_CHANGE)
    if scope.is_empty:
        return []
    values = {
        **wait_values(),
        "now": now,
        "everywhere": scope.everywhere,
        "countries": sorted(scope.countries),
        "partnerships": sorted(scope.partnerships),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OURS_SQL, values)
        found = [_table(*row) for row in cursor.fetchall()]
    return [each for each in found if each.has_draft or _may(actor, each)]


def sides_waited_for(tables: Sequence[int], *, now: datetime) -> dict[int, OwnerSide]:
    """Return which side each open table waits for. At most one query."""
    if not tables:
        return {}
    values = {**wait_values(), "now": now, "tables": list(tables)}
    with connection.cursor() as cursor:
        cursor.execute(_SIDES_SQL, values)
        return {
            table: _SIDES[ours, theirs] for table, ours, theirs in cursor.fetchall()
        }


def _table(
    table_id: int,
    partnership_id: int,
    name: str,
    country: str,
    wait: str,
    size: str | None,
    *rest: Any,
) -> TableWait:
    return TableWait(
        table_id, partnership_id, name, country, Wait(wait), size or "", *rest
    )


def _may(actor: Actor, table: TableWait) -> bool:
    """Tell whether the actor may take the step; to sign, the size decides."""
    if table.wait != Wait.SIGN or not table.size:
        return True
    right = who_signs(SizeClass(table.size)).foundation
    return actor.may(right, country=table.country, partnership=table.partnership_id)
