"""How do the reviews of an invented partnership become rows?

Completed ones count as registered from earlier records, as those of a loaded portfolio.
A review of today is seated with people who may answer it. Answers are written while the
assessments are drafts, since sent ones are locked; `sent` collects those to send.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.scale.chapters import Chapter, work_again
from eclt_partners.demo.scale.lives import ASKED_DAYS, LATE_DAYS, Life
from eclt_partners.demo.scale.registry_rows import Keys, noon, note
from eclt_partners.demo.scale.tables import Tables
from partners.choices import OwnerSide, Side
from reviews.choices import ActionState, PanelistOrigin, ReviewKind, ReviewState

_ACTIONS: Final = (
    "Agree on one page for the half-yearly report",
    "Visit two villages together before the harvest",
    "Name a person for questions about money on each side",
    "Share the plan for next year a month earlier",
    "Hold a call on the first Monday of each month",
)


class ReviewWriter:
    """Writes reviews, and remembers which assessments are to be sent."""

    def __init__(
        self, tables: Tables, instrument: int, dimensions: Mapping[str, int]
    ) -> None:
        """Begin.

        Args:
            tables: where to.
            instrument: the version that is asked.
            dimensions: code -> number, of that version.
        """
        self._tables = tables
        self._instrument = instrument
        self._dimensions = dimensions
        self.sent: list[tuple[int, date]] = []

    def add(self, life: Life, keys: Keys, *, today: date) -> None:
        """Write all reviews of one partnership."""
        held = [(on, self._completed(life, keys, on, c)) for on, c in life.reviews]
        if life.due_on is not None and life.due_on - timedelta(days=60) <= today:
            self._under_way(life, keys, life.due_on, today)
        if held:
            self._action(life, keys, *held[-1], today)

    def _completed(self, life: Life, keys: Keys, on: date, chapter: Chapter) -> int:
        talk = self._tables.talks.add(
            partnership_id=keys.partnership,
            held_on=on,
            is_registered=True,
            foundation_confirmed_at=noon(on),
            foundation_confirmed_by=SYSTEM.key,
            partner_confirmed_at=noon(on),
            partner_confirmed_by=SYSTEM.key,
            created_at=noon(on),
            created_by=SYSTEM.key,
        )
        review = self._review(
            keys,
            on,
            state=ReviewState.COMPLETED,
            opened_at=noon(on - timedelta(days=ASKED_DAYS)),
            closed_at=noon(on),
            completed_at=noon(on),
            completed_on=on,
            talk_id=talk,
            is_registered=True,
        )
        for side, party in ((Side.FOUNDATION, None), (Side.PARTNER, keys.party)):
            self._tables.sides.add(review_id=review, party_id=party)
            if chapter.answers[side] is not None:
                seat = self._tables.seats.add(
                    review_id=review,
                    party_id=party,
                    origin=PanelistOrigin.REGISTERED,
                    is_lead=True,
                )
                self._assessment(seat, chapter, side, on)
        self._tables.scores.add(
            review_id=review, party_id=keys.party, scored_at=noon(on), **chapter.scored
        )
        self._tables.readings.add(
            partnership_id=keys.partnership,
            party_id=keys.party,
            index=chapter.scored["index"],
            status=chapter.status,
            as_of=on,
        )
        subject = ("reviews.review", review)
        note(self._tables, life, keys, "reviews.review.registered", on, subject=subject)
        return review

    def _under_way(self, life: Life, keys: Keys, due_on: date, today: date) -> None:
        """Plan the next review, or let people answer; very late ones have none."""
        opens_on = due_on - timedelta(days=ASKED_DAYS)
        if due_on + timedelta(days=LATE_DAYS) < today:
            return
        is_open = opens_on <= today
        review = self._review(
            keys,
            min(opens_on, today),
            due_on=due_on,
            original_due_on=due_on,
            state=ReviewState.OPEN if is_open else ReviewState.SCHEDULED,
            opened_at=noon(opens_on) if is_open else None,
        )
        people = (
            (Side.FOUNDATION, None, {"user_id": keys.lead}),
            (Side.PARTNER, keys.party, {"contact_id": keys.contacts[0]}),
        )
        chapter = life.reviews[-1][1] if life.reviews else None
        for side, party, person in people:
            self._tables.sides.add(review_id=review, party_id=party)
            seat = self._tables.seats.add(
                review_id=review, party_id=party, is_lead=True, **person
            )
            answers = is_open and life.rng.random() < 0.4
            if answers and chapter and chapter.answers[side] is not None:
                self._assessment(seat, chapter, side, opens_on)

    def _review(self, keys: Keys, on: date, **values: Any) -> int:
        return self._tables.reviews.add(
            **{
                "partnership_id": keys.partnership,
                "instrument_id": self._instrument,
                "kind": ReviewKind.FULL,
                "due_on": on,
                "original_due_on": on,
                "created_at": noon(on),
                "created_by": SYSTEM.key,
                **values,
            }
        )

    def _assessment(self, seat: int, chapter: Chapter, side: Side, on: date) -> None:
        overall = chapter.overall[side]
        assessment = self._tables.assessments.add(
            panelist_id=seat,
            started_at=noon(on),
            entered_by=SYSTEM.key,
            overall=overall,
            work_again=work_again(overall),
        )
        self.sent.append((assessment, on))
        for code, rating in (chapter.answers[side] or {}).items():
            is_level = isinstance(rating, int)
            self._tables.answers.add(
                assessment_id=assessment,
                dimension_id=self._dimensions[code],
                rating=rating if is_level else None,
                no_rating="" if is_level else rating,
                saved_at=noon(on),
            )

    def _action(
        self, life: Life, keys: Keys, on: date, review: int, today: date
    ) -> None:
        """Let the last talk end with something to do, in every second partnership."""
        if life.rng.random() < 0.5:
            return
        due_on = on + timedelta(days=life.rng.randint(30, 120))
        is_open = due_on >= today or life.rng.random() < 0.2
        side = life.rng.choice((OwnerSide.FOUNDATION, OwnerSide.PARTNER))
        owner = (
            {"owner_user_id": keys.lead}
            if side == OwnerSide.FOUNDATION
            else {"owner_contact_id": keys.contacts[0]}
        )
        self._tables.actions.add(
            review_id=review,
            text=life.rng.choice(_ACTIONS),
            side=side,
            due_on=due_on,
            state=ActionState.OPEN if is_open else ActionState.DONE,
            created_on=on,
            closed_on=None if is_open else due_on,
            closed_by="" if is_open else f"user:{keys.lead}",
            **owner,
        )
