"""What must be known of one partnership before a country's figures can be computed?"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.records import NOTHING_RECORDED, DatedRow, Record
from eclt_partners.dashboards.rules.taken import NOTHING_TAKEN, Taken
from partners.choices import Side, Stage, Status
from partners.rules.handover import FunctionReading
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import ReviewKind, ReviewState
from reviews.rules.scores import DimensionScore
from reviews.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The score of one pair foundation-party in one completed full review.

    Attributes:
        review_id: the review.
        party: the partner's name, shown when a partnership has several.
        party_id: the pair.
        on: the day the review was completed.
        age_months: completed months of the relationship on that day.
        dimensions: the means of both sides, 1 to 5.
        version: the instrument version that was asked; means of different versions are
            not joined (methods B2).
        index: the joint index, 0 to 100, or None when it is not known.
        status: what the ratings alone say.
    """

    review_id: int
    party: str
    party_id: int
    on: date
    age_months: int
    dimensions: tuple[DimensionScore, ...]
    version: str = ""
    index: Fraction | None = None
    status: Status = Status.GREY

    def dimension(self, code: str) -> DimensionScore | None:
        """Return one dimension, or None when it was not asked."""
        return next((each for each in self.dimensions if each.code == code), None)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that still asks something of somebody.

    Attributes:
        missing: the sides that have not answered.
        moved_count: how often the due date was moved.
        closed_on: the day the answers were closed, or None.
        is_red: whether its own answers are red, whatever the partnership was before.
    """

    review_id: int
    kind: ReviewKind
    state: ReviewState
    due_on: date
    original_due_on: date
    missing: tuple[Side, ...]
    moved_count: int = 0
    closed_on: date | None = None
    is_red: bool = False


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One partnership with everything its country's dashboard says about it.

    Attributes:
        standing: status, due date and the rules that fired, on the day of the page.
        scores: completed full reviews, oldest first, one per pair.
        pulses: completed short pulses, oldest first, one per pair.
        reviews: unfinished reviews, earliest due first.
        promises: due dates of promises that are not settled.
        actions: open actions of talks.
        functions: what is to go on after the end; empty without a plan.
        party_count: how many partners are parties today.
        record: what was agreed, promised, aimed for and found after the end.
    """

    id: int
    code: str
    name: str
    stage: Stage
    start: date
    standing: Standing
    scores: tuple[ScoreRow, ...] = ()
    pulses: tuple[ScoreRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    promises: tuple[DatedRow, ...] = ()
    actions: tuple[DatedRow, ...] = ()
    functions: tuple[FunctionReading, ...] = ()
    party_count: int = 1
    record: Record = NOTHING_RECORDED
    taken: Taken = NOTHING_TAKEN

    @property
    def is_reviewed(self) -> bool:
        """True in the stages with regular reviews; only these have a status here."""
        return self.stage in REVIEWED_STAGES

    @property
    def status(self) -> Status:
        """The status of today."""
        return self.standing.status

    @property
    def needs_attention(self) -> bool:
        """True when both sides should talk soon: red or amber."""
        return self.status in {Status.RED, Status.AMBER}

    @property
    def full_review(self) -> ReviewRow | None:
        """The unfinished full review, if there is one."""
        return next((r for r in self.reviews if r.kind == ReviewKind.FULL), None)

    @property
    def answers_due_on(self) -> date | None:
        """The day answers are due: of the review under way, else of the next one."""
        review = self.full_review
        return review.due_on if review else self.standing.due_on

    @property
    def latest_scores(self) -> tuple[ScoreRow, ...]:
        """The latest score of each pair, in the order of the parties."""
        latest = {score.party_id: score for score in self.scores}
        return tuple(latest[party_id] for party_id in sorted(latest))

    def reason_codes(self) -> list[str]:
        """Return why the status is as it is: rules first, then what is not known."""
        return self.standing.reason_codes


def named(row: PartnershipRow) -> dict[str, int | str]:
    """Return what every line about a partnership starts with."""
    return {"id": row.id, "code": row.code, "name": row.name}


def iso(day: date | None) -> str | None:
    """Write a day for JSON; what is not known stays null."""
    return day.isoformat() if day else None
