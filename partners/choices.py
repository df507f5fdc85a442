"""Which words and codes does the life of a partnership use?"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerKind(models.TextChoices):
    """What kind of organisation a partner is (methods H1, peers section 7)."""

    GOVERNMENT = "GOVERNMENT", _("Government")
    TRADE_UNION = "TRADE_UNION", _("Trade union")
    LOCAL_NGO = "LOCAL_NGO", _("Local NGO")
    INTL_NGO = "INTL_NGO", _("International NGO")
    EMPLOYERS = "EMPLOYERS", _("Employers' organisation")
    FARMERS = "FARMERS", _("Farmers' association or cooperative")
    COMPANY = "COMPANY", _("Company")
    UN_BODY = "UN_BODY", _("UN or multilateral body")
    ACADEMIC = "ACADEMIC", _("Research or academic body")
    OTHER = "OTHER", _("Other")


class IatiOrganisationType(models.TextChoices):
    """The codes of the IATI list OrganisationType that our kinds stand for.

    Source: IATI-Codelists-NonEmbedded, xml/OrganisationType.xml.
    """

    GOVERNMENT = "10", _("Government")
    INTL_NGO = "21", _("International NGO")
    PARTNER_COUNTRY_NGO = "24", _("Partner Country based NGO")
    MULTILATERAL = "40", _("Multilateral")
    PRIVATE_SECTOR = "70", _("Private Sector")
    ACADEMIC = "80", _("Academic, Training and Research")
    OTHER = "90", _("Other")


class Likeness(models.TextChoices):
    """Why a partner may be one that is registered already."""

    NAME = "name", _("the same or nearly the same name")
    SHORT_NAME = "short_name", _("the same short name")
    NUMBER = "number", _("the same registration number")


class Side(models.TextChoices):
    """Who speaks: the foundation or a partner."""

    FOUNDATION = "FOUNDATION", _("Foundation")
    PARTNER = "PARTNER", _("Partner")


class OwnerSide(models.TextChoices):
    """Who owns a promise or an action."""

    FOUNDATION = "FOUNDATION", _("Foundation")
    PARTNER = "PARTNER", _("Partner")
    JOINT = "JOINT", _("Both together")


class Stage(models.TextChoices):
    """Where a partnership stands in its life (methods A1)."""

    EXPLORING = "EXPLORING", _("Getting to know each other")
    SHAPING = "SHAPING", _("Agreeing how we will work")
    ACTIVE = "ACTIVE", _("Working together")
    TRANSITION = "TRANSITION", _("Handing over")
    SUSTAINING = "SUSTAINING", _("After the agreement")
    CONCLUDED = "CONCLUDED", _("Ended well")
    PAUSED = "PAUSED", _("Paused")
    ENDED_EARLY = "ENDED_EARLY", _("Ended early")
    NOT_PURSUED = "NOT_PURSUED", _("Did not go ahead")


class AgeBand(models.TextChoices):
    """How old a partnership is: 0-11, 12-35, 36 or more months (methods A1)."""

    STARTING = "STARTING", _("Starting")
    GROWING = "GROWING", _("Growing")
    ESTABLISHED = "ESTABLISHED", _("Established")


class Status(models.TextChoices):
    """The health status of a partnership (methods C4)."""

    RED = "RED", _("Talk within 14 days")
    AMBER = "AMBER", _("Talk within 30 days")
    GREEN = "GREEN", _("Keep going")
    GREY = "GREY", _("We do not know yet")


class Horizon(models.TextChoices):
    """By when an expectation should have come true."""

    YEAR_1 = "YEAR_1", _("After one year")
    YEAR_3 = "YEAR_3", _("After three years")
    END = "END", _("At the end")


class LookResult(models.TextChoices):
    """What became of an expectation, as a talk saw it."""

    MET = "MET", _("It came true")
    PARTLY = "PARTLY", _("It came true in part")
    TOO_AMBITIOUS = "AMBITIOUS", _("It was too ambitious")
    CHANGED = "CHANGED", _("We want something else now")


class CapacityDomain(models.TextChoices):
    """In which field an organisation wants to grow (methods F1)."""

    C1 = "C1", _("Leading and governing")
    C2 = "C2", _("People")
    C3 = "C3", _("Managing money")
    C4 = "C4", _("Income")
    C5 = "C5", _("Data, planning and learning")
    C6 = "C6", _("Child labour and child protection skill")
    C7 = "C7", _("Working with others")
    C8 = "C8", _("Voice of children, farmers and workers")


class CapacityLevel(models.IntegerChoices):
    """How strong an organisation is in one domain (methods F1)."""

    STARTING = 1, _("Starting")
    EMERGING = 2, _("Emerging")
    WORKING = 3, _("Working")
    STRONG = 4, _("Strong")
    LEADING = 5, _("Leading")


class HandoverMode(models.TextChoices):
    """How the foundation leaves (methods F2)."""

    PHASE_DOWN = "PHASE_DOWN", _("Do less, step by step")
    PHASE_OUT = "PHASE_OUT", _("Stop; nobody takes over")
    PHASE_OVER = "PHASE_OVER", _("Someone takes over")


class FirstStep(models.TextChoices):
    """What somebody does who takes over as a lead of a partnership."""

    PACK = "PACK", _("Read the handover pack")
    AGREEMENT = "AGREEMENT", _("Read the agreement in force")
    REVIEW = "REVIEW", _("Read the last review, and what was said in its talk")
    EXPECTATIONS = "EXPECTED", _("Read what both sides expect, and what they doubt")
    CALL = "CALL", _("Call the lead of the other side")
    HELLO = "HELLO", _("Say hello at the next talk")
    DETAILS = "DETAILS", _("Check that your own contact details are right")


class Fate(models.TextChoices):
    """What happens to a function at the end (methods F2)."""

    CONTINUE = "CONTINUE", _("Continue")
    CHANGE = "CHANGE", _("Continue, but changed")
    STOP = "STOP", _("Stop on purpose")


class Channel(models.TextChoices):
    """How a contact is reached best."""

    EMAIL = "EMAIL", _("E-mail")
    PHONE = "PHONE", _("Phone")
    MESSAGE = "MESSAGE", _("Messaging app")
    POST = "POST", _("Letter")


class CheckDirection(models.TextChoices):
    """Who checked whom."""

    PARTNER = "PARTNER", _("The foundation checked the partner")
    FOUNDATION = "FOUNDATION", _("The partner checked the foundation")


class CheckKind(models.TextChoices):
    """What is looked at in a check of an organisation."""

    SAFEGUARDING = "safeguarding", _("Safeguarding: are children safe?")
    DILIGENCE = "diligence", _("Due diligence: is the organisation sound?")


class CheckOutcome(models.TextChoices):
    """What a safeguarding check found."""

    GOOD = "GOOD", _("Good")
    PLAN = "PLAN", _("Good enough, with a plan to grow stronger")
    WEAK = "WEAK", _("Not good enough yet")


class FlagKind(models.TextChoices):
    """What a warning about an organisation is about."""

    INTEGRITY = "INTEGRITY", _("Fraud or integrity")
    SAFEGUARDING = "SAFEGUARDING", _("Safety of children and adults")
    MONEY = "MONEY", _("How money is kept")
    LEGAL = "LEGAL", _("Registration or law")
    CONDUCT = "CONDUCT", _("Conduct towards others")


class FlagLevel(models.TextChoices):
    """How serious a warning is."""

    RED = "RED", _("Serious")
    AMBER = "AMBER", _("To be watched")


class FlagOutcome(models.TextChoices):
    """How a warning ended."""

    SETTLED = "SETTLED", _("It was true, and it is settled")
    UNFOUNDED = "UNFOUNDED", _("It was not true")
    MISTAKE = "MISTAKE", _("It was raised by mistake")


class CheckState(models.TextChoices):
    """Where a check after the end stands (methods F3)."""

    SCHEDULED = "SCHEDULED", pgettext_lazy("check", "Planned")
    DONE = "DONE", pgettext_lazy("check", "Done")
    WAIVED = "WAIVED", _("Left out")


class HowKnown(models.TextChoices):
    """How we know what lasts (methods F3)."""

    OWNER = "OWNER", _("The owner told us")
    DOCUMENT = "DOCUMENT", _("A document says so")
    VISIT = "VISIT", _("We visited")
    INDEPENDENT = "INDEPENDENT", _("Somebody independent says so")


class IncidentState(models.TextChoices):
    """Where a concern for somebody's safety stands."""

    NEW = "NEW", _("New: nobody has made contact yet")
    IN_CONTACT = "IN_CONTACT", _("In contact")
    SAFE = "SAFE", _("Safety is confirmed")
    NO_DANGER = "NO_DANGER", _("Closed: there was no danger")


