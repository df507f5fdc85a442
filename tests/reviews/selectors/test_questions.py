"""Which questions are asked, in which words?"""

import pytest
from django.conf import settings

from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewKind
from reviews.models import Dimension, DimensionText, Instrument
from reviews.rules.instrument import DIMENSIONS, LESSONS, PULSE_DIMENSIONS
from reviews.selectors.questions import (
    asked_codes,
    asked_questions,
    closing_texts,
    questions,
)
from tests.reviews.factories import fresh, make_review
from tests.reviews.versions import draft_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def instrument():
    return Instrument.objects.get(code="RHR-1")


def test_the_ten_questions_come_in_the_order_of_the_form(instrument):
    asked = questions(instrument, "en-gb")
    assert tuple(each.code for each in asked) == DIMENSIONS
    assert [each.position for each in asked] == list(range(1, 11))


def test_the_english_text_is_the_method_s_word_for_word(instrument):
    trust = questions(instrument, "en-gb", codes={"D2"})[0]
    assert trust.title == "Trust and respect"
    assert trust.text == (
        "How much do our two organisations trust and respect each other?"
    )
    assert trust.anchors == (
        "We do not trust each other. People hide information or speak badly of the "
        "other organisation.",
        "We check everything the other side says. People are careful about what they "
        "say.",
        "We trust some people on the other side, but not the organisation as a whole. "
        "We are polite.",
        "We believe what the other side tells us in most things. Mistakes are handled "
        "without blame.",
        "We trust each other even when there is bad news. Trust continues when staff "
        "change. Each side speaks well of the other when it is absent.",
    )
    assert trust.prompt == (
        "Describe one thing the other organisation did that made your trust stronger "
        "or weaker."
    )
    assert trust.is_knock_out


def test_the_instrument_agrees_with_the_rules(instrument):
    rows = list(Dimension.objects.filter(instrument=instrument))
    assert [row.code for row in rows if row.is_knock_out] == ["D2", "D3"]
    assert tuple(row.code for row in rows if row.in_pulse) == PULSE_DIMENSIONS
    assert {row.weight for row in rows} == {1}
    for lesson, codes in LESSONS.items():
        assert {row.code for row in rows if row.lesson == lesson} == set(codes)
    assert instrument.frozen_at is not None


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_question_is_empty_in_any_language(instrument, language):
    for each in questions(instrument, language):
        assert all([each.title, each.text, each.prompt, *each.anchors])
        assert len(set(each.anchors)) == 5


def test_a_missing_translation_is_shown_in_english(cast):
    draft = draft_version(cast)
    DimensionText.objects.filter(
        dimension__instrument=draft, dimension__code="D1", language="fr"
    ).delete()
    draft.languages.filter(language="fr").delete()
    first = questions(draft, "fr")[0]
    assert (first.language, first.title) == ("en-gb", "Shared and realistic goals")
    assert closing_texts(draft, "fr").keep == "What should we keep?"


def test_the_closing_questions_are_the_method_s(instrument):
    closing = closing_texts(instrument, "en-gb")
    assert closing.overall == "Overall, how healthy is this relationship today?"
    assert closing.unsaid == "What have we not yet been able to say?"
    assert closing_texts(instrument, "es").keep == "¿Qué debemos conservar?"


def test_an_unchecked_translation_is_marked(instrument):
    assert questions(instrument, "fr")[0].is_draft
    assert not questions(instrument, "en-gb")[0].is_draft


def test_all_words_of_a_version_cost_one_query(instrument, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(questions(instrument, "pt")) == 10
        assert closing_texts(instrument, "fr").safety


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (ReviewKind.FULL, DIMENSIONS),
        (ReviewKind.PULSE, PULSE_DIMENSIONS),
        (ReviewKind.TALK, ()),
    ],
)
def test_each_kind_of_review_asks_its_questions(cast, kind, codes):
    review = make_review(cast, kind=kind)
    assert asked_codes(review) == codes
    assert tuple(each.code for each in asked_questions(review, "en-gb")) == codes


@pytest.mark.parametrize("stage", [Stage.EXPLORING, Stage.SHAPING])
def test_before_an_agreement_two_questions_are_off(cast, stage):
    review = make_review(cast)
    Partnership.objects.update(stage=stage)
    assert asked_codes(fresh(review)) == DIMENSIONS[:8]


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_every_translation_is_there_and_marked_as_a_draft(instrument, language):
    asked = questions(instrument, language)
    assert {(each.language, each.is_draft) for each in asked} == {(language, True)}


def test_the_french_stem_is_the_method_s(instrument):
    assert questions(instrument, "fr")[2].text == (
        "Est-il facile de se dire des choses difficiles ?"
    )
