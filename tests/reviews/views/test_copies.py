"""PDFs to take along: the own answers, the questions on paper, the copy for the talk."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.common.words import plain_date
from partners.choices import Stage
from partners.models import Partnership, Talk
from reviews.choices import AnswerMode, Audience, ReviewState
from reviews.selectors.questions import questions
from reviews.services.refusals import Closing
from tests.pdfs import fonts_outside, kinds_of_tags, words_of
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    hold_talk,
    make_review,
    seat_of_person,
)

NASTY = '<img src="file:///etc/passwd"> & <b>more</b>'


def url(page, review):
    return reverse(f"reviews:{page}", args=[review.pk])


def words_at(client, page, review) -> str:
    answer = client.get(url(page, review))
    assert answer["Content-Type"] == "application/pdf"
    return words_of(answer.content)


@pytest.fixture
def gift(cast, review, link_for, enter):
    """A browser in which Gift has opened the link."""
    return enter(link_for(cast.gift, review))


def test_a_person_of_the_partner_keeps_what_was_sent(cast, review, gift) -> None:
    closing = Closing(overall=7, keep="The monthly call.", unsaid_audience="HELPER")
    sent = answer_all(
        seat_of_person(review, cast.gift), {"D1": 2}, evidence=NASTY, closing=closing
    )
    answer = gift.get(url("partner_answers_pdf", review))
    text = words_of(answer.content)
    first = questions(review.instrument, "en-gb")[0]
    assert f"1. {first.text} 2 of 5 {first.anchors[1]}" in text
    assert text.count(NASTY) == 10
    assert "7 of 10" in text
    assert "The monthly call. Who may read it: Both sides" in text
    assert f"Sent {timezone.localtime(sent.sent_at, cast.malawi.zone):%-d}" in text
    assert "Review of" in text
    assert "read only by you and by the neutral helper" in text
    assert "typed in" not in text.lower()


def test_the_file_can_be_read_by_everybody_and_says_nothing_by_its_name(
    cast, review, gift
) -> None:
    answer_all(seat_of_person(review, cast.gift))
    gift.cookies["language"] = "fr"
    answer = gift.get(url("partner_answers_pdf", review))
    assert f'filename="review-{review.pk}-answers.pdf"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title
    assert fonts_outside(answer.content) == []
    assert {"/H1", "/H2", "/Table", "/TH", "/L"} <= set(kinds_of_tags(answer.content))
    assert len(reader.outline) > 0


def test_nobody_finds_another_persons_answers_in_the_own_copy(
    cast, now, sign_in
) -> None:
    review = make_review(cast, now=now, users=[cast.amina, cast.dan])
    for person, word in ((cast.amina, "CanaryAmina"), (cast.dan, "CanaryDan")):
        answer_all(seat_of_person(review, person), evidence=word)
    text = words_at(sign_in(cast.amina), "answers_pdf", review)
    assert ("CanaryAmina" in text, "CanaryDan" in text) == (True, False)


def test_without_sent_answers_there_is_no_copy(cast, sign_in, review, gift) -> None:
    answer_all(seat_of_person(review, cast.gift), send=False)
    answer = gift.get(url("partner_answers_pdf", review))
    assert answer["Location"] == url("partner_hub", review)
    assert sign_in(cast.brian).get(url("answers_pdf", review)).status_code == 403


def test_answers_given_together_say_so(cast, now, sign_in) -> None:
    review = make_review(cast, now=now, mode=AnswerMode.TOGETHER)
    answer_all(seat_of_person(review, cast.amina))
    text = words_at(sign_in(cast.amina), "answers_pdf", review)
    assert "several people of one side gave together" in text


def test_the_copy_names_who_typed(cast, review, gift) -> None:
    answer_all(seat_of_person(review, cast.gift), actor=cast.actor("amina"))
    assert "Typed in by Amina" in words_at(gift, "partner_answers_pdf", review)


def test_questions_that_are_no_longer_asked_stay_in_the_copy(
    cast, review, gift
) -> None:
    answer_all(seat_of_person(review, cast.gift))
    before = words_at(gift, "partner_answers_pdf", review)
    Partnership.objects.filter(pk=review.partnership_id).update(stage=Stage.EXPLORING)
    assert words_at(gift, "partner_answers_pdf", review) == before


def test_both_sides_take_the_questions_along_and_no_answer(
    cast, sign_in, review, gift
) -> None:
    answer_all(seat_of_person(review, cast.amina), send=False, evidence="Seen")
    ours = words_at(sign_in(cast.amina), "paper_pdf", review)
    theirs = words_at(gift, "partner_paper_pdf", review)
    for text in (ours, theirs):
        assert all(each.text in text for each in questions(review.instrument, "en-gb"))
        assert "Do not write it here" in text
        assert f"Please answer by {plain_date(review.due_on)}." in text
        assert "Seen" not in text


def test_before_both_sides_are_in_there_is_no_copy_for_the_talk(
    cast, sign_in, review, gift
) -> None:
    answer_all(seat_of_person(review, cast.gift))
    answer = sign_in(cast.amina).get(url("result_pdf", review))
    assert answer["Location"] == url("result", review)
    assert (
        url("result_pdf", review)
        not in sign_in(cast.amina).get(url("result", review)).content.decode()
    )
    answer = gift.get(url("partner_result_pdf", review))
    assert answer["Location"] == url("partner_result", review)


@pytest.fixture
def closed(cast, now):
    """Both sides are in; the partner's comments are for different readers."""
    review = make_review(cast, now=now)
    closing = Closing(
        keep=NASTY,
        change="CanaryUs",
        change_audience=Audience.MY_SIDE,
        unsaid="CanaryEve",
    )
    answer_all(seat_of_person(review, cast.gift), {"D3": 2}, closing=closing)
    answer_side(review, None, 4)
    return fresh(review)


