"""How do tests get a partnership with years of history within a second?

Rows are put in as they are, without services. Each year brings some of everything that
happens between two sides; the present (a review and a change that are open, what waits
for a talk, a person who left) is there once, whatever the number of years.
"""

from copy import copy
from datetime import date, datetime, timedelta

from django.db.models.base import ModelState

from agreements.choices import (
    ChangeReason,
    CommitmentKind,
    Confirmation,
    FirstKind,
    InstanceState,
    RenegotiationState,
    RhythmKind,
    Topic,
)
from agreements.models import (
    Agreement,
    CommitmentInstance,
    Proposal,
    Renegotiation,
    RenegotiationStep,
)
from agreements.rules.terms import Promise
from partners.choices import (
    EventKind,
    OwnerSide,
    Side,
)
from partners.models import (
    Event,
    Talk,
)
from reviews.choices import ActionState, ReviewKind, ReviewState
from reviews.models import Action, Panelist, Review, ReviewScore, ReviewSide
from tests.agreements.drafts import make_version
from tests.cast import NOW, TODAY, Cast
from tests.dashboards.plans_and_papers import PlansAndPapers, moment_of
from tests.reviews.factories import make_review

QUARTERS = (20, 110, 200, 290)
SIDES = {OwnerSide.FOUNDATION: "F", OwnerSide.PARTNER: "P", OwnerSide.JOINT: "J"}


def live_years(cast: Cast, years: int) -> None:
    """Let the Malawi partnership have lived so many years until today."""
    talks, rest = _Talks(cast), PlansAndPapers(cast)
    for number, year in enumerate(range(years, 0, -1), start=1):
        starts = TODAY - timedelta(days=365 * year - 5)
        talks.add(number, starts)
        rest.add(number, starts)
    talks.go_on()


