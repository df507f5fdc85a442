"""Who answers a review, and who decides that?"""

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.choices import Side
from partners.models import Contact
from reviews.choices import AnswerMode, ReviewState
from reviews.models import Review
from reviews.services import panels
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    make_review,
    seat_of_person,
)

FOUNDATION, PARTNER = Side.FOUNDATION, Side.PARTNER


@pytest.fixture
def review(cast):
    return make_review(cast)


@pytest.fixture
def mercy(cast):
    """Another person at Gift's organisation, without an e-mail address."""
    return Contact.objects.create(
        partner=cast.nyali, name="Mercy", phone="+265 1", time_zone="Africa/Blantyre"
    )


def _set(cast, review, name="amina", **changes):
    return panels.set_panel(
        **{"actor": cast.actor(name), "now": NOW, "review": review} | changes
    )


def _set_partner(cast, review, *contacts, **more):
    ids = [contact.pk for contact in contacts]
    changes = {"side": PARTNER, "party": cast.malawi_party, "contact_ids": ids}
    return _set(cast, review, **changes | more)


def _people(review):
    return [
        seat.user or seat.contact
        for seat in review.panelists.filter(left_at=None).order_by("pk")
    ]


def test_an_officer_chooses_who_answers_for_the_foundation(cast, review):
    _set(cast, review, side=FOUNDATION, user_ids=[cast.amina.pk, cast.brian.pk])
    assert _people(review) == [cast.amina, cast.gift, cast.brian]
    entry = AuditEntry.objects.get(verb="reviews.panel.set")
    assert entry.facts == {"side": "FOUNDATION", "seats": 2, "mode": "INDIVIDUAL"}


def test_who_is_left_out_leaves_and_may_come_back(cast, review, mercy):
    _set_partner(cast, review, mercy)
    assert _people(review) == [cast.amina, mercy]
    _set_partner(cast, review, cast.gift, mercy)
    assert _people(review) == [cast.amina, cast.gift, mercy]
    assert review.panelists.count() == 3


def test_a_side_may_answer_together(cast, review, mercy):
    _set_partner(cast, review, cast.gift, mode=AnswerMode.TOGETHER, people_consulted=7)
    side = review.sides.get(party=cast.malawi_party)
    assert (side.mode, side.people_consulted) == (AnswerMode.TOGETHER, 7)


@pytest.mark.parametrize("count", [0, 5])
def test_one_to_four_people_answer_for_the_foundation(cast, review, count):
    people = [cast.amina, cast.brian, cast.dan, cast.eve, cast.fay][:count]
    with pytest.raises(InvalidInput):
        _set(cast, review, side=FOUNDATION, user_ids=[each.pk for each in people])


@pytest.mark.parametrize("name", ["chloe", "fay", "ada"])
def test_only_people_who_work_here_answer(cast, review, name):
    with pytest.raises(InvalidInput):
        _set(cast, review, side=FOUNDATION, user_ids=[getattr(cast, name).pk])


def test_a_contact_of_another_partner_does_not_answer(cast, review):
    with pytest.raises(InvalidInput):
        _set_partner(cast, review, cast.grace)


def test_a_contact_who_has_left_does_not_answer(cast, review, mercy):
    Contact.objects.filter(pk=mercy.pk).update(left_on=TODAY)
    with pytest.raises(InvalidInput):
        _set_partner(cast, review, mercy)


def test_nobody_sits_on_both_sides(cast, review, mercy):
    Contact.objects.filter(pk=mercy.pk).update(email="AMINA@example.org")
    with pytest.raises(InvalidInput):
        _set_partner(cast, review, mercy)


def test_nobody_of_the_partner_sits_with_the_foundation(cast, review):
    Contact.objects.filter(pk=cast.gift.pk).update(email="brian@example.org")
    with pytest.raises(InvalidInput):
        _set(cast, review, side=FOUNDATION, user_ids=[cast.brian.pk])


def test_who_has_answered_stays_on_the_list(cast, mercy):
    review = make_review(cast, contacts=[cast.gift, mercy])
    answer_all(seat_of_person(review, cast.gift))
    with pytest.raises(InvalidInput):
        _set_partner(cast, review, mercy)
    assert cast.gift in _people(review)


def test_taking_the_last_silent_person_off_closes_the_review(cast, mercy):
    review = make_review(cast, contacts=[cast.gift, mercy])
    answer_side(review, None, 4)
    answer_all(seat_of_person(review, cast.gift))
    _set_partner(cast, review, cast.gift)
    assert fresh(review).state == ReviewState.CLOSED


