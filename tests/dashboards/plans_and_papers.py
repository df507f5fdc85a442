"""Which plans, checks and papers does a year of a partnership leave behind?"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from eclt_partners.audit.models import AuditEntry
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.models import (
    Document,
    DocumentContent,
    DocumentWithdrawal,
)
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from partners.choices import (
    CapacityDomain,
    CheckDirection,
    CheckOutcome,
    EventKind,
    HandoverMode,
    Horizon,
    LookResult,
    Side,
    Stage,
)
from partners.models import (
    AfterCheck,
    CapacityComment,
    CapacityGoal,
    CapacityReading,
    Contact,
    DueDiligenceCheck,
    Event,
    Expectation,
    ExpectationLook,
    Function,
    InterestStatement,
    PillarReading,
    SafeguardingCheck,
    StageChange,
    SustainabilityPlan,
)
from tests.cast import NOW, TODAY, Cast

QUARTERS = (20, 110, 200, 290)


def moment_of(day: date) -> datetime:
    """Nine o'clock on a day."""
    return NOW - (TODAY - day)


class PlansAndPapers:
    """Adds what both sides plan and check in a year, and what is filed of it."""

    def __init__(self, cast: Cast) -> None:
        self.partnership, self.party = cast.malawi_partnership, cast.malawi_party
        self.officer = f"user:{cast.amina.pk}"
        self.partner = f"contact:{cast.gift.pk}"
        self.plan = SustainabilityPlan.objects.create(
            partnership=self.partnership,
            mode=HandoverMode.PHASE_OVER,
            vision="Every child in school",
        )
        self.expectations = Expectation.objects.bulk_create(
            Expectation(
                partnership=self.partnership,
                party=party,
                horizon=horizon,
                text="It goes on",
                written_on=TODAY,
            )
            for party in (None, self.party)
            for horizon in Horizon
        )

    def add(self, number: int, starts: date) -> None:
        """Add one year that begins on this day."""
        self._functions(number, starts)
        self._goal(number, starts)
        self._checks(starts)
        self._happenings(number, starts)
        self._papers(number, starts)

    def _functions(self, number: int, starts: date) -> None:
        Function.objects.create(
            plan=self.plan,
            name=f"Function {number}",
            importance=1 + number % 3,
            owner_name="The district",
            owner_accepted_on=starts,
        )
        PillarReading.objects.bulk_create(
            PillarReading(
                function=function,
                read_on=starts + timedelta(days=days),
                resources=3,
                capacity=None,
                motivation=number % 5,
                linkages=2,
            )
            for function in self.plan.functions.all()
            for days in QUARTERS[:2]
        )

    def _goal(self, number: int, starts: date) -> None:
        goal = CapacityGoal.objects.create(
            partnership=self.partnership,
            party=self.party if number % 2 else None,
            domain=CapacityDomain.values[number % len(CapacityDomain)],
            baseline_level=1,
            baseline_on=starts,
            target_level=4,
            target_on=starts + timedelta(days=700),
        )
        for days in QUARTERS:
            CapacityReading.objects.create(
                goal=goal, level=2, read_on=starts + timedelta(days=days)
            )
        CapacityComment.objects.create(
            goal=goal,
            side=Side.PARTNER,
            text="Slowly",
            written_on=starts,
            written_by=self.partner,
        )
        ExpectationLook.objects.bulk_create(
            ExpectationLook(
                expectation=expectation,
                result=LookResult.values[0],
                looked_on=starts,
                looked_by=self.officer,
            )
            for expectation in self.expectations
        )

    def _checks(self, starts: date) -> None:
        for direction in CheckDirection:
            for kind in (SafeguardingCheck, DueDiligenceCheck):
                kind.objects.create(
                    partner=self.party.partner,
                    direction=direction,
                    checked_on=starts,
                    valid_until=starts + timedelta(days=365),
                    outcome=CheckOutcome.values[0],
                    recorded_by=self.officer,
                )
        InterestStatement.objects.create(
            partnership=self.partnership,
            is_none=True,
            stated_on=starts,
            stated_by=self.officer,
        )
        for month in (6, 12, 24):
            AfterCheck.objects.create(
                partnership=self.partnership,
                ended_on=starts,
                month=month,
                due_on=starts + timedelta(days=30 * month),
            )

    def _happenings(self, number: int, starts: date) -> None:
        Event.objects.create(
            partnership=self.partnership,
            kind=EventKind.CONTEXT,
            happened_on=starts,
            reported_on=starts,
            reported_by=self.officer,
            side=Side.FOUNDATION,
            closed_on=starts + timedelta(days=40),
        )
        for here, there in ((Stage.ACTIVE, Stage.PAUSED), (Stage.PAUSED, Stage.ACTIVE)):
            StageChange.objects.create(
                partnership=self.partnership,
                from_stage=here,
                to_stage=there,
                changed_at=moment_of(starts),
                changed_on=starts,
                changed_by=self.officer,
            )
        GateNote.objects.create(
            partnership=self.partnership,
            kind=NoteKind.BRINGS,
            side=Side.FOUNDATION,
            text="Time and money",
            noted_on=starts,
            noted_at=moment_of(starts),
            noted_by=self.officer,
        )
        Contact.objects.create(
            partner=self.party.partner,
            name=f"Person {number}",
            email=f"person{number}@partner.example",
            time_zone="Africa/Blantyre",
            left_on=starts if number % 2 else None,
        )

    def _papers(self, number: int, starts: date) -> None:
        moment = moment_of(starts)
        for who in (self.officer, self.partner):
            self._document(f"{who[:4]} {number}.pdf", moment, who)
        AuditEntry.objects.bulk_create(
            AuditEntry(
                at=moment,
                verb="partners.partnership.changed",
                actor_key=actor,
                subject_type="partners.partnership",
                subject_id=self.partnership.pk,
                subject_text="MW-01",
                partnership_id=self.partnership.pk,
                country_code="MW",
            )
            for actor in (self.officer, self.partner, "system")
        )
        mail = Outgoing.objects.create(
            **_addressed(self.officer),
            dedupe_key=f"years:{number}",
            message_id=f"<years-{number}@example.org>",
            country_code="MW",
            partnership_id=self.partnership.pk,
            letter="library",
            subject=f"Mail {number}",
            created_at=moment,
            due_at=moment,
            not_after=moment,
            next_try_at=moment,
        )
        Reminder.objects.create(
            **_addressed(self.officer),
            kind="REVIEW",
            subject_id=self.partnership.pk,
            step="T-14",
            round=number,
            country_code="MW",
            partnership_id=self.partnership.pk,
            due_on=starts,
            send_at=moment,
            not_after=moment,
            state=ReminderState.COMPOSED,
            outgoing=mail,
            created_at=moment,
        )

    def _document(self, name: str, moment: datetime, who: str) -> None:
        content = name.encode()
        paper = Document.objects.create(
            subject_type="partners.partnership",
            subject_id=self.partnership.pk,
            partnership_id=self.partnership.pk,
            country_code="MW",
            category=DocumentCategory.REPORT,
            readers=Readers.BOTH,
            name=name,
            content_type="application/pdf",
            content=DocumentContent.objects.create(
                sha256=sha256(content).hexdigest(), size=len(content), content=content
            ),
            uploaded_at=moment,
            uploaded_by=who,
            client_key=uuid4(),
        )
        if who == self.partner:
            DocumentWithdrawal.objects.create(
                document=paper, withdrawn_at=moment, withdrawn_by=who, reason="Old"
            )


def _addressed(key: str) -> dict[str, str]:
    return {
        "recipient_key": key,
        "to_address": "amina@example.org",
        "language": "en-gb",
        "time_zone": "UTC",
    }
