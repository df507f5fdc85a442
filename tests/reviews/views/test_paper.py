"""Answers on paper: the page to print, and typing them in for somebody."""

import uuid

import pytest
from django.urls import reverse

from eclt_partners.audit.models import AuditEntry
from reviews.models import Answer, Assessment
from reviews.rules.instrument import DIMENSIONS
from tests.reviews.factories import answer_all, seat_of_person

READERS = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}


def url(page, review, *args):
    return reverse(f"reviews:{page}", args=[review.pk, *args])


def given(**changes):
    values = {f"{code}-rating": "4" for code in DIMENSIONS}
    values |= {f"closing-{name}": value for name, value in READERS.items()}
    return values | {"idempotency_key": str(uuid.uuid4())} | changes


@pytest.fixture
def gifts(cast, review):
    return seat_of_person(review, cast.gift)


def test_a_printed_page_says_when_it_was_made_and_where_unless_that_is_secret(
    cast, sign_in, review, link_for, enter
) -> None:
    ours = sign_in(cast.amina).get(url("paper", review)).content.decode()
    browser = enter(link_for(cast.gift, review))
    theirs = browser.get(url("partner_paper", review)).content.decode()
    for text, has_address in ((ours, True), (theirs, False)):
        foot = text.split('class="print-footer"')[1].split("</p>")[0]
        assert "Made on " in foot
        assert " time)" in foot
        assert ("http" in foot) == has_address


def test_the_paper_has_all_questions_and_no_answer(cast, sign_in, review) -> None:
    answer_all(seat_of_person(review, cast.amina), send=False, evidence="Seen")
    text = sign_in(cast.amina).get(url("paper", review)).content.decode()
    assert text.count('class="paper-question"') == 11
    assert "Seen" not in text
    assert "<script" not in text.split("<main")[1]


def test_a_partner_prints_the_questions_by_the_link(
    cast, review, link_for, enter
) -> None:
    gift = enter(link_for(cast.gift, review))
    text = gift.get(url("partner_paper", review)).content.decode()
    assert "Do not write it here" in text
    assert "Gift" not in text.split("<main")[1]


def test_an_officer_types_in_for_a_person_of_the_partner(
    cast, sign_in, review, gifts
) -> None:
    page = sign_in(cast.amina).post(
        url("enter", review, gifts.pk), given(), follow=True
    )
    assert "The answers of Gift are in" in page.content.decode()
    sent = Assessment.objects.get(panelist=gifts)
    assert sent.sent_at is not None
    assert sent.entered_by == f"user:{cast.amina.pk}"
    assert Answer.objects.filter(assessment=sent).count() == 10


def test_it_stays_visible_who_typed(cast, sign_in, review, gifts) -> None:
    sign_in(cast.amina).post(url("enter", review, gifts.pk), given())
    entry = AuditEntry.objects.get(verb="reviews.assessment.sent")
    assert entry.facts["on_behalf"] is True


def test_a_gap_is_asked_for_and_nothing_is_saved(cast, sign_in, review, gifts) -> None:
    values = given(**{"D4-rating": "", "D5-evidence": "He said so"})
    text = (
        sign_in(cast.amina)
        .post(url("enter", review, gifts.pk), values)
        .content.decode()
    )
    assert "Choose the sentence that is closest for “Fair decisions”" in text
    assert "He said so" in text
    assert not Assessment.objects.exists()


def test_a_typist_never_meets_what_the_person_saved(
    cast, sign_in, review, gifts
) -> None:
    answer_all(gifts, send=False, evidence="My own words")
    answer = sign_in(cast.amina).get(url("enter", review, gifts.pk), follow=True)
    assert answer.redirect_chain == [(url("choose_person", review), 302)]
    assert "Gift has begun to answer" in answer.content.decode()
    assert "My own words" not in answer.content.decode()


def test_pressing_twice_sends_once(cast, sign_in, review, gifts) -> None:
    amina, values = sign_in(cast.amina), given()
    amina.post(url("enter", review, gifts.pk), values)
    again = amina.post(url("enter", review, gifts.pk), values)
    assert again.url == url("choose_person", review)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("who", ["fay", "dan", "eve", "brian"])
def test_who_may_record_talks_may_type(cast, sign_in, review, gifts, who) -> None:
    status = sign_in(getattr(cast, who)).get(url("enter", review, gifts.pk)).status_code
    assert status == (403 if who == "fay" else 200)


def test_paper_asks_nothing_about_safety(cast, sign_in, review, gifts) -> None:
    amina = sign_in(cast.amina)
    for page in (url("enter", review, gifts.pk), url("paper", review)):
        assert "closing-safety" not in amina.get(page).content.decode()


def test_the_list_of_people_does_not_tell_who_has_answered(
    cast, sign_in, review, gifts
) -> None:
    page = url("choose_person", review)
    amina = sign_in(cast.amina)
    before = amina.get(page).content.decode().split("<main")[1]
    answer_all(gifts)
    after = amina.get(page).content.decode().split("<main")[1]
    assert "Gift" in before
    assert before == after


def test_the_way_to_typing_is_offered_to_those_who_may(cast, sign_in, review) -> None:
    shown = {
        who: url("choose_person", review)
        in sign_in(getattr(cast, who)).get(url("hub", review)).content.decode()
        for who in ("amina", "fay")
    }
    assert shown == {"amina": True, "fay": False}