def test_a_closed_review_keeps_its_panel(cast, mercy):
    review = make_review(cast, state=ReviewState.CLOSED)
    with pytest.raises(IllegalTransition):
        _set_partner(cast, review, cast.gift, mercy)


@pytest.mark.parametrize(
    "other",
    [{"mode": AnswerMode.TOGETHER}, {"people_consulted": 3}, {"user_ids": []}],
)
def test_only_the_same_choice_is_no_new_one(cast, review, other):
    before = {"side": FOUNDATION, "user_ids": [cast.amina.pk], "seen": "old"}
    assert _set(cast, review, **before) == review
    assert not AuditEntry.objects.filter(verb="reviews.panel.set").exists()
    with pytest.raises(StaleObject):
        _set(cast, review, **before | other)


def test_side_and_party_must_fit(cast, review):
    with pytest.raises(InvalidInput):
        _set(cast, review, side=PARTNER, contact_ids=[cast.gift.pk])


@pytest.mark.parametrize("name", ["chloe", "eve", "fay", "ada"])
def test_others_do_not_choose(cast, review, name):
    with pytest.raises(NotPermitted):
        _set_partner(cast, review, cast.gift, actor=cast.actor(name))


def test_the_lead_of_the_partner_chooses_for_its_own_side_only(cast, review, mercy):
    gift = link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.HOME)
    _set_partner(cast, review, cast.gift, mercy, actor=gift)
    assert mercy in _people(review)
    with pytest.raises(NotPermitted):
        _set(cast, review, actor=gift, side=FOUNDATION, user_ids=[cast.brian.pk])


def test_another_person_of_the_partner_does_not_choose(cast, review, mercy):
    actor = link_actor(mercy, cast.malawi_partnership, LinkPurpose.HOME)
    with pytest.raises(NotPermitted):
        _set_partner(cast, review, mercy, actor=actor)


def test_confirming_is_stored_once_and_undone_by_a_new_choice(cast, review):
    for actor in (cast.actor("amina"), cast.actor("brian")):
        panels.confirm_panel(actor=actor, now=NOW, review=review, side=FOUNDATION)
    side = review.sides.get(party=None)
    assert (side.confirmed_at, side.confirmed_by) == (NOW, f"user:{cast.amina.pk}")
    assert AuditEntry.objects.filter(verb="reviews.panel.confirmed").count() == 1
    _set(cast, review, side=FOUNDATION, user_ids=[cast.brian.pk])
    assert review.sides.get(party=None).confirmed_at is None


def test_a_closed_panel_is_not_confirmed(cast):
    review = make_review(cast, state=ReviewState.CLOSED)
    with pytest.raises(IllegalTransition):
        panels.confirm_panel(
            actor=cast.actor("amina"), now=NOW, review=review, side=FOUNDATION
        )


def test_somebody_may_say_that_it_is_not_for_them(cast, mercy):
    review = make_review(cast, contacts=[cast.gift, mercy])
    seat = seat_of_person(review, mercy)
    actor = link_actor(mercy, cast.malawi_partnership)
    for _time in range(2):
        panels.mark_seat_left(actor=actor, now=NOW, panelist=seat)
    assert mercy not in _people(review)
    assert AuditEntry.objects.filter(verb="reviews.seat.left").count() == 1


def test_answers_that_were_sent_stay_with_their_seat(cast, review):
    answer_all(seat_of_person(review, cast.gift))
    with pytest.raises(IllegalTransition):
        panels.mark_seat_left(
            actor=cast.actor("amina"),
            now=NOW,
            panelist=seat_of_person(review, cast.gift),
        )


def test_a_stranger_takes_nobody_off(cast, review):
    with pytest.raises(NotPermitted):
        panels.mark_seat_left(
            actor=cast.actor("chloe"),
            now=NOW,
            panelist=seat_of_person(review, cast.gift),
        )


def test_a_lead_who_left_is_not_asked_again(cast, mercy):
    make_review(cast, contacts=[cast.gift, mercy], state=ReviewState.CLOSED)
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=TODAY)
    Review.objects.update(state=ReviewState.LAPSED)
    usual = panels.usual_panel(cast.malawi_partnership)
    assert [side.person_ids for side in usual.sides] == [(cast.amina.pk,), (mercy.pk,)]


def test_when_nobody_of_last_time_may_answer_the_lead_is_asked(cast) -> None:
    make_review(cast, users=[cast.brian])
    RoleAssignment.objects.filter(user=cast.brian).delete()

    usual = panels.usual_panel(cast.malawi_partnership)

    ours = next(side for side in usual.sides if side.party_id is None)
    assert ours.person_ids == (cast.amina.pk,)
