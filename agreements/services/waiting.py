"""How does whoever is waited for at a table hear of it again (methods D4, E3)?

Planning is one statement (rulings 22); `agreements.rules.clocks` is the reference
model that it is tested against. Every step starts the ladder anew: the round of a
reminder is `selectors.tables.wait_number`.
"""

import json
from datetime import datetime
from typing import Any

from django.db.models import Q

from agreements.selectors.signers import SIGNING_ROLES, STEPPING_IN
from agreements.selectors.waits import WAITS_SQL, wait_values
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import (
    HERE_SQL,
    Owed,
    cancel_reminders,
    owed_sql,
    speaks_sql,
)
from partners.models import Contact, PartnershipParty
from partners.selectors.asked import CONTACT_SQL, user_sql

# Who is asked for the foundation: the lead; to sign, whoever the size lets sign, as
# `selectors.signers` says it for one table: the lead before the people of the country,
# these before those of all countries, and a lead without the right last.
ASKED_SQL = (
    f"{HERE_SQL},"  # noqa: S608 - joins constants
    """
waiting AS (
    SELECT waits.* FROM waits JOIN here ON here.code = waits.country
    WHERE NOT %(foreseen)s OR """
    + speaks_sql("waits.since", ReminderKind.RENEGOTIATION)
    + """
),
able AS (
    SELECT wa.id AS table_id, us.id AS user_id,
        CASE WHEN us.id = wa.foundation_lead_id THEN 1
            WHEN ro.country_id IS NOT NULL THEN 2 ELSE 3 END AS place
    FROM waiting wa
    JOIN accounts_roleassignment ro
      ON (%(signing_roles)s::jsonb -> wa.size_class) ? ro.role
     AND (ro.country_id = wa.country OR ro.country_id IS NULL)
     AND (ro.user_id = wa.foundation_lead_id
          OR %(stepping_in)s::jsonb ? ro.role)
    JOIN accounts_user us ON us.id = ro.user_id AND us.is_active
    WHERE wa.for_foundation AND wa.wait = 'sign'
    UNION
    SELECT id, foundation_lead_id, 4 FROM waiting WHERE for_foundation
),
asked AS (
    SELECT table_id, user_id,
        rank() OVER (PARTITION BY table_id ORDER BY place) AS nearness
    FROM able
),
"""
)

# The people of the sides that are waited for; of a partner the lead, and a head as
# well when it is to sign. In a coalition whoever wished for a change writes it down.
EVERYBODY_SQL = (
    WAITS_SQL  # noqa: S608 - joins constants of this module
    + ASKED_SQL
    + """
everybody AS (
    SELECT wa.*, wa.since AS counts_from, wa.since + wa.days AS due_on, '' AS letter,
           'FOUNDATION' AS speaks, false AS is_settled, """
    + user_sql("wa")
    + """
    FROM asked
    JOIN waiting wa ON wa.id = asked.table_id
    LEFT JOIN accounts_user us ON us.id = asked.user_id
    WHERE asked.nearness = 1
    UNION ALL
    SELECT wa.*, wa.since, wa.since + wa.days, '', 'PARTNER', false, """
    + CONTACT_SQL
    + """
    FROM waiting wa
    JOIN agreements_agreement_parties ap ON ap.agreement_id = wa.agreement_id
    JOIN partners_partnershipparty party
      ON party.id = ap.partnershipparty_id AND party.to_on IS NULL
    CROSS JOIN LATERAL (
        SELECT party.partner_lead_id AS id
        UNION
        SELECT head.id FROM partners_contact head
        WHERE wa.wait = 'sign' AND head.is_head AND head.left_on IS NULL
          AND head.partner_id = party.partner_id
    ) speaker
    LEFT JOIN partners_contact co ON co.id = speaker.id
    WHERE wa.for_partner AND (wa.wait <> 'sign' OR NOT EXISTS (
        SELECT 1 FROM agreements_signature si
        WHERE si.proposal_id = wa.paper_id AND si.party_id = party.id))
      AND (wa.wait <> 'answer' OR NOT EXISTS (
        SELECT 1 FROM agreements_acceptance ac
        WHERE ac.proposal_id = wa.paper_id AND ac.party_id = party.id))
      AND (wa.wait <> 'propose' OR wa.raised_party_id = party.id)
)
"""
)
OWED_SQL = EVERYBODY_SQL + owed_sql(ReminderKind.RENEGOTIATION, in_rounds=True)


def _values() -> dict[str, Any]:
    return {
        **wait_values(),
        "signing_roles": json.dumps(SIGNING_ROLES),
        "stepping_in": json.dumps(STEPPING_IN),
    }


WAITING = Owed(ReminderKind.RENEGOTIATION, OWED_SQL, _values, EVERYBODY_SQL)


def plan_waiting(*, now: datetime) -> int:
    """Plan every reminder that a table owes now; safe to repeat.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many reminders were planned.
    """
    return WAITING.plan(_values(), now=now)


def stop_waiting(table_id: int) -> int:
    """Take back the reminders of a table that moved; called with the step itself."""
    return cancel_reminders(_about(table_id), why="answered")


def stop_waiting_for(table_id: int, party: PartnershipParty | None) -> int:
    """Take back those of a side that has accepted or signed; others are waited for.

    Args:
        table_id: the renegotiation.
        party: of which partner; None: the foundation.
    """
    people = Q(recipient_key__startswith="user:")
    if party is not None:
        contacts = Contact.objects.filter(partner=party.partner_id)
        keys = [f"contact:{pk}" for pk in contacts.values_list("pk", flat=True)]
        people = Q(recipient_key__in=keys)
    return cancel_reminders(_about(table_id) & people, why="answered")


def _about(table_id: int) -> Q:
    return Q(kind=ReminderKind.RENEGOTIATION, subject_id=table_id)