class _Talks:
    """Adds reviews, agreements and changes of a year, and those of today."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.partnership, self.party = cast.malawi_partnership, cast.malawi_party
        self.officer = f"user:{cast.amina.pk}"
        self.partner = f"contact:{cast.gift.pk}"
        self.model = make_review(cast, state=ReviewState.COMPLETED, now=NOW)
        self.score = self.model.scores.get()
        self.agreement = Agreement.objects.create(
            partnership=self.partnership,
            number="MW-01/2016",
            kind_id=FirstKind.PROGRAMME,
            title="Schools",
            created_at=NOW,
        )
        self.agreement.parties.add(self.party)

    def add(self, number: int, starts: date) -> None:
        """Add one year that begins on this day."""
        for days in QUARTERS:
            self._review(starts + timedelta(days=days), ReviewKind.FULL)
        self._review(starts + timedelta(days=150), ReviewKind.PULSE)
        self._version(number, starts)
        self._change(starts + timedelta(days=60))

    def go_on(self) -> None:
        """Add what is open today."""
        Review.objects.filter(
            partnership=self.partnership, state=ReviewState.SCHEDULED
        ).update(state=ReviewState.OPEN, opened_at=NOW)
        open_one = Review.objects.unfinished().get(partnership=self.partnership)
        self._panel(open_one)
        table = self._renegotiation(NOW, RenegotiationState.TALKING)
        self._steps(table, NOW, RenegotiationState.TALKING)
        Event.objects.create(
            partnership=self.partnership,
            kind=EventKind.TALK_ASKED,
            happened_on=TODAY,
            reported_on=TODAY,
            reported_by=self.partner,
            side=Side.PARTNER,
            note="Let us talk",
        )

    def _review(self, day: date, kind: ReviewKind) -> None:
        talk = Talk.objects.create(
            partnership=self.partnership,
            held_on=day,
            created_at=moment_of(day),
            created_by=self.officer,
        )
        review = _copy(
            self.model,
            kind=kind,
            due_on=day,
            original_due_on=day,
            completed_on=day,
            completed_at=moment_of(day),
            created_at=moment_of(day) - timedelta(days=14),
            talk=talk,
        )
        review.save()
        self._panel(review)
        if kind == ReviewKind.FULL:
            score = _copy(self.score, review=review, scored_at=moment_of(day))
            ReviewScore.objects.bulk_create([score])
        self._actions(review, day)

    def _panel(self, review: Review) -> None:
        for party, person in ((None, "amina"), (self.party, "gift")):
            ReviewSide.objects.get_or_create(review=review, party=party)
            key = "user" if party is None else "contact"
            who = {key: getattr(self.cast, person)}
            Panelist.objects.get_or_create(review=review, party=party, **who)

    def _actions(self, review: Review, day: date) -> None:
        Action.objects.bulk_create(
            Action(
                review=review,
                text=f"Agreed on {day}, {state.label}",
                side=side,
                owner_user=None if side == OwnerSide.PARTNER else self.cast.amina,
                owner_contact=self.cast.gift if side == OwnerSide.PARTNER else None,
                due_on=day + timedelta(days=30),
                state=state,
                closed_on=None if state == ActionState.OPEN else day,
                created_on=day,
            )
            for state in ActionState
            for side in (OwnerSide.FOUNDATION, OwnerSide.PARTNER)
        )

    def _version(self, number: int, starts: date) -> None:
        promises = tuple(
            Promise(
                f"{letter}{turn}",
                side,
                CommitmentKind.PAY,
                f"Promise {letter}{turn} of year {number}",
                rhythm_kind=RhythmKind.QUARTERLY,
                party_id=self.party.pk if side == OwnerSide.PARTNER else None,
            )
            for side, letter in SIDES.items()
            for turn in (1, 2)
        )
        version = make_version(
            self.agreement,
            number=number,
            starts=starts,
            ends=starts + timedelta(days=400),
            promises=promises,
        )
        self._settle(CommitmentInstance.objects.filter(commitment__version=version))

    def _settle(self, instances) -> None:
        """Half is kept, a part of it confirmed; the rest is still open."""
        due = instances.filter(due_on__lt=TODAY)
        first, second = due.order_by("pk").first(), due.order_by("pk").last()
        due.exclude(pk=second.pk).update(
            state=InstanceState.KEPT,
            reported_on=TODAY,
            reported_by=self.officer,
            confirmed_on=TODAY,
            confirmed_by=self.partner,
            confirmation=Confirmation.CONFIRMED,
        )
        due.filter(pk=first.pk).update(
            confirmed_on=None, confirmed_by="", confirmation=""
        )

    def _change(self, day: date) -> None:
        moment = moment_of(day)
        table = self._renegotiation(moment, RenegotiationState.WITHDRAWN)
        self._steps(table, moment, RenegotiationState.TALKING)
        self._steps(table, moment, RenegotiationState.WITHDRAWN)
        Proposal.objects.create(
            renegotiation=table,
            round=1,
            side=Side.FOUNDATION,
            state="WITHDRAWN",
            terms={},
            created_at=moment,
            created_by=self.officer,
            changed_at=moment,
            changed_by=self.officer,
        )

    def _renegotiation(self, moment: datetime, state: str) -> Renegotiation:
        is_over = state == RenegotiationState.WITHDRAWN
        return Renegotiation.objects.create(
            agreement=self.agreement,
            state=state,
            raised_side=Side.FOUNDATION,
            raised_by=self.officer,
            raised_at=moment,
            reason=ChangeReason.CONTEXT,
            what_changed="The storm took the roofs",
            topics=[Topic.BUDGET, Topic.TARGETS],
            closed_at=moment + timedelta(days=9) if is_over else None,
        )

    def _steps(self, table: Renegotiation, moment: datetime, state: str) -> None:
        RenegotiationStep.objects.create(
            renegotiation=table,
            state=state,
            side=Side.FOUNDATION,
            taken_at=moment,
            taken_by=self.officer,
        )


def _copy(row, **changes: object):
    """A row like another one, not saved."""
    made = copy(row)
    made._state = ModelState()
    made.pk = None
    for name, value in changes.items():
        setattr(made, name, value)
    return made
