"""What do we know about partners and partnerships?"""

from partners.models.after import AfterCheck, AfterCheckItem, AfterCheckReport
from partners.models.assessments import OutsideAssessment
from partners.models.capacity import CapacityComment, CapacityGoal, CapacityReading
from partners.models.checks import (
    DueDiligenceCheck,
    InterestStatement,
    SafeguardingCheck,
)
from partners.models.events import Event, HealthReading, Talk
from partners.models.expectations import (
    Expectation,
    ExpectationLook,
    ExpectationWording,
)
from partners.models.flags import FlagLift, PartnerFlag
from partners.models.incidents import Incident, IncidentNote
from partners.models.officers import AuthorisedOfficer
from partners.models.onboarding import Onboarding, OnboardingStep
from partners.models.organisations import Contact, Partner
from partners.models.partnerships import Partnership, PartnershipParty, StageChange
from partners.models.plans import Function, PillarReading, SustainabilityPlan
from partners.models.profiles import OrganisationProfile

__all__ = [
    "AfterCheck",
    "AfterCheckItem",
    "AfterCheckReport",
    "AuthorisedOfficer",
    "CapacityComment",
    "CapacityGoal",
    "CapacityReading",
    "Contact",
    "DueDiligenceCheck",
    "Event",
    "Expectation",
    "ExpectationLook",
    "ExpectationWording",
    "FlagLift",
    "Function",
    "HealthReading",
    "Incident",
    "IncidentNote",
    "InterestStatement",
    "Onboarding",
    "OnboardingStep",
    "OrganisationProfile",
    "OutsideAssessment",
    "Partner",
    "PartnerFlag",
    "Partnership",
    "PartnershipParty",
    "PillarReading",
    "SafeguardingCheck",
    "StageChange",
    "SustainabilityPlan",
    "Talk",
]
