"""How typed answers become values, and what is asked for when something is missing."""

from datetime import date

import pytest

from reviews.forms.answers import AnswerForm, ClosingForm, last_time_text
from reviews.selectors.own_answers import LastTime
from reviews.selectors.questions import ClosingTexts, Question

QUESTION = Question(
    code="D2",
    position=2,
    title="Trust and respect",
    text="How much do our two organisations trust each other?",
    anchors=("one", "two", "three", "four", "five"),
    prompt="Describe one thing.",
    lesson=1,
    is_knock_out=True,
    language="en-gb",
    is_draft=False,
    dimension_id=2,
)
TEXTS = ClosingTexts("Safe?", "How healthy?", "Again?", "Keep?", "Change?", "Unsaid?")
READERS = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}


def answer(may_be_empty=False, **given):
    return AnswerForm(QUESTION, given, may_be_empty=may_be_empty)


def test_a_level_becomes_a_number():
    form = answer(rating="3", evidence="We met.")
    assert form.is_valid()
    assert (form.given.rating, form.given.no_rating) == (3, "")


@pytest.mark.parametrize("reason", ["NK", "NA"])
def test_a_reason_becomes_no_number(reason):
    form = answer(rating=reason)
    assert form.is_valid()
    assert (form.given.rating, form.given.no_rating) == (None, reason)


@pytest.mark.parametrize("rating", ["", "0", "6", "99"])
def test_anything_else_is_asked_for_by_the_name_of_the_question(rating):
    form = answer(rating=rating)
    expected = "Choose the sentence that is closest for “Trust and respect”"
    assert form.errors["rating"] == [expected]


def test_a_question_may_be_left_out_on_the_long_page():
    form = answer(may_be_empty=True)
    assert form.is_valid()
    assert not form.is_answered


def test_a_note_alone_needs_its_answer_on_the_long_page():
    assert "rating" in answer(may_be_empty=True, evidence="A note.").errors


def test_the_answer_remembers_in_which_language_it_was_asked():
    form = answer(rating="3")
    assert form.is_valid()
    assert form.given.language == "en-gb"


def test_the_last_own_answer_is_said_with_its_month():
    last = LastTime(on=date(2026, 5, 18), value="3", is_own=True)
    assert last_time_text(last) == "Last time, May 2026: 3"


def test_a_last_answer_without_a_number_is_said_in_words():
    last = LastTime(on=date(2026, 5, 18), value="NK", is_own=True)
    assert last_time_text(last) == "Last time, May 2026: I do not know"


@pytest.mark.parametrize(
    ("mean", "shown"), [("3.50", "3.5"), ("4.00", "4"), ("3.67", "3.67")]
)
def test_without_an_own_answer_the_average_of_the_side_is_said(mean, shown):
    last = LastTime(on=date(2026, 5, 18), value=mean, is_own=False)
    expected = f"Last time, May 2026, your side on average: {shown}"
    assert last_time_text(last) == expected


def test_the_closing_step_may_stay_empty():
    form = ClosingForm(TEXTS, READERS)
    assert form.is_valid()
    assert form.closing.overall is None


def test_each_comment_needs_its_readers():
    form = ClosingForm(TEXTS, {**READERS, "keep_audience": "ALL"})
    assert "keep_audience" in form.errors


def test_words_on_what_to_change_may_name_a_principle_of_the_agreement():
    typed = {**READERS, "change": "Call us", "change_principle": "No surprises"}
    form = ClosingForm(TEXTS, typed, principles=["No surprises"])
    assert form.is_valid()
    assert form.closing.change_principle == "No surprises"

    form = ClosingForm(TEXTS, typed | {"change": ""}, principles=["No surprises"])
    assert form.is_valid()
    assert form.closing.change_principle == ""
    assert "change_principle" not in ClosingForm(TEXTS).fields


@pytest.mark.parametrize("number", ["11", "-1", "x"])
def test_the_overall_number_is_0_to_10(number):
    assert "overall" in ClosingForm(TEXTS, {**READERS, "overall": number}).errors


def test_the_closing_step_asks_in_the_words_of_the_version():
    labels = [field.label for field in ClosingForm(TEXTS) if field.label != "Base"]
    assert [label for label in labels if str(label).endswith("?")] == [
        "Safe?",
        "How healthy?",
        "Again?",
        "Keep?",
        "Change?",
        "Unsaid?",
    ]