def test_the_copy_for_the_talk_has_the_rule_the_table_and_room_for_notes(
    cast, sign_in, closed
) -> None:
    text = words_at(sign_in(cast.amina), "result_pdf", closed)
    assert "Red: talk within 14 days" in text
    assert "Open and honest talk: one side answers 2 or lower on average." in text
    assert "Open and honest talk 4 2 3" in text
    assert f"Partner \N{EN DASH} {NASTY}" in text
    assert "Notes for the talk" in text
    assert "Copy of the foundation." in text


def test_each_copy_says_for_whose_eyes_it_is(
    cast, sign_in, closed, link_for, enter
) -> None:
    helper = words_at(sign_in(cast.eve), "result_pdf", closed)
    assert "Copy of the neutral helper." in helper
    assert "Partner (Only the neutral helper) \N{EN DASH} CanaryEve" in helper
    home = enter(link_for(cast.gift, closed, LinkPurpose.HOME))
    theirs = words_at(home, "partner_result_pdf", closed)
    assert "Copy of the partner." in theirs
    assert "Partner (Only my side) \N{EN DASH} CanaryUs" in theirs
    assert "CanaryEve" not in theirs


def test_after_the_talk_its_record_stands_in_the_copy(
    cast, now, sign_in, closed
) -> None:
    hold_talk(closed, now=now)
    text = words_at(sign_in(cast.amina), "result_pdf", closed)
    assert "Payments came late." in text
    assert "Pay within 15 working days. Foundation 23 Dec 2026" in text
    assert "Partner \N{EN DASH} not confirmed yet" in text
    assert "Notes for the talk" not in text


def test_pages_lead_to_their_copies(cast, sign_in, closed) -> None:
    amina = sign_in(cast.amina)
    for page in ("paper", "result"):
        assert (
            url(f"{page}_pdf", closed) in amina.get(url(page, closed)).content.decode()
        )
    assert url("answers_pdf", closed) in amina.get(url("done", closed)).content.decode()
    assert closed.state == ReviewState.CLOSED


def test_a_confirmation_without_a_name_is_said_without_one(
    cast, now, sign_in, closed
) -> None:
    talk = hold_talk(closed, now=now)
    Talk.objects.filter(pk=talk.pk).update(
        partner_confirmed_at=now, partner_confirmed_by="system"
    )
    text = words_at(sign_in(cast.amina), "result_pdf", fresh(closed))
    assert "Partner \N{EN DASH} confirmed, 23 Nov 2026" in text
