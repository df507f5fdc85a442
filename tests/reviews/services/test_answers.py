"""How does one person answer a review?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from reviews.choices import (
    AnswerMode,
    AssessmentState,
    Audience,
    NoRating,
    ReviewKind,
    ReviewState,
)
from reviews.models import Answer, Assessment, ReviewScore
from reviews.services import answers, panels
from reviews.services.refusals import GivenAnswer
from tests.cast import NOW
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    make_review,
    seat_of_person,
    send_answers,
)


def _save(actor, draft, **changes):
    given = {"dimension": "D1", "rating": 4} | changes
    (saved,) = answers.save_answers(
        actor=actor, now=NOW, assessment=draft, given=[GivenAnswer(**given)]
    )
    return saved


@pytest.fixture
def review(cast):
    return make_review(cast)


@pytest.fixture
def amina(cast):
    return cast.actor("amina")


@pytest.fixture
def draft(cast, review, amina):
    return answers.start_assessment(
        actor=amina, now=NOW, panelist=seat_of_person(review, cast.amina)
    )


def test_starting_twice_gives_the_same_draft_and_one_audit_entry(
    cast, review, amina, draft
):
    again = answers.start_assessment(
        actor=amina, now=NOW, panelist=seat_of_person(review, cast.amina)
    )
    assert again == draft
    entries = AuditEntry.objects.filter(verb="reviews.assessment.started")
    assert [entry.actor_key for entry in entries] == [amina.key]


def test_an_answer_is_saved_and_saved_again(amina, draft):
    _save(amina, draft, rating=2, evidence="We saw it.")
    _save(amina, draft, rating=5, language="fr")
    answer = Answer.objects.get(assessment=draft)
    assert (answer.rating, answer.evidence, answer.language) == (5, "", "fr")


def test_not_knowing_is_stored_without_a_number(amina, draft):
    _save(amina, draft, rating=None, no_rating=NoRating.NOT_KNOWN)
    answer = Answer.objects.get(assessment=draft)
    assert (answer.rating, answer.no_rating) == (None, "NK")


def test_several_answers_are_saved_together_in_one_audit_entry(amina, draft):
    given = [GivenAnswer("D1", 4), GivenAnswer("D2", None, NoRating.NOT_KNOWN)]
    answers.save_answers(actor=amina, now=NOW, assessment=draft, given=given)
    assert Answer.objects.filter(assessment=draft).count() == 2
    (entry,) = AuditEntry.objects.filter(verb="reviews.assessment.saved")
    assert entry.facts["dimensions"] == ["D1", "D2"]


def test_one_refused_answer_leaves_all_of_them_unsaved(amina, draft):
    given = [GivenAnswer("D1", 4), GivenAnswer("D2", 6)]
    with pytest.raises(InvalidInput):
        answers.save_answers(actor=amina, now=NOW, assessment=draft, given=given)
    assert not Answer.objects.filter(assessment=draft).exists()


def test_saving_nothing_leaves_no_trace(amina, draft):
    assert not answers.save_answers(actor=amina, now=NOW, assessment=draft, given=[])
    assert not AuditEntry.objects.filter(verb="reviews.assessment.saved").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rating": 6}, "rating"),
        ({"rating": 0}, "rating"),
        ({"rating": None}, "rating"),
        ({"rating": None, "no_rating": "XX"}, "rating"),
        ({"rating": 4, "no_rating": "NK"}, "rating"),
        ({"dimension": "D11"}, "dimension"),
        ({"evidence": "x" * 2001}, "evidence"),
    ],
)
def test_an_answer_no_form_could_send_is_refused(amina, draft, changes, field):
    with pytest.raises(InvalidInput) as refusal:
        _save(amina, draft, **changes)
    assert list(refusal.value.problems) == [field]
    assert not Answer.objects.filter(assessment=draft).exists()


def test_a_pulse_does_not_take_an_answer_to_another_question(cast, amina):
    review = make_review(cast, kind=ReviewKind.PULSE)
    draft = answers.start_assessment(
        actor=amina, now=NOW, panelist=seat_of_person(review, cast.amina)
    )
    with pytest.raises(InvalidInput):
        _save(amina, draft, dimension="D2")
    assert _save(amina, draft, dimension="D3").rating == 4


def test_closing_answers_are_saved_with_their_audience(amina, draft):
    closing = answers.Closing(
        overall=7, work_again="SURELY", keep="The calls", keep_audience=Audience.MY_SIDE
    )
    answers.save_closing(actor=amina, now=NOW, assessment=draft, closing=closing)
    draft.refresh_from_db()
    assert (draft.overall, draft.work_again) == (7, "SURELY")
    assert (draft.keep, draft.keep_audience) == ("The calls", "MY_SIDE")
    assert draft.unsaid_audience == Audience.HELPER


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (answers.Closing(overall=11), "overall"),
        (answers.Closing(work_again="PERHAPS"), "work_again"),
        (answers.Closing(change="x" * 2001), "change"),
        (answers.Closing(keep_audience="WORLD"), "keep_audience"),
    ],
)
def test_closing_answers_no_form_could_send_are_refused(amina, draft, closing, field):
    with pytest.raises(InvalidInput) as refusal:
        answers.save_closing(actor=amina, now=NOW, assessment=draft, closing=closing)
    assert list(refusal.value.problems) == [field]


def test_sending_with_gaps_names_each_open_question(amina, draft):
    _save(amina, draft, dimension="D1")
    with pytest.raises(InvalidInput) as refusal:
        send_answers(draft, actor=amina)
    assert list(refusal.value.problems) == [f"D{n}" for n in range(2, 11)]


def test_sending_locks_the_answers(cast, review, amina):
    sent = answer_all(seat_of_person(review, cast.amina), actor=amina)
    assert (sent.state, sent.sent_at, sent.is_late) == ("SUBMITTED", NOW, False)
    with pytest.raises(IllegalTransition):
        _save(amina, sent, rating=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(assessment=sent).update(rating=1)


def test_sending_the_same_form_twice_changes_nothing(cast, review, amina):
    draft = answer_all(seat_of_person(review, cast.amina), send=False)
    key = uuid4()
    first = answers.submit_assessment(
        actor=amina, now=NOW, assessment=draft, send_key=key
    )
    later = NOW + timedelta(hours=1)
    second = answers.submit_assessment(
        actor=amina, now=later, assessment=draft, send_key=key
    )
    other_form = send_answers(draft, now=later, actor=amina)
    assert first.sent_at == second.sent_at == other_form.sent_at == NOW
    assert AuditEntry.objects.filter(verb="reviews.assessment.sent").count() == 1


def test_a_form_that_sent_other_answers_is_stale(cast, review, amina):
    key = uuid4()
    mine = answer_all(seat_of_person(review, cast.amina), send=False)
    theirs = answer_all(seat_of_person(review, cast.gift), send=False)
    answers.submit_assessment(actor=amina, now=NOW, assessment=mine, send_key=key)
    with pytest.raises(StaleObject):
        answers.submit_assessment(
            actor=link_actor(cast.gift, cast.malawi_partnership),
            now=NOW,
            assessment=theirs,
            send_key=key,
        )


def test_the_second_side_closes_the_review_and_scores_it(cast, review):
    answer_side(review, None, 4)
    assert fresh(review).state == ReviewState.OPEN
    assert not ReviewScore.objects.exists()
    answer_side(review, cast.malawi_party, 3)
    review = fresh(review)
    assert (review.state, review.closed_at) == (ReviewState.CLOSED, NOW)
    assert str(review.scores.get().index) == "62.50"


def test_a_side_is_in_when_all_its_people_have_sent(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    answer_side(review, cast.malawi_party, 4)
    answer_all(seat_of_person(review, cast.amina))
    assert fresh(review).state == ReviewState.OPEN
    answer_all(seat_of_person(review, cast.brian))
    assert fresh(review).state == ReviewState.CLOSED


def test_one_answer_together_is_enough_for_a_side(cast):
    review = make_review(cast, users=[cast.amina, cast.brian], mode=AnswerMode.TOGETHER)
    answer_all(seat_of_person(review, cast.amina))
    answer_side(review, cast.malawi_party, 4)
    assert fresh(review).state == ReviewState.CLOSED


def test_a_side_that_answers_together_gives_no_second_answer(cast):
    review = make_review(cast, users=[cast.amina, cast.brian], mode=AnswerMode.TOGETHER)
    answer_all(seat_of_person(review, cast.amina))
    with pytest.raises(InvalidInput):
        answers.start_assessment(
            actor=cast.actor("brian"),
            now=NOW,
            panelist=seat_of_person(review, cast.brian),
        )


def test_a_late_answer_is_stored_and_not_scored(cast):
    review = make_review(
        cast, state=ReviewState.CLOSED, users=[cast.amina], partner=None
    )
    score = review.scores.get()
    late = answer_all(seat_of_person(review, cast.gift), 1, now=review.closed_at)
    assert (late.state, late.is_late) == (AssessmentState.SUBMITTED, True)
    assert fresh(review).state == ReviewState.CLOSED
    assert list(review.scores.values_list("pk", "partner_count")) == [(score.pk, 0)]


@pytest.mark.parametrize(
    "state",
    [
        ReviewState.SCHEDULED,
        ReviewState.COMPLETED,
        ReviewState.LAPSED,
        ReviewState.CANCELLED,
    ],
)
def test_a_review_that_is_not_open_takes_no_answers(cast, state):
    review = make_review(cast, state=state)
    with pytest.raises(IllegalTransition):
        answers.start_assessment(
            actor=cast.actor("amina"),
            now=NOW,
            panelist=seat_of_person(review, cast.amina),
        )


def test_the_partner_answers_by_link_in_its_own_seat(cast, review):
    actor = link_actor(cast.gift, cast.malawi_partnership)
    sent = answer_all(seat_of_person(review, cast.gift), actor=actor)
    assert sent.entered_by == f"contact:{cast.gift.pk}"


def test_a_partner_cannot_answer_for_the_foundation(cast, review):
    with pytest.raises(NotPermitted):
        answers.start_assessment(
            actor=link_actor(cast.gift, cast.malawi_partnership),
            now=NOW,
            panelist=seat_of_person(review, cast.amina),
        )


@pytest.mark.parametrize("name", ["chloe", "fay", "ada", "sam"])
def test_nobody_else_can_write_in_a_seat(cast, review, name):
    with pytest.raises(NotPermitted):
        answers.start_assessment(
            actor=cast.actor(name), now=NOW, panelist=seat_of_person(review, cast.gift)
        )


def test_a_link_of_another_partnership_cannot_answer(cast, review):
    with pytest.raises(NotPermitted):
        answers.start_assessment(
            actor=link_actor(cast.gift, cast.uganda_partnership),
            now=NOW,
            panelist=seat_of_person(review, cast.gift),
        )


def test_typing_in_for_somebody_else_stays_visible(cast, review, amina):
    sent = answer_all(seat_of_person(review, cast.gift), actor=amina)
    assert sent.entered_by == amina.key
    entry = AuditEntry.objects.filter(verb="reviews.assessment.sent").get()
    assert entry.facts == {"on_behalf": True, "is_late": False}


def test_the_helper_may_type_in_too(cast, review):
    eve = cast.actor("eve")
    assert (
        answer_all(seat_of_person(review, cast.gift), actor=eve).entered_by == eve.key
    )


def test_the_home_link_does_not_answer(cast, review):
    with pytest.raises(NotPermitted):
        answers.start_assessment(
            actor=link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.HOME),
            now=NOW,
            panelist=seat_of_person(review, cast.gift),
        )


def test_somebody_who_left_the_panel_cannot_answer(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    seat = panels.mark_seat_left(
        actor=cast.actor("brian"),
        now=NOW,
        panelist=seat_of_person(review, cast.brian),
    )
    with pytest.raises(NotPermitted):
        answers.start_assessment(actor=cast.actor("brian"), now=NOW, panelist=seat)


def test_the_audit_never_holds_an_answer(cast, review, amina):
    closing = answers.Closing(keep="Secret words", unsaid="More secrets")
    seat = seat_of_person(review, cast.amina)
    answer_all(seat, actor=amina, closing=closing, evidence="Hidden words")
    written = " ".join(
        f"{entry.subject_text} {entry.facts}" for entry in AuditEntry.objects.all()
    )
    assert "ecret" not in written
    assert "Hidden" not in written
    assert "'rating'" not in written


def test_every_view_of_single_answers_can_be_logged(cast, review):
    answers.record_raw_reading(actor=cast.actor("eve"), now=NOW, review=review)
    entry = AuditEntry.objects.get(verb="reviews.answers.read")
    assert (entry.subject_id, entry.country_code) == (review.pk, "MW")
    with pytest.raises(NotPermitted):
        answers.record_raw_reading(actor=cast.actor("dan"), now=NOW, review=review)


def test_a_draft_is_one_row_per_seat(cast, review):
    for _time in range(3):
        answer_all(seat_of_person(review, cast.amina), send=False)
    assert Assessment.objects.count() == 1
    assert Answer.objects.count() == 10
