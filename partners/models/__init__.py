"""What do we know about partners and partnerships?"""

from partners.models.after import AfterCheck, AfterCheckItem, AfterCheckReport
from partners.models.events import Event, HealthReading, Talk
from partners.models.incidents import Incident, IncidentNote
from partners.models.organisations import Contact, Partner
from partners.models.partnerships import Partnership, PartnershipParty, StageChange
from partners.models.plans import (
    CapacityGoal,
    CapacityReading,
    Expectation,
    Function,
    PillarReading,
    SafeguardingCheck,
    SustainabilityPlan,
)

__all__ = [
    "AfterCheck",
    "AfterCheckItem",
    "AfterCheckReport",
    "CapacityGoal",
    "CapacityReading",
    "Contact",
    "Event",
    "Expectation",
    "Function",
    "HealthReading",
    "Incident",
    "IncidentNote",
    "Partner",
    "Partnership",
    "PartnershipParty",
    "PillarReading",
    "SafeguardingCheck",
    "StageChange",
    "SustainabilityPlan",
    "Talk",
]
