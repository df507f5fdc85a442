"""Nobody sees anything before both sides are in; then both see the same."""

import pytest
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from reviews.choices import Audience, ReviewState
from reviews.services.answers import Closing
from tests.reviews.factories import answer_all, answer_side, make_review, seat_of_person


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


def body(response):
    return response.content.decode()


def result(client, review, side=""):
    return body(client.get(reverse(f"reviews:{side}result", args=[review.pk])))


def test_before_both_are_in_only_counts_are_shown(cast, amina, review):
    answer_side(review, cast.malawi_party, {"D2": 1})
    page = result(amina, review)
    assert "1 of 1 has answered" in page
    assert "Health index" not in page
    assert "Trust and respect" not in page


def test_the_partner_is_blind_as_well(cast, review, link_for, enter):
    answer_side(review, None, {"D2": 1})
    page = result(enter(link_for(cast.gift, review)), review, "partner_")
    assert "Nothing is shown before both sides have answered" in page
    assert "Health index" not in page


def test_somebody_who_may_plan_can_ask_the_missing_side(amina, review):
    assert "Ask all who have not answered" in result(amina, review)


def test_the_result_names_the_biggest_difference_first(cast, amina, now):
    closed = make_review(
        cast, state=ReviewState.CLOSED, partner={"D4": 2, "D2": 3}, now=now
    )
    page = result(amina, closed)
    assert "Biggest difference: Fair decisions, foundation 4, partner 2." in page
    assert page.index("Fair decisions</text>") < page.index("Trust and respect</text>")


def test_the_result_says_how_many_differences_are_as_wide(cast, amina, now):
    low = {"D4": 2, "D7": 2, "D2": 3}
    closed = make_review(cast, state=ReviewState.CLOSED, partner=low, now=now)
    assert "partner 2. 1 other is as wide." in result(amina, closed)


def test_the_status_says_the_rule_in_words(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner={"D2": 2}, now=now)
    page = result(amina, closed)
    assert "Talk within 14 days" in page
    assert "Trust and respect: one side answers 2 or lower on average." in page


def test_the_result_has_a_table_with_the_same_numbers(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner={"D4": 2}, now=now)
    page = result(amina, closed)
    assert "Averages of both sides" in page
    assert "talk about this first" in page


def test_the_result_says_by_when_to_talk(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, now=now)
    assert "Talk about it by 23 Dec 2026" in result(amina, closed)


def test_a_red_result_asks_for_a_talk_within_14_days(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner={"D2": 1}, now=now)
    assert "Talk about it by 7 Dec 2026" in result(amina, closed)


def test_both_sides_see_the_same_index(cast, amina, now, link_for, enter):
    closed = make_review(cast, state=ReviewState.CLOSED, partner={"D4": 2}, now=now)
    partner = enter(link_for(cast.gift, closed))
    shown = "<dd>72.5</dd>"
    index = "<dd>73</dd>"
    assert shown not in result(amina, closed)
    for page in (result(amina, closed), result(partner, closed, "partner_")):
        assert index in page


def test_when_one_side_was_silent_there_is_no_index(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    page = result(amina, closed)
    assert "Nyali Trust did not answer." in page
    assert "Complete without a talk" in page


def test_a_comment_reaches_only_the_readers_that_were_chosen(
    cast, amina, review, link_for, enter
):
    closing = Closing(
        keep="Our calls.",
        change="Our own office.",
        change_audience=Audience.MY_SIDE,
        unsaid="A worry.",
        unsaid_audience=Audience.HELPER,
    )
    answer_all(seat_of_person(review, cast.amina))
    answer_all(seat_of_person(review, cast.gift), closing=closing)
    page = result(amina, review)
    assert "Our calls." in page
    assert "Our own office." not in page
    assert "A worry." not in page
    own = result(enter(link_for(cast.gift, review)), review, "partner_")
    assert "Our own office." in own
    assert "A worry." not in own


def test_a_comment_says_which_principle_it_speaks_of(cast, amina, review):
    closing = Closing(change="Call before it is late.", change_principle="No surprises")
    answer_all(seat_of_person(review, cast.amina))
    answer_all(seat_of_person(review, cast.gift), closing=closing)
    assert "Touches our principle: No surprises" in result(amina, review)


def test_notes_under_the_questions_stay_with_their_author(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    answer_all(seat_of_person(review, cast.gift), evidence="Only for the helper.")
    assert "Only for the helper." not in result(amina, review)


def test_the_record_asks_the_foundation_to_confirm(cast, amina, now):
    held = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    page = result(amina, held)
    assert "Payments came late." in page
    assert "I confirm: this is a fair record" in page


def test_the_lead_of_the_partner_confirms_by_link(cast, now, link_for, enter):
    held = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    client = enter(link_for(cast.gift, held, LinkPurpose.CONFIRM))
    assert "I confirm: this is a fair record" in result(client, held, "partner_")
    client.post(reverse("reviews:partner_confirm", args=[held.pk]))
    held.talk.refresh_from_db()
    assert held.talk.partner_confirmed_by == f"contact:{cast.gift.pk}"


def test_a_link_for_answering_confirms_nothing(cast, now, link_for, enter):
    held = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    client = enter(link_for(cast.gift, held))
    response = client.post(reverse("reviews:partner_confirm", args=[held.pk]))
    assert response.status_code == 404


def test_a_completed_review_shows_who_confirmed(cast, amina, now):
    done = make_review(cast, state=ReviewState.COMPLETED, now=now)
    page = result(amina, done)
    assert "confirmed by Amina" in page
    assert "confirmed by Gift" in page


def test_an_auditor_reads_but_gets_no_buttons(cast, sign_in, now):
    held = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    page = result(sign_in(cast.fay), held)
    assert "I confirm" not in page
    assert "Correct the record" not in page
