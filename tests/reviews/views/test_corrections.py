"""The pages on which a sent answer is corrected, and on which somebody agrees."""

import pytest
from django.urls import reverse

from eclt_partners.audit.models import AuditEntry
from reviews.choices import CorrectionState, ReviewState
from reviews.models import Correction, ReviewScore
from tests.reviews.factories import (
    answer_all,
    answer_side,
    make_review,
    seat_of_person,
)

WHY = "A sentence was misread."
GIVEN = {"rating": "1", "evidence": "", "reason": WHY}


def url(page, review, *args):
    return reverse(f"reviews:{page}", args=[review.pk, *args])


def body(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def completed(cast, now):
    return make_review(cast, state=ReviewState.COMPLETED, now=now)


@pytest.fixture
def gift(cast, completed, link_for, enter):
    return enter(link_for(cast.gift, completed))


@pytest.fixture
def gifts_page(cast, completed):
    seat = seat_of_person(completed, cast.gift)
    return url("partner_correct", completed, seat.pk, "D1")


def test_the_partner_is_asked_first_and_then_waits_for_agreement(
    completed, gift, gifts_page
) -> None:
    listed = body(gift.get(url("partner_corrections", completed)))
    assert gifts_page in listed
    asked = body(gift.post(gifts_page, GIVEN))
    assert "Correct this answer?" in asked
    assert WHY in asked
    assert not Correction.objects.exists()
    told = body(gift.post(gifts_page, GIVEN | {"confirm": "1"}, follow=True))
    assert "waits for the neutral helper or a director" in told
    assert "A correction has been waiting for agreement since" in told
    assert gifts_page not in told
    assert Correction.objects.get().state == CorrectionState.ASKED


def test_what_was_typed_can_be_changed_before_it_is_confirmed(gift, gifts_page) -> None:
    text = body(gift.post(gifts_page, GIVEN | {"change": "1"}))
    assert "Why do you correct this answer?" in text
    assert WHY in text
    assert not Correction.objects.exists()


def test_a_reason_is_needed(gift, gifts_page) -> None:
    text = body(gift.post(gifts_page, GIVEN | {"reason": "", "confirm": "1"}))
    assert "Write why the answer is corrected" in text


def test_the_same_answer_is_no_correction(gift, gifts_page) -> None:
    text = body(gift.post(gifts_page, GIVEN | {"rating": "4", "confirm": "1"}))
    assert "This is the answer that counts already" in text
    assert not Correction.objects.exists()


def test_a_director_agrees_by_the_reason_alone(
    cast, sign_in, completed, gift, gifts_page
) -> None:
    gift.post(gifts_page, GIVEN | {"confirm": "1"})
    dan = sign_in(cast.dan)
    assert url("decide", completed) in body(dan.get(reverse("dashboards:today")))
    page = body(dan.get(url("decide", completed)))
    assert WHY in page
    assert "Gift" not in page.split("<main")[1]
    waiting = Correction.objects.get()
    answer = {"decision": "AGREE", "shown": waiting.pk}
    told = body(dan.post(url("decide", completed), answer, follow=True))
    assert "The result is computed again" in told
    assert ReviewScore.objects.valid().get().number == 2


def test_both_sides_read_when_and_why_but_not_who(
    cast, sign_in, completed, gift, gifts_page
) -> None:
    gift.post(gifts_page, GIVEN | {"confirm": "1"})
    eve = sign_in(cast.eve)
    answer = {"decision": "AGREE", "shown": Correction.objects.get().pk}
    eve.post(url("decide", completed), answer)
    line = f"Corrected on 23 Nov 2026, because: {WHY}"
    assert line in body(gift.get(url("partner_result", completed)))
    assert line in body(sign_in(cast.amina).get(url("result", completed)))
    history = reverse("dashboards:history", args=["review", completed.pk])
    told = body(sign_in(cast.amina).get(history))
    assert "Somebody who answered" in told
    entry = AuditEntry.objects.get(verb="reviews.correction.asked")
    assert entry.actor_key == f"contact:{cast.gift.pk}"
    single = body(eve.post(url("single_answers", completed)))
    assert "1 (corrected; before: 4)" in single


def test_the_helper_declines_with_a_reason_that_the_asker_reads(
    cast, sign_in, completed, gift, gifts_page
) -> None:
    gift.post(gifts_page, GIVEN | {"confirm": "1"})
    eve, shown = sign_in(cast.eve), Correction.objects.get().pk
    page, no = url("decide", completed), {"decision": "DECLINE", "shown": shown}
    assert "Write why it is declined" in body(eve.post(page, no))
    eve.post(page, no | {"note": "We talked about it."})
    assert "We talked about it." in body(
        gift.get(url("partner_corrections", completed))
    )


@pytest.mark.parametrize("who", ["amina", "brian", "fay"])
def test_others_do_not_get_to_the_decision(cast, sign_in, completed, who) -> None:
    page = sign_in(getattr(cast, who)).get(url("decide", completed))
    assert page.status_code == 403


def test_a_typist_corrects_what_they_typed_without_reading_it_again(
    cast, sign_in, review
) -> None:
    seat = seat_of_person(review, cast.gift)
    answer_all(seat, 2, actor=cast.actor("eve"), evidence="Seen in May")
    eve, page = sign_in(cast.eve), url("correct", review, seat.pk, "D1")
    listed = body(eve.get(url("corrections", review)))
    assert "Answers of Gift, typed in by you" in listed
    assert "Seen in May" not in listed
    assert "Seen in May" not in body(eve.get(page))
    told = body(eve.post(page, GIVEN | {"confirm": "1"}, follow=True))
    assert "It counts from now on" in told


def test_the_page_tells_nobody_whether_somebody_has_answered(
    cast, sign_in, review
) -> None:
    seat = seat_of_person(review, cast.gift)
    page, brian = url("correct", review, seat.pk, "D1"), sign_in(cast.brian)
    before = brian.get(page)
    answer_side(review, cast.malawi_party, 2)
    after = brian.get(page)
    assert (before.status_code, after.status_code) == (409, 409)


def test_a_person_of_the_partner_reaches_no_other_seat(cast, completed, gift) -> None:
    seat = seat_of_person(completed, cast.amina)
    page = gift.get(url("partner_correct", completed, seat.pk, "D1"))
    assert page.status_code == 403


def test_the_way_to_a_correction_is_shown_to_those_who_have_sent(
    cast, sign_in, completed
) -> None:
    way = url("corrections", completed)
    shown = {
        who: way in body(sign_in(getattr(cast, who)).get(url("hub", completed)))
        for who in ("amina", "brian", "eve")
    }
    assert shown == {"amina": True, "brian": False, "eve": False}
