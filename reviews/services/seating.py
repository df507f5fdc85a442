"""Which people get a seat in a review, and which lose it?

The caller holds the lock on the review and has asked for the right to do it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput
from partners.choices import Side
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import AnswerMode
from reviews.models import Panelist, Review, ReviewSide
from reviews.selectors.panels import is_sent_in_time
from reviews.services.reminders import cancel_for_review

SEATS_MAX = {Side.FOUNDATION: 4, Side.PARTNER: 5}


@dataclass(frozen=True, slots=True)
class SideChoice:
    """Who answers for one side.

    Attributes:
        party_id: the party, or None for the foundation.
        person_ids: users of the foundation, or contacts of the partner.
        mode: each person alone, or one answer together.
        people_consulted: how many people took part in one answer together.
    """

    party_id: int | None
    person_ids: tuple[int, ...]
    mode: AnswerMode = AnswerMode.INDIVIDUAL
    people_consulted: int | None = None

    @property
    def side(self) -> Side:
        """The side that is chosen for."""
        return Side.FOUNDATION if self.party_id is None else Side.PARTNER


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """Who answers a review; a side that is left out gets the default."""

    sides: tuple[SideChoice, ...]


def seat_side(review: Review, choice: SideChoice, *, now: datetime) -> None:
    """Give seats to the people of a choice and take them from all others.

    A choice that differs from what was confirmed has to be confirmed anew. Who has
    answered and left since keeps the seat: the answer counts, and nobody can choose a
    person who is gone.

    Raises:
        InvalidInput: nobody, too many, a person who may not answer, or somebody who
            has answered already is left out.
    """
    seats = list(
        Panelist.objects.filter(review=review, party=choice.party_id).select_related(
            "assessment", "contact", "user"
        )
    )
    gone = [
        seat
        for seat in seats
        if _person_id(seat) not in choice.person_ids and is_kept(review, seat)
    ]
    _check(review, choice, kept=len(gone))
    others = [seat for seat in seats if seat not in gone]
    _take_seats(review, others, choice, now=now)
    _give_seats(review, seats, choice)
    ReviewSide.objects.update_or_create(
        review=review,
        party_id=choice.party_id,
        defaults={
            "mode": choice.mode,
            "people_consulted": choice.people_consulted,
            "confirmed_at": None,
            "confirmed_by": "",
        },
    )


def usual_panel(partnership: Partnership) -> PanelChoice:
    """Return who answered last time and still may, else the leads."""
    last = (
        Review.objects.filter(partnership=partnership, is_registered=False)
        .exclude(panelists=None)
        .order_by("-id")
        .first()
    )
    parties = list(partnership.parties.filter(to_on__isnull=True))
    choices = [_usual_foundation(partnership, last)]
    choices += [_usual_party(party, last) for party in parties]
    return PanelChoice(tuple(choice for choice in choices if choice.person_ids))


def is_kept(review: Review, seat: Panelist) -> bool:
    """Tell whether somebody has answered and may not be chosen any more."""
    if seat.left_at is not None or not is_sent_in_time(seat):
        return False
    if seat.contact is not None:
        return seat.contact.left_on is not None
    return seat.user is not None and not may_answer(seat.user, review.partnership)


def may_answer(user: User, partnership: Partnership) -> bool:
    """Tell whether a person of the foundation may sit on a panel here."""
    return actor_of_user(user).may(
        Action.ANSWER_REVIEW,
        country=partnership.country_id,
        partnership=partnership.pk,
    )


def _usual_foundation(partnership: Partnership, last: Review | None) -> SideChoice:
    seats = _seats_of(last, party_id=None)
    able = _able([seat.user for seat in seats], partnership)
    able = able or _able([partnership.foundation_lead], partnership)
    return SideChoice(None, tuple(able), _mode_of(last, party_id=None))


def _able(users: Iterable[User | None], partnership: Partnership) -> list[int]:
    return [user.pk for user in users if user and may_answer(user, partnership)]


def _usual_party(party: PartnershipParty, last: Review | None) -> SideChoice:
    seats = _seats_of(last, party_id=party.pk)
    contacts = [seat.contact for seat in seats if seat.contact is not None]
    present = [each.pk for each in contacts if each.left_on is None]
    lead = party.partner_lead
    if not present and lead is not None and lead.left_on is None:
        present = [lead.pk]
    return SideChoice(party.pk, tuple(present), _mode_of(last, party_id=party.pk))


def _seats_of(review: Review | None, *, party_id: int | None) -> list[Panelist]:
    if review is None:
        return []
    return list(
        review.panelists.filter(party=party_id, left_at__isnull=True).select_related(
            "user", "contact"
        )
    )


def _mode_of(review: Review | None, *, party_id: int | None) -> AnswerMode:
    row = review.sides.filter(party=party_id).first() if review else None
    return AnswerMode(row.mode) if row else AnswerMode.INDIVIDUAL


def _check(review: Review, choice: SideChoice, *, kept: int) -> None:
    most = SEATS_MAX[choice.side]
    if not 1 <= len(set(choice.person_ids)) + kept <= most:
        text = _("Choose 1 to %(most)d people.") % {"most": most}
        raise InvalidInput({"people": text})
    if choice.party_id is None:
        _check_users(review, choice.person_ids)
    else:
        _check_contacts(review, choice.party_id, choice.person_ids)


def _check_users(review: Review, user_ids: Collection[int]) -> None:
    users = User.objects.filter(pk__in=user_ids, is_active=True)
    able = [user for user in users if may_answer(user, review.partnership)]
    if len(able) != len(set(user_ids)):
        raise InvalidInput({"people": _("Choose people who work in this country.")})
    partners = Contact.objects.filter(
        panelist__review=review, panelist__left_at__isnull=True
    )
    _refuse_both_sides(
        [user.email for user in able], partners.values_list("email", flat=True)
    )


def _check_contacts(
    review: Review, party_id: int, contact_ids: Collection[int]
) -> None:
    party = review.partnership.parties.filter(pk=party_id).first()
    contacts = Contact.objects.filter(
        pk__in=contact_ids,
        partner=party.partner_id if party else None,
        left_on__isnull=True,
    )
    if len(contacts) != len(set(contact_ids)):
        text = _("Choose people who work for this partner today.")
        raise InvalidInput({"people": text})
    users = User.objects.filter(panelist__review=review, panelist__left_at__isnull=True)
    _refuse_both_sides(
        [contact.email for contact in contacts], users.values_list("email", flat=True)
    )


def _refuse_both_sides(emails: Iterable[str], others: Iterable[str]) -> None:
    """Nobody sits on both sides (methods B5.1); an address tells who is who."""
    taken = {email.lower() for email in others if email}
    if any(email.lower() in taken for email in emails):
        raise InvalidInput({"people": _("Nobody can answer for both sides.")})


def _take_seats(
    review: Review, seats: list[Panelist], choice: SideChoice, *, now: datetime
) -> None:
    for seat in seats:
        if seat.left_at is not None or _person_id(seat) in choice.person_ids:
            continue
        if is_sent_in_time(seat):
            text = _("Somebody who has answered already must stay on the list.")
            raise InvalidInput({"people": text})
        seat.left_at = now
        seat.save(update_fields=["left_at"])
        cancel_for_review(review=review, recipient_key=seat.key, now=now)


def _give_seats(review: Review, seats: list[Panelist], choice: SideChoice) -> None:
    known = {_person_id(seat): seat for seat in seats}
    lead_id = _lead_id(review.partnership, choice.party_id)
    for person_id in dict.fromkeys(choice.person_ids):
        seat = known.get(person_id)
        if seat is None:
            Panelist.objects.create(
                review=review,
                party_id=choice.party_id,
                user_id=person_id if choice.party_id is None else None,
                contact_id=None if choice.party_id is None else person_id,
                is_lead=person_id == lead_id,
            )
        elif seat.left_at is not None:
            seat.left_at = None
            seat.save(update_fields=["left_at"])


def _person_id(seat: Panelist) -> int | None:
    return seat.user_id if seat.party_id is None else seat.contact_id


def _lead_id(partnership: Partnership, party_id: int | None) -> int | None:
    if party_id is None:
        return partnership.foundation_lead_id
    return partnership.parties.get(pk=party_id).partner_lead_id
