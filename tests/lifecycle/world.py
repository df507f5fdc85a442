"""A partnership of Malawi that has everything any gate asks for."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

from agreements.choices import ChangeReason, Topic
from agreements.models import Renegotiation
from eclt_partners.common.actor import SYSTEM
from eclt_partners.documents.services import Upload
from eclt_partners.lifecycle.choices import Asker, EndCategory, NoteKind
from eclt_partners.lifecycle.given import (
    BackWords,
    EndingWords,
    Given,
    PauseWords,
)
from eclt_partners.lifecycle.models import GateNote
from eclt_partners.lifecycle.services.moving import move_stage
from partners.choices import CheckOutcome, CheckState, HandoverMode, Side, Stage
from partners.models import (
    AfterCheck,
    CapacityGoal,
    CapacityReading,
    Function,
    Partner,
    Partnership,
    PillarReading,
    SafeguardingCheck,
    StageChange,
    SustainabilityPlan,
)
from reviews.choices import ReviewState
from reviews.models import Review
from tests.agreements.drafts import register
from tests.cast import NOW, TODAY, Cast
from tests.documents.files import PDF
from tests.reviews.factories import make_review

LAST_DAY = date(2027, 11, 30)
PAUSE = PauseWords(Asker.BOTH, date(2027, 1, 31), "The clubs go on", "Grace, 555")


def given(cast: Cast, **changes) -> Given:
    """What every step asks of a person."""
    everything = Given(
        reason="Both want it",
        lesson="Ask earlier",
        contact=cast.gift,
        pause=PAUSE,
        back=BackWords("The road is open", "The staff are back"),
        ending=EndingWords(
            EndCategory.MONEY, Upload("n.pdf", PDF), uuid4(), "The school helps", TODAY
        ),
    )
    return replace(everything, **changes)


def note(cast: Cast, kind: NoteKind, *sides: Side, function=None) -> None:
    for side in sides or Side:
        GateNote.objects.create(
            partnership=cast.malawi_partnership,
            kind=kind,
            side=side,
            function=function,
            text="Said so",
            noted_on=TODAY,
            noted_at=NOW,
            noted_by="user:1",
        )


def notes_for_all(cast: Cast) -> None:
    for kind in set(NoteKind) - {NoteKind.OWNER_DECLINED, NoteKind.NO_REPLY}:
        note(cast, kind)


def function(cast: Cast, name: str = "Clubs", **values) -> Function:
    plan, _new = SustainabilityPlan.objects.get_or_create(
        partnership=cast.malawi_partnership, defaults={"mode": HandoverMode.PHASE_OVER}
    )
    values = {"importance": 2, "owner_accepted_on": TODAY, **values}
    return Function.objects.create(plan=plan, name=name, **values)


def read(found: Function, level: int = 4) -> None:
    PillarReading.objects.create(
        function=found,
        read_on=TODAY,
        resources=level,
        capacity=level,
        motivation=level,
        linkages=level,
    )


def goal(cast: Cast, *, is_read: bool = True) -> CapacityGoal:
    made = CapacityGoal.objects.create(
        partnership=cast.malawi_partnership,
        domain="C3",
        baseline_level=2,
        baseline_on=date(2026, 1, 1),
        target_level=4,
        target_on=date(2027, 1, 1),
    )
    if is_read:
        CapacityReading.objects.create(goal=made, level=3, read_on=TODAY)
    return made


def closing_review(cast: Cast, *, partner: int | None = 4) -> Review:
    review = make_review(cast, state=ReviewState.CLOSED, partner=partner)
    Review.objects.filter(pk=review.pk).update(
        is_closing=True, due_on=date(2027, 10, 1)
    )
    return review


def check(cast: Cast, month: int = 6, **values) -> AfterCheck:
    values = {
        "partnership": cast.malawi_partnership,
        "ended_on": date(2026, 3, 31),
        "due_on": date(2026, 9, 30),
        "contact": cast.gift,
        "state": CheckState.DONE,
        "settled_on": TODAY,
        **values,
    }
    return AfterCheck.objects.create(month=month, **values)


def open_check(cast: Cast, month: int = 6, **values) -> AfterCheck:
    """A check that waits for its answer."""
    values = {"state": CheckState.SCHEDULED, "settled_on": None, **values}
    return check(cast, month, **values)


def make_ready(cast: Cast) -> None:
    """Meet every line of every gate."""
    Partner.objects.filter(pk=cast.nyali.pk).update(registration_number="R-1")
    SafeguardingCheck.objects.create(
        partner=cast.nyali,
        checked_on=TODAY,
        valid_until=date(2028, 11, 23),
        outcome=CheckOutcome.GOOD,
    )
    register(cast, NOW, effective_to=LAST_DAY)
    notes_for_all(cast)
    read(function(cast))
    goal(cast)
    closing_review(cast)
    check(cast)


def at(cast: Cast, stage: Stage, before: str = "") -> Partnership:
    """Put the partnership of Malawi at a stage, as if it had come there."""
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=stage, stage_before_pause=before
    )
    return Partnership.objects.get(pk=cast.malawi_partnership.pk)


def move(
    cast: Cast, partnership: Partnership, to_stage: Stage, who: str = "dan", **changes
) -> StageChange:
    actor = SYSTEM if who == "system" else cast.actor(who)
    return move_stage(
        actor=actor,
        now=NOW,
        partnership=partnership,
        to_stage=to_stage,
        given=given(cast, **changes),
    )


def open_renegotiation(cast: Cast) -> Renegotiation:
    """Let Amina want to change the agreement."""
    agreement = cast.malawi_partnership.agreements.first()
    return Renegotiation.objects.create(
        agreement=agreement,
        raised_side=Side.FOUNDATION,
        raised_by=cast.actor("amina").key,
        raised_at=NOW,
        reason=ChangeReason.values[0],
        what_changed="Fewer schools",
        topics=[Topic.values[0]],
    )


def new_chapter(place: Partnership, now: datetime) -> None:
    """Let a partnership end, and begin anew a minute later."""
    for minutes, (old, new) in enumerate(
        pairwise((Stage.ACTIVE, Stage.SUSTAINING, Stage.SHAPING))
    ):
        StageChange.objects.create(
            partnership=place,
            from_stage=old,
            to_stage=new,
            changed_at=now + timedelta(minutes=minutes),
            changed_on=now.date(),
            changed_by="user:1",
        )
    Partnership.objects.filter(pk=place.pk).update(stage=Stage.SHAPING)
