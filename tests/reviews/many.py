"""How do tests get a thousand reviews within a second or two?

Rows are put in as they are, without services: half of them open or waiting, two in each
partnership, with a seat for one person; half completed, a fifth of them one after the
other in one partnership. Each comes with an audit entry of everybody and a mail.
"""

from copy import copy
from datetime import timedelta
from itertools import chain, count, cycle, islice, repeat

from django.db.models.base import ModelState

from eclt_partners.accounts.models import User
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.models import Outgoing
from partners.models import Partnership, PartnershipParty
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Panelist, Review, ReviewScore
from tests.cast import NOW, TODAY, Cast

# One full review of a partnership at a time; pulses beside it.
WAITING = (
    (ReviewKind.FULL, ReviewState.OPEN, -3),
    (ReviewKind.PULSE, ReviewState.OPEN, 4),
    (ReviewKind.FULL, ReviewState.SCHEDULED, 40),
    (ReviewKind.PULSE, ReviewState.CLOSED, -5),
)


class ManyReviews:
    """Adds reviews, as many as are wanted."""

    def __init__(self, cast: Cast, model: Review, person: User) -> None:
        """Take `model`, a completed review, as the pattern; seat `person` everywhere."""
        self.cast, self.model, self.person = cast, model, person
        self.score = model.scores.get()
        self.numbers = count(100)
        self.homes: dict[Review, PartnershipParty] = {}

    def add(self, many: int) -> None:
        """Add so many reviews, half of them completed."""
        waiting = self._waiting(many // 2)
        done = self._done(waiting, many - many // 2)
        self._noted([*waiting, *done])

    def _waiting(self, many: int) -> list[Review]:
        homes = list(chain.from_iterable(repeat(p, 2) for p in self._parties(many)))
        reviews = Review.objects.bulk_create(
            self._review(home.partnership, *state)
            for home, state in zip(homes[:many], cycle(WAITING), strict=False)
        )
        self.homes.update(zip(reviews, homes, strict=False))
        Panelist.objects.bulk_create(
            seat
            for review in reviews
            for seat in (
                Panelist(review=review, user=self.person),
                Panelist(
                    review=review, party=self.homes[review], contact=self.cast.gift
                ),
            )
        )
        self._scored([each for each in reviews if each.state == ReviewState.CLOSED])
        return reviews

    def _parties(self, many: int) -> list[PartnershipParty]:
        """New partnerships, each with its party: one for two reviews."""
        original = self.cast.malawi_partnership
        partnerships = Partnership.objects.bulk_create(
            _copy(original, code=f"MW-{number}", name=f"Partner {number}")
            for number in islice(self.numbers, (many + 1) // 2)
        )
        return PartnershipParty.objects.bulk_create(
            _copy(self.cast.malawi_party, partnership=each) for each in partnerships
        )

    def _done(self, waiting: list[Review], many: int) -> list[Review]:
        """Complete reviews: every fifth in the first partnership."""
        first = self.cast.malawi_party
        others = cycle(self.homes[each] for each in waiting)
        homes = [next(others) if n % 5 else first for n in range(many)]
        days = [TODAY - timedelta(days=200 + n) for n in islice(self.numbers, many)]
        reviews = Review.objects.bulk_create(
            _copy(
                self.model,
                partnership=home.partnership,
                due_on=day,
                original_due_on=day,
                completed_on=day,
                talk=None,
                no_talk_reason="We spoke on the phone.",
            )
            for home, day in zip(homes, days, strict=True)
        )
        self.homes.update(zip(reviews, homes, strict=True))
        self._scored(reviews)
        return reviews

    def _review(
        self, partnership: Partnership, kind: str, state: str, days: int
    ) -> Review:
        due_on = TODAY + timedelta(days=days)
        return Review(
            partnership=partnership,
            instrument=self.model.instrument,
            kind=kind,
            state=state,
            due_on=due_on,
            original_due_on=due_on,
            opened_at=NOW,
            closed_at=NOW if state == ReviewState.CLOSED else None,
            created_at=NOW,
            created_by="system",
        )

    def _scored(self, reviews: list[Review]) -> None:
        ReviewScore.objects.bulk_create(
            _copy(self.score, review=review, party=self.homes[review])
            for review in reviews
        )

    def _noted(self, reviews: list[Review]) -> None:
        partner = f"contact:{self.cast.gift.pk}"
        actors = ("system", f"user:{self.person.pk}", partner)
        AuditEntry.objects.bulk_create(
            _entry(review, actor) for review in reviews for actor in actors
        )
        Outgoing.objects.bulk_create(map(self._mail, reviews))

    def _mail(self, review: Review) -> Outgoing:
        return Outgoing(
            dedupe_key=f"many:{review.pk}",
            message_id=f"<many-{review.pk}@example.org>",
            recipient_key=f"user:{self.person.pk}",
            to_address=self.person.email,
            language="en-gb",
            time_zone="UTC",
            country_code="MW",
            partnership_id=review.partnership_id,
            letter="library",
            created_at=NOW,
            due_at=NOW,
            not_after=NOW + timedelta(days=1),
            next_try_at=NOW,
        )


def _entry(review: Review, actor: str) -> AuditEntry:
    return AuditEntry(
        at=NOW,
        verb="reviews.review.scheduled",
        actor_key=actor,
        subject_type="reviews.review",
        subject_id=review.pk,
        subject_text=review.audit_text,
        partnership_id=review.partnership_id,
        country_code="MW",
    )


def _copy(row, **changes: object):
    """A row like another one, not saved."""
    made = copy(row)
    made._state = ModelState()
    made.pk = None
    for name, value in changes.items():
        setattr(made, name, value)
    return made
