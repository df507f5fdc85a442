"""Whom do the ladders of partners have to reach, by the facts alone?

For the reconciler (notifications.survey); the planners do not use it.
"""

from collections.abc import Iterator
from datetime import datetime

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.rungs import Asked
from eclt_partners.notifications.services import WORTH_SENDING
from partners.choices import CheckState, Stage
from partners.models import (
    AfterCheck,
    Contact,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)

WORTH_DAYS = WORTH_SENDING.days
NEEDS_CHECKS = {Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED}


def reachable(contact: Contact | None) -> list[str]:
    """Return the key of a contact who can be mailed, as a list of one or none."""
    if contact is None or contact.left_on is not None or not contact.email:
        return []
    return [f"contact:{contact.pk}"]


class Staff:
    """Who of the foundation signs in and has a role where; read once for a survey."""

    def __init__(self) -> None:
        roles = RoleAssignment.objects.filter(user__is_active=True)
        rows = roles.exclude(role=Role.ADMINISTRATOR)
        self._held = set(rows.values_list("user_id", "country_id", "partnership_id"))

    def key_of(self, user_id: int | None, place: Partnership) -> list[str]:
        """Return the key of somebody who works there, as a list of one or none."""
        where = [(None, None), (place.country_id, None), (None, place.pk)]
        here = any((user_id, *each) in self._held for each in where)
        return [f"user:{user_id}"] if here else []

    def lead_of(self, place: Partnership) -> list[str]:
        """Return the key of the foundation's lead, as a list of one or none."""
        return self.key_of(place.foundation_lead_id, place)


def after_checks(now: datetime) -> Iterator[Asked]:
    """Give the person whom we ask and the lead of every check that is still to come."""
    rows = AfterCheck.objects.filter(state=CheckState.SCHEDULED).select_related(
        "partnership__country", "contact"
    )
    staff = Staff()
    for check in rows.iterator():
        place = check.partnership
        for key in {*staff.lead_of(place), *reachable(check.contact)}:
            yield Asked(
                kind=ReminderKind.AFTER_CHECK,
                subject_id=check.pk,
                round=1,
                partnership_id=place.pk,
                country=place.country_id,
                recipient_key=key,
                counts_from=check.due_on,
                today=place.country.today(now=now),
                worth_days=WORTH_DAYS,
            )


def safeguarding_checks(now: datetime) -> Iterator[Asked]:
    """Give the leads of partnerships whose newest safeguarding check runs out."""
    newest: dict[tuple[int, str], SafeguardingCheck] = {}
    for check in SafeguardingCheck.objects.order_by("checked_on", "pk").iterator():
        newest[(check.partner_id, check.direction)] = check
    parties = PartnershipParty.objects.filter(to_on=None).select_related(
        "partnership__country"
    )
    by_partner: dict[int, list[Partnership]] = {}
    for party in parties.order_by("partnership_id").iterator():
        if party.partnership.stage in NEEDS_CHECKS:
            by_partner.setdefault(party.partner_id, []).append(party.partnership)
    staff = Staff()
    for (partner_id, _), check in newest.items():
        told = set[str]()
        for place in by_partner.get(partner_id, []):
            today = place.country.today(now=now)
            for key in set(staff.lead_of(place)) - told:
                told.add(key)
                if check.valid_until >= today:
                    yield Asked(
                        kind=ReminderKind.SAFEGUARDING_CHECK,
                        subject_id=check.pk,
                        round=1,
                        partnership_id=place.pk,
                        country=place.country_id,
                        recipient_key=key,
                        counts_from=check.valid_until,
                        today=today,
                        worth_days=WORTH_DAYS,
                    )


survey.register(ReminderKind.AFTER_CHECK, after_checks)
survey.register(ReminderKind.SAFEGUARDING_CHECK, safeguarding_checks)
