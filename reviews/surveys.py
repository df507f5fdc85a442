"""Whom does the ladder of reviews have to reach, by the facts alone?

For the reconciler (notifications.survey): rules in Python over rows, where the planner
is one statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Prefetch

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.notifications import survey
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.rules.rungs import Asked
from partners.models import PartnershipParty
from partners.rules.method import METHOD
from partners.surveys import Staff, reachable
from reviews.choices import AnswerMode, AssessmentState, ReviewKind, ReviewState
from reviews.models import Panelist, Review
from reviews.rules.ladder import Audience as Ask
from reviews.rules.ladder import Step, is_awaited

BATCH: Final = 500
REACHED_AS: Final[Mapping[Ask, frozenset[str]]] = {
    Ask.LEADS: frozenset({Audience.LEADS, Audience.RATERS_AND_LEADS}),
    Ask.RATERS: frozenset(
        {Audience.RATERS, Audience.RATERS_NOT_DONE, Audience.RATERS_AND_LEADS}
    ),
    Ask.MANAGER: frozenset({Audience.MANAGER}),
    Ask.DIRECTOR: frozenset({Audience.DIRECTOR, Audience.DIRECTOR_AND_HELPER}),
    Ask.HELPER: frozenset({Audience.DIRECTOR_AND_HELPER}),
}
People = Mapping[tuple[str, object], list[str]]


def reviews(now: datetime) -> Iterator[Asked]:
    """Give every person in every role of every review that is not over."""
    staff, held = Staff(), _staff()
    rows = (
        Review.objects.unfinished()
        .select_related("partnership__country")
        .prefetch_related(
            "sides",
            Prefetch(
                "panelists",
                Panelist.objects.select_related("contact", "assessment"),
            ),
            Prefetch(
                "partnership__parties",
                PartnershipParty.objects.select_related("partner_lead"),
            ),
        )
        .order_by("pk")
    )
    for review in rows.iterator(chunk_size=BATCH):
        yield from _asked(review, staff, held, now=now)


def _asked(
    review: Review, staff: Staff, held: People, *, now: datetime
) -> Iterator[Asked]:
    place = review.partnership
    today = place.country.today(now=now)
    for audience, keys in _people(review, staff, held).items():
        if not _is_asked(review, audience):
            continue
        for key in keys:
            yield Asked(
                kind=ReminderKind.REVIEW,
                subject_id=review.pk,
                round=review.round,
                partnership_id=place.pk,
                country=place.country_id,
                recipient_key=key,
                counts_from=review.due_on,
                today=today,
                audiences=REACHED_AS[audience],
                most=METHOD.rater_mail_max if audience is Ask.RATERS else None,
            )


def _is_asked(review: Review, audience: Ask) -> bool:
    """Tell whether the state still asks for something from an audience (rulings 8)."""
    if review.kind == ReviewKind.TALK:
        return audience is not Ask.RATERS
    return is_awaited(Step(0, audience), ReviewState(review.state))


def _people(review: Review, staff: Staff, held: People) -> dict[Ask, set[str]]:
    place = review.partnership
    leads = [
        key
        for party in place.parties.all()
        if party.to_on is None
        for key in reachable(party.partner_lead)
    ]
    return {
        Ask.LEADS: {*staff.lead_of(place), *leads},
        Ask.RATERS: set(_raters(list(review.panelists.all()), review, staff)),
        Ask.MANAGER: set(held.get((Role.MANAGER, place.country_id), [])),
        Ask.DIRECTOR: set(held.get((Role.DIRECTOR, None), [])),
        Ask.HELPER: set(held.get((Role.FACILITATOR, place.pk), [])),
    }


def _raters(seats: Iterable[Panelist], review: Review, staff: Staff) -> Iterator[str]:
    """Give who has not answered, and whose side has not answered together."""
    together = {
        side.party_id for side in review.sides.all() if side.mode == AnswerMode.TOGETHER
    }
    done = {seat.pk: _has_answered(seat) for seat in seats}
    sides_done = {seat.party_id for seat in seats if done[seat.pk]} & together
    for seat in seats:
        if seat.left_at is None and not done[seat.pk]:
            if seat.party_id in sides_done:
                continue
            yield from staff.key_of(seat.user_id, review.partnership)
            yield from reachable(seat.contact)


def _has_answered(seat: Panelist) -> bool:
    assessment = getattr(seat, "assessment", None)
    return assessment is not None and assessment.state == AssessmentState.SUBMITTED


def _staff() -> People:
    """Return who has a role at which place: country, partnership or everywhere."""
    found: dict[tuple[str, object], list[str]] = defaultdict(list)
    for row in RoleAssignment.objects.filter(user__is_active=True):
        where = {
            Role.MANAGER: row.country_id,
            Role.FACILITATOR: row.partnership_id,
        }.get(Role(row.role))
        found[(Role(row.role), where)].append(f"user:{row.user_id}")
    return found


survey.register(ReminderKind.REVIEW, reviews)