class IncidentWish(models.TextChoices):
    """What the person who reports wants (question S1)."""

    SAW = "SAW", _("Saw or heard of a danger")
    SPEAK = "SPEAK", _("Wants to speak to someone")


class EventKind(models.TextChoices):
    """What happened that may bring a review forward (methods D3)."""

    TALK_ASKED = "TALK_ASKED", _("A side asks for a talk")
    SAFEGUARDING = "SAFEGUARDING", _("The safeguarding lead asks for a review")
    INTEGRITY = "INTEGRITY", _("Fraud or integrity concern")
    LEADERSHIP = "LEADERSHIP", _("New head or main contact")
    BUDGET = "BUDGET", _("Budget change of 10% or more")
    BUDGET_BIG = (
        "BUDGET_BIG",
        _("Budget change of 20% or more: the agreement has to change"),
    )
    AMENDMENT = "AMENDMENT", _("A changed agreement came into force")
    LATE_TWICE = "LATE_TWICE", _("Two late payments or reports in a row")
    CONTEXT = "CONTEXT", _("Disaster, conflict, new law or election")
    STRATEGY = "STRATEGY", _("Foundation strategy change for the country")
    TURNED_RED = "TURNED_RED", _("The status turned red")


class UnreachedReason(models.TextChoices):
    """Why no mail reaches the lead of a side."""

    NOBODY = "NOBODY", _("No lead is named")
    LEFT = "LEFT", _("The lead has left")
    ELSEWHERE = "ELSEWHERE", _("The lead no longer works in this country")
    NO_ADDRESS = "NO_ADDRESS", _("The lead has no e-mail address")
    BOUNCED = "BOUNCED", _("Mails to the lead come back")
