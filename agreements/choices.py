"""Which words and codes do agreements and promises use?"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FirstKind(StrEnum):
    """Codes of the kinds of agreement that the product begins with (migration 0015).

    Administrators add others; names and everything else stand in `AgreementKind`.
    """

    MOU = "MOU"
    LETTER = "LETTER"
    PROGRAMME = "PROGRAMME"
    SMALL_FUNDING = "SMALL_FUNDING"
    GRANT = "GRANT"
    FRAMEWORK = "FRAMEWORK"
    COALITION = "COALITION"
    DATA_SHARING = "DATA_SHARING"
    SERVICE = "SERVICE"
    AFFILIATE = "AFFILIATE"


class VersionKind(models.TextChoices):
    """Why a version was written (methods E4)."""

    ORIGINAL = "ORIGINAL", _("Original")
    AMENDMENT = "AMENDMENT", _("Amendment")
    EXTENSION = "EXTENSION", _("Extension")
    CORRECTION = "CORRECTION", _("Correction")


class ClauseKind(models.TextChoices):
    """What a clause is there for (methods H3); gate G2 looks for some of them."""

    TAKE_STOCK = "TAKE_STOCK", _("Take stock")
    ROOM_TO_CHANGE = "ROOM_TO_CHANGE", _("Room to change")
    HONEST_TALK = "HONEST_TALK", _("Honest talk")
    PROMISES = "PROMISES", _("Promises of both")
    PAYING = "PAYING", _("Paying on time")
    REPORTS = "REPORTS", _("Simple reports")
    SAFEGUARDING = "SAFEGUARDING", _("Children first")
    GROWING = "GROWING", _("Growing stronger")
    END_IN_MIND = "END_IN_MIND", _("The end in mind")
    HANDING_OVER = "HANDING_OVER", _("Handing over")
    KEEPING_TOUCH = "KEEPING_TOUCH", _("Keeping in touch")
    ENDING_EARLY = "ENDING_EARLY", _("Ending early")
    PURPOSE = "PURPOSE", _("What we want to achieve")
    OTHER = "OTHER", _("Other")


class SizeClass(models.TextChoices):
    """How big a change is; it decides who signs (methods E2)."""

    CORRECTION = "CORRECTION", _("Correction")
    SMALL = "SMALL", _("Small change")
    # The button "Change" is a verb.
    STANDARD = "STANDARD", pgettext_lazy("size of a change", "Change")
    MAJOR = "MAJOR", _("Major change")
    TRANSFORM = "TRANSFORM", _("New agreement")


class Topic(models.TextChoices):
    """What a change is about (methods E1)."""

    PURPOSE = "PURPOSE", _("What we want to achieve")
    TARGETS = "TARGETS", _("Targets")
    BUDGET = "BUDGET", _("Money")
    TIMELINE = "TIMELINE", _("Dates")
    PLACES = "PLACES", _("Places")
    ROLES = "ROLES", _("Who does what")
    PROMISES_F = "PROMISES_F", _("Promises of the foundation")
    PROMISES_P = "PROMISES_P", _("Promises of the partner")
    REPORTING = "REPORTING", _("Reports")
    WAYS_OF_WORKING = "WAYS_OF_WORKING", _("How we work and decide")
    CAPACITY = "CAPACITY", _("Growing stronger")
    SUSTAINABILITY = "SUSTAINABILITY", _("What must last")
    CLAUSE = "CLAUSE", _("Other words of the agreement")


class ChangeReason(models.TextChoices):
    """Why a side raises a change (methods E3)."""

    CONTEXT = "CONTEXT", _("Something outside changed: weather, prices, conflict")
    LEARNING = "LEARNING", _("We learned something")
    RESULTS = "RESULTS", _("Results are far above or below the plan")
    MONEY = "MONEY", _("Money")
    STAFF = "STAFF", _("Staff or leadership changed")
    LAW = "LAW", _("A law or a policy changed")
    COMMUNITY = "COMMUNITY", _("People in the communities asked for it")
    PROMISE = "PROMISE", _("A promise cannot be kept")
    TALK = "TALK", _("It came up in our review talk")
    NEW = "NEW", _("A new agreement")
    OTHER = "OTHER", _("Other")


class Urgency(models.TextChoices):
    """How soon the other side should look at it."""

    SOON = "SOON", _("Within days")
    NORMAL = "NORMAL", _("Within a month")
    LATER = "LATER", _("It can wait for the next talk")


class RenegotiationState(models.TextChoices):
    """Where a renegotiation stands (methods E3)."""

    RAISED = "RAISED", _("Raised")
    TALKING = "TALKING", _("Talking")
    PROPOSED = "PROPOSED", _("A proposal is on the table")
    COUNTERED = "COUNTERED", _("A counter-proposal is on the table")
    AGREED = "AGREED", _("Both sides agreed; signatures are missing")
    SIGNED = "SIGNED", pgettext_lazy("change", "Signed")
    DECLINED = "DECLINED", pgettext_lazy("change", "Declined")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("change", "Taken back")
    PARKED = "PARKED", _("Put aside")
    LAPSED = "LAPSED", _("Lapsed")


class ProposalState(models.TextChoices):
    """Where one proposal stands (rulings 13)."""

    DRAFT = "DRAFT", _("Draft")
    PROPOSED = "PROPOSED", _("Proposed")
    REPLACED = "REPLACED", _("Replaced by a later proposal")
    ACCEPTED = "ACCEPTED", _("Accepted by both sides")
    SIGNED = "SIGNED", _("Signed")
    REJECTED = "REJECTED", _("Declined")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("proposal", "Taken back")


class ChangeAnswerKind(models.TextChoices):
    """What a side says to one change of a proposal."""

    ACCEPT = "ACCEPT", _("Accept")
    DISCUSS = "DISCUSS", _("Discuss")


class SigningMethod(models.TextChoices):
    """How somebody signed."""

    IN_APP = "IN_APP", _("Signed here")
    PAPER = "PAPER", _("Signed on paper")


class VersionOrigin(models.TextChoices):
    """How a version came into the system."""

    SIGNED_HERE = "SIGNED_HERE", _("Signed here")
    REGISTERED = "REGISTERED", _("Registered, earlier versions not held")


class CommitmentKind(models.TextChoices):
    """What a promise is about (methods E5)."""

    PAY = "PAY", _("Pay")
    STAFF_TIME = "STAFF_TIME", _("Give staff time")
    TRAIN = "TRAIN", _("Train")
    REPORT = "REPORT", _("Report")
    GIVE_DATA = "GIVE_DATA", _("Give data")
    GIVE_ACCESS = "GIVE_ACCESS", _("Give access")
    SPEAK_FOR = "SPEAK_FOR", _("Speak for")
    BUY = "BUY", _("Buy")
    VISIT = "VISIT", _("Visit")
    DECIDE = "DECIDE", _("Decide")
    LISTEN = "LISTEN", _("Listen")


class RhythmKind(models.TextChoices):
    """How often a promise comes due; the number says how many, or which day."""

    MONTHS = "MONTHS", _("Every so many months")
    WEEKS = "WEEKS", _("Every so many weeks")
    MONTH_DAY = "MONTH_DAY", _("Every month, on this day")
    QUARTERLY = "QUARTERLY", _("Every quarter")
    HALF_YEARLY = "HALF_YEARLY", _("Every half-year")
    YEARLY = "YEARLY", _("Every year")
    AFTER_REQUEST = "AFTER_REQUEST", _("Within so many working days of each request")


class InstanceState(models.TextChoices):
    """What became of one due date of a promise (methods E5).

    DUE_SOON is derived from the day and never stored.
    """

    NOT_DUE = "NOT_DUE", _("Not due yet")
    DUE_SOON = "DUE_SOON", _("Due soon")
    KEPT = "KEPT", _("Kept")
    KEPT_LATE = "KEPT_LATE", _("Kept late")
    PARTLY = "PARTLY", _("Partly kept")
    NOT_KEPT = "NOT_KEPT", _("Not kept")
    RELEASED = "RELEASED", _("Released by both sides")
    DISPUTED = "DISPUTED", _("The sides do not agree")


class Confirmation(models.TextChoices):
    """How a report became settled: the other side said so, or did not object."""

    CONFIRMED = "CONFIRMED", _("Confirmed by the other side")
    NOT_OBJECTED = "NOT_OBJECTED", _("Not objected within 14 days")


class Phase(models.TextChoices):
    """Where one due date stands today; what needs somebody comes first."""

    OVERDUE = "OVERDUE", _("Overdue")
    DISPUTED = "DISPUTED", _("The sides do not agree")
    WAITING = "WAITING", _("Waiting for confirmation")
    DUE_SOON = "DUE_SOON", _("Due soon")
    NOT_DUE = "NOT_DUE", _("Not due yet")
    STOPPED = "STOPPED", _("Still open at the end")
    SETTLED = "SETTLED", _("Settled")


class PromiseStep(models.TextChoices):
    """What somebody may do with one due date of a promise; each is one button."""

    KEPT = "KEPT", _("Kept")
    KEPT_LATE = "KEPT_LATE", _("Kept late")
    PARTLY = "PARTLY", _("Partly kept")
    NOT_KEPT = "NOT_KEPT", _("Not kept")
    CONFIRM = "CONFIRM", _("Confirm")
    OBJECT = "OBJECT", _("We see it differently")
    RELEASED = "RELEASED", _("Ask to release it")
    AGREE = "AGREE", _("Agree")
    DECLINE = "DECLINE", _("Do not agree")


class AgreementsShown(models.TextChoices):
    """Which agreements the list of them shows; the first unless one is chosen."""

    CURRENT = "current", _("In force or to come")
    ENDING = "ending", _("Ending within 90 days")
    NOT_IN_FORCE = "not-in-force", _("Not in force: ended or not signed")
    ALL = "all", pgettext_lazy("agreements", "All")
