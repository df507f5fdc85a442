"""Which tables does the invented portfolio fill, and in which order?"""

from collections.abc import Iterator

from agreements.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Clause,
    Commitment,
    CommitmentInstance,
    Proposal,
    Renegotiation,
    RenegotiationStep,
    Signature,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.demo.scale.copying import Rows
from partners.models import (
    AfterCheck,
    AfterCheckItem,
    AfterCheckReport,
    CapacityGoal,
    CapacityReading,
    Contact,
    Event,
    Function,
    HealthReading,
    Partner,
    Partnership,
    PartnershipParty,
    PillarReading,
    StageChange,
    SustainabilityPlan,
    Talk,
)
from reviews.models import (
    Action,
    Answer,
    Assessment,
    Panelist,
    Review,
    ReviewScore,
    ReviewSide,
)


class Tables:
    """Rows that wait, table by table, each after those that it points to.

    `versions` are registered ones; `changes` are those signed here, which need the
    signatures of their proposals first.
    """

    def __init__(self) -> None:
        """Begin with no rows; the order here is the order of writing."""
        self.partners = Rows(Partner)
        self.contacts = Rows(Contact)
        self.partnerships = Rows(Partnership)
        self.parties = Rows(PartnershipParty)
        self.stages = Rows(StageChange)
        self.events = Rows(Event)
        self.talks = Rows(Talk)
        self.reviews = Rows(Review)
        self.sides = Rows(ReviewSide)
        self.seats = Rows(Panelist)
        self.assessments = Rows(Assessment)
        self.answers = Rows(Answer)
        self.scores = Rows(ReviewScore)
        self.readings = Rows(HealthReading)
        self.actions = Rows(Action)
        self.agreements = Rows(Agreement)
        self.agreement_parties = Rows(Agreement.parties.through)
        self.versions = Rows(AgreementVersion)
        self.wishes = Rows(Renegotiation)
        self.steps = Rows(RenegotiationStep)
        self.proposals = Rows(Proposal)
        self.acceptances = Rows(Acceptance)
        self.signatures = Rows(Signature)
        self.changes = Rows(AgreementVersion)
        self.clauses = Rows(Clause)
        self.commitments = Rows(Commitment)
        self.instances = Rows(CommitmentInstance)
        self.plans = Rows(SustainabilityPlan)
        self.functions = Rows(Function)
        self.pillars = Rows(PillarReading)
        self.goals = Rows(CapacityGoal)
        self.levels = Rows(CapacityReading)
        self.checks = Rows(AfterCheck)
        self.items = Rows(AfterCheckItem)
        self.reports = Rows(AfterCheckReport)
        self.audit = Rows(AuditEntry)

    def __iter__(self) -> Iterator[tuple[str, Rows]]:
        """Give each with its name, in the order in which they are written."""
        yield from vars(self).items()

    @property
    def written(self) -> int:
        """How many rows were written so far."""
        return sum(rows.written for _name, rows in self)
