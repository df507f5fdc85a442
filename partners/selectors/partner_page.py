"""What does the page of one organisation show?"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Lower

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.notifications.selectors import stops_among
from partners.models import Contact, Partner, PartnerFlag, Partnership
from partners.selectors.assessments import (
    AssessmentLine,
    assessment_lines,
    assessments_of,
)
from partners.selectors.checks import LatestCheck, latest_checks
from partners.selectors.flags import FlagLine, flag_lines, flags_of
from partners.selectors.officers import OfficerLine, officer_lines, officers_of
from partners.selectors.profiles import (
    FactGroup,
    fact_groups,
    profile_of,
    profiles_of,
)
from partners.selectors.registry import contacts_of, partnerships_of


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """All that is known about one organisation, for one reader.

    Attributes:
        partnerships: those that the reader may see, newest first.
        contacts: its people, those still there first.
        stopped: those of their addresses to which nothing is mailed, in small letters.
        groups: the facts, part by part.
        flags: all flags, those that stand first.
        checks: the newest of each kind that the foundation made.
        assessments: by others, those that count first.
        officers: who may sign for it, those of today first.
    """

    partnerships: QuerySet[Partnership]
    contacts: QuerySet[Contact]
    stopped: Set[str]
    groups: Sequence[FactGroup]
    flags: Sequence[FlagLine]
    checks: Sequence[LatestCheck]
    assessments: Sequence[AssessmentLine]
    officers: Sequence[OfficerLine]

    @property
    def open_flags(self) -> list[PartnerFlag]:
        """The flags that stand."""
        return [line.flag for line in self.flags if line.lift is None]


def partner_page(actor: Actor, partner: Partner, *, today: date) -> PartnerPage:
    """Return what the page shows; the rows come in one statement.

    At most three queries: who raised flags, and whether the reader may see the parent,
    are asked when there is something to ask.

    Args:
        actor: the reader.
        partner: loaded in scope, with its country.
        today: the day in its country.
    """
    partnerships, contacts = partnerships_of(actor, partner), contacts_of(partner)
    profiles, flags = profiles_of(partner), flags_of(partner)
    checks = latest_checks(partner)
    assessments, officers = assessments_of([partner.pk]), officers_of([partner.pk])
    stops = stops_among(partner.contacts.values_list(Lower("email"), flat=True))
    ask_together(
        partnerships,
        contacts,
        stops,
        profiles,
        flags,
        checks.safe,
        checks.sound,
        assessments,
        officers,
    )
    profile = profile_of(partner, profiles)
    return PartnerPage(
        partnerships=partnerships,
        contacts=contacts,
        stopped={each.address for each in stops},
        groups=fact_groups(actor, profile, today=today),
        flags=flag_lines(flags),
        checks=checks.answers(),
        assessments=assessment_lines(assessments, today=today),
        officers=officer_lines(officers, today=today),
    )
