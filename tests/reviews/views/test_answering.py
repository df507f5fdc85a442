"""One person of either side answers, screen by screen, and loses nothing."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from eclt_partners.accounts.services.links import token_of
from eclt_partners.common.actor import SYSTEM
from reviews.choices import AssessmentState, NoRating, ReviewState
from reviews.models import Answer, Assessment, Review
from reviews.rules.instrument import DIMENSIONS
from reviews.services import planning
from tests.agreements.table import TERMS, make_agreement
from tests.reviews.factories import answer_all, fresh, make_review, seat_of_person


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


@pytest.fixture
def gift(cast, review, link_for, enter):
    return enter(link_for(cast.gift, review))


def body(response):
    return response.content.decode()


def url(page, review, *args):
    return reverse(f"reviews:{page}", args=[review.pk, *args])


CLOSING = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}


def test_the_hub_lists_ten_questions_and_says_how_long_it_takes(amina, review):
    page = body(amina.get(url("hub", review)))
    assert page.count("Not started") == 11
    assert "About 12 minutes. Saved after each step." in page


def test_the_hub_says_how_many_are_in_but_not_who(amina, review):
    page = body(amina.get(url("hub", review)))
    assert "0 of 1 have answered" in page
    assert "Gift" not in page


def test_looking_at_a_question_begins_no_draft(amina, review):
    amina.get(url("answer", review, "D1"))
    assert not Assessment.objects.exists()


def test_a_question_has_no_answer_chosen_beforehand(amina, review):
    assert "checked" not in body(amina.get(url("answer", review, "D1")))


def test_saving_leads_to_the_next_question(amina, review):
    response = amina.post(url("answer", review, "D1"), {"rating": "4"})
    assert response.url == url("answer", review, "D2")


def test_save_and_stop_leads_to_the_overview(amina, review):
    given = {"rating": "4", "stop": "yes"}
    assert amina.post(url("answer", review, "D1"), given).url == url("hub", review)


def test_a_saved_answer_is_there_when_the_page_opens_again(amina, review):
    given = {"rating": "2", "evidence": "Two letters stayed unanswered."}
    amina.post(url("answer", review, "D6"), given)
    page = body(amina.get(url("answer", review, "D6")))
    assert "Two letters stayed unanswered." in page
    assert re.search(r'value="2"[^>]*checked', page)


@pytest.mark.parametrize("reason", NoRating.values)
def test_not_knowing_is_an_answer(amina, review, reason):
    amina.post(url("answer", review, "D1"), {"rating": reason})
    saved = Answer.objects.get()
    assert (saved.rating, saved.no_rating) == (None, reason)


def test_an_empty_answer_is_asked_for_and_the_note_is_kept(amina, review):
    given = {"rating": "", "evidence": "We met twice."}
    page = body(amina.post(url("answer", review, "D2"), given))
    assert "Choose the sentence that is closest for “Trust and respect”" in page
    assert "We met twice." in page
    assert "<title>Error:" in page


def test_a_long_note_is_refused_and_kept(amina, review):
    given = {"rating": "4", "evidence": "x" * 2001}
    page = body(amina.post(url("answer", review, "D2"), given))
    assert "must be 2000 characters or less" in page.replace(",", "")
    assert "x" * 2001 in page


def test_a_question_the_review_does_not_ask_is_not_there(amina, review):
    assert amina.get(url("answer", review, "D11")).status_code == 404


def test_after_the_last_question_comes_the_closing_step(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina), send=False)
    response = amina.post(url("answer", review, "D10"), {"rating": "4"})
    assert response.url == url("closing", review)


def test_a_change_from_the_check_page_leads_back_to_it(amina, review):
    response = amina.post(f"{url('answer', review, 'D1')}?back=check", {"rating": "4"})
    assert response.url == url("check", review)


def test_comments_keep_their_readers(amina, review):
    given = CLOSING | {"overall": "7", "keep": "The calls.", "keep_audience": "MY_SIDE"}
    amina.post(url("closing", review), given)
    saved = Assessment.objects.get()
    assert (saved.overall, saved.keep, saved.keep_audience) == (
        7,
        "The calls.",
        "MY_SIDE",
    )


def test_words_on_what_to_change_may_name_a_principle_in_force(cast, amina, review):
    assert "change_principle" not in body(amina.get(url("closing", review)))
    make_agreement(cast, replace(TERMS, principles=("No surprises",)))
    given = CLOSING | {"change": "Call us.", "change_principle": "No surprises"}

    checked = amina.post(url("closing", review), given, follow=True)

    assert "Touches our principle: No surprises" in body(checked)
    page = body(amina.get(url("closing", review)))
    assert '<option value="No surprises" selected>' in page
    again = given | {"change_principle": "Money first"}
    assert "There is a problem" in body(amina.post(url("closing", review), again))


def test_everything_can_be_answered_on_one_page(amina, review):
    given = {f"{code}-rating": "4" for code in DIMENSIONS}
    given |= {f"closing-{name}": value for name, value in CLOSING.items()}
    response = amina.post(url("answer_all", review), given)
    assert response.url == url("check", review)
    assert Answer.objects.count() == 10


def test_one_page_may_be_sent_with_gaps(amina, review):
    given = {"D1-rating": "4"}
    given |= {f"closing-{name}": value for name, value in CLOSING.items()}
    amina.post(url("answer_all", review), given)
    assert Answer.objects.count() == 1


def test_a_note_without_an_answer_saves_nothing_of_one_page(amina, review):
    given = {"D1-rating": "4", "D2-evidence": "Only a note."}
    given |= {f"closing-{name}": value for name, value in CLOSING.items()}
    page = body(amina.post(url("answer_all", review), given))
    assert "Only a note." in page
    assert not Answer.objects.exists()


def test_the_check_page_links_to_what_is_missing(amina, review):
    amina.post(url("answer", review, "D1"), {"rating": "4"})
    page = body(amina.get(url("check", review)))
    assert "9 questions have no answer yet" in page
    assert f"{url('answer', review, 'D2')}?back=check" in page


def test_gaps_are_not_sent(amina, review):
    amina.post(url("answer", review, "D1"), {"rating": "4"})
    page = body(amina.post(url("check", review), {}))
    assert "There is a problem" in page
    assert Assessment.objects.get().state == AssessmentState.DRAFT


def test_sending_leads_to_a_page_that_can_be_opened_again(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina), send=False)
    response = amina.post(url("check", review), {"idempotency_key": uuid.uuid4()})
    assert response.url == url("done", review)
    for _visit in range(2):
        assert "Your answers are in" in body(amina.get(url("done", review)))


def test_sending_twice_shows_what_was_sent(cast, amina, review):
    draft = answer_all(seat_of_person(review, cast.amina), send=False)
    key = {"idempotency_key": uuid.uuid4()}
    responses = [amina.post(url("check", review), key) for _press in range(2)]
    assert {response.url for response in responses} == {url("done", review)}
    draft.refresh_from_db()
    assert draft.send_key == key["idempotency_key"]


def test_the_check_page_carries_a_new_key_each_time(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina), send=False)
    pages = [body(amina.get(url("check", review))) for _visit in range(2)]
    keys = {re.search(r'idempotency_key" value="([^"]+)"', page)[1] for page in pages}
    assert len(keys) == 2


def test_answers_that_were_sent_cannot_be_opened_again(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    response = amina.get(url("answer", review, "D1"))
    assert response.url == url("done", review)


def test_text_typed_after_sending_is_shown_back(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    given = {"rating": "1", "evidence": "Typed in another window."}
    response = amina.post(url("answer", review, "D1"), given)
    assert response.status_code == 409
    assert "Typed in another window." in body(response)


def test_text_typed_after_a_review_was_cancelled_is_shown_back(amina, review, now):
    planning.cancel_review(actor=SYSTEM, now=now, review=review, reason="Flood.")
    given = CLOSING | {"keep": "A long thought."}
    response = amina.post(url("closing", review), given)
    assert response.status_code == 409
    assert "A long thought." in body(response)


def test_the_last_answer_is_shown_as_text(cast, amina, now, review):
    planning.cancel_review(actor=SYSTEM, now=now, review=review, reason="Again.")
    make_review(cast, state=ReviewState.COMPLETED, now=now, foundation={"D1": 3})
    for planned in cast.malawi_partnership.reviews.unfinished():
        planning.cancel_review(actor=SYSTEM, now=now, review=planned, reason="Again.")
    page = body(amina.get(url("answer", make_review(cast, now=now), "D1")))
    assert "Last time, November 2026: 3" in page
    assert "checked" not in page


def test_a_partner_answers_by_the_same_pages(gift, review):
    response = gift.post(url("partner_answer", review, "D1"), {"rating": "5"})
    assert response.url == url("partner_answer", review, "D2")
    assert Answer.objects.get().rating == 5


def test_a_partner_page_has_no_navigation(gift, review):
    page = body(gift.get(url("partner_hub", review)))
    assert "Log a review" not in page
    assert "Leave" in page


def test_both_sides_in_close_the_review(cast, gift, review):
    answer_all(seat_of_person(review, cast.amina))
    answer_all(seat_of_person(review, cast.gift), send=False)
    response = gift.post(url("partner_check", review), {})
    assert response.url == url("partner_done", review)
    assert fresh(review).state == ReviewState.CLOSED


def test_the_partner_sees_the_joint_result_once_both_are_in(cast, gift, review):
    answer_all(seat_of_person(review, cast.amina))
    answer_all(seat_of_person(review, cast.gift))
    page = body(gift.get(url("partner_done", review)))
    assert url("partner_result", review) in page


def test_a_day_by_which_the_averages_are_shown_is_named_while_it_is_to_come(
    client, cast, amina, link_for, review, now
):
    landing = f"/r/{token_of(link_for(cast.gift, review))}/"
    assert "at the latest" in body(client.get(landing))
    due_on = now.date() - timedelta(days=16)
    Review.objects.filter(pk=review.pk).update(due_on=due_on, round=2)
    page = body(client.get(landing))
    assert "at the latest" not in page
    assert "as soon as both have answered." in page
    answer_all(seat_of_person(fresh(review), cast.amina))
    assert "on 9 Dec 2026 at the latest" in body(amina.get(url("done", review)))


def test_whoever_answered_reads_that_the_other_side_did_not(cast, amina, now):
    review = make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    page = body(amina.get(url("done", review)))
    assert "Only one side answered in time" in page
    assert "Both sides have answered" not in page


def test_whoever_answered_reads_that_the_review_was_cancelled(cast, amina, review, now):
    answer_all(seat_of_person(review, cast.amina))
    planning.cancel_review(actor=SYSTEM, now=now, review=review, reason="Flood.")
    page = body(amina.get(url("done", review)))
    assert "The review was cancelled" in page
    assert "both sides see the averages" not in page


def test_a_late_answer_is_taken_and_said_to_be_late(cast, amina, now):
    review = make_review(cast, state=ReviewState.CLOSED, foundation=None, now=now)
    assert "marked as late" in body(amina.get(url("hub", review)))
    answer_all(seat_of_person(review, cast.amina), send=False)
    amina.post(url("check", review), {})
    assert "they are not counted" in body(amina.get(url("done", review)))


def test_somebody_without_a_seat_may_look_but_not_answer(cast, sign_in, review):
    brian = sign_in(cast.brian)
    assert brian.get(url("hub", review)).status_code == 200
    assert brian.get(url("answer", review, "D1")).status_code == 403


@pytest.mark.parametrize("page", ["hub", "check", "done", "result", "panel", "talk"])
def test_a_stranger_gets_the_answer_of_a_missing_review(cast, sign_in, review, page):
    chloe = sign_in(cast.chloe)
    response = chloe.get(url(page, review))
    missing = chloe.get(reverse(f"reviews:{page}", args=[999999]))
    assert response.status_code == missing.status_code == 404


def test_a_pulse_asks_three_questions(cast, amina, now):
    pulse = make_review(cast, kind="PULSE", now=now)
    page = body(amina.get(url("answer", pulse, "D3")))
    assert "Question 2 of 3" in page


def test_the_receipt_offers_the_next_day_as_a_calendar_file(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    page = body(amina.get(url("done", review)))
    assert url("next_day", review) in page
    file = amina.get(url("next_day", review))
    assert file["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20261223" in body(file)
