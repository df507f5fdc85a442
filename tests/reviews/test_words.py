"""Every code of the method has its sentence."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation

from partners.choices import Side, Status
from reviews import words
from reviews.rules.bands import Certainty, ChangeBand, DimensionBand, GapBand
from reviews.rules.findings import Grey
from reviews.rules.spread import SpreadWord
from reviews.rules.trend import Trend, TrendWord

VERSION = Path(words.__file__).parent / "instruments" / "rhr_1.json"
RULES = [
    *(f"R{number}" for number in range(1, 8)),
    *(f"A{number}" for number in range(1, 11)),
    *(f"I{number}" for number in range(1, 6)),
]


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_sentence(code):
    text = words.rule_text(f"{code}:D2:P")
    assert text.endswith(".")
    assert "%" not in text


def test_a_rule_names_its_dimension():
    expected = "Trust and respect: one side answers 2 or lower on average."
    assert words.rule_text("R2:D2") == expected


def test_a_flag_names_its_side():
    assert "the partner" in words.rule_text("I3:D8:P")
    assert "the foundation" in words.rule_text("I5:F")


def test_an_unknown_rule_is_a_mistake():
    with pytest.raises(KeyError):
        words.rule_text("Z1")


@pytest.mark.parametrize("reason", Grey)
def test_every_reason_not_to_know_has_a_sentence(reason):
    assert words.grey_text(reason).endswith(".")


@pytest.mark.parametrize("status", Status)
def test_every_status_says_its_colour_as_a_word(status):
    assert words.status_text(status).lower().startswith(status.value.lower())


@pytest.mark.parametrize(
    "band", [*DimensionBand, *GapBand, *ChangeBand, *Certainty, *SpreadWord]
)
def test_every_band_has_words(band):
    assert words.band_text(band)


@pytest.mark.parametrize("word", TrendWord)
def test_every_trend_has_words(word):
    trend = Trend(count=4, change=None, slope=None, pairwise=(), word=word)
    assert "%" not in words.trend_text(trend)


def test_a_trend_says_on_how_many_readings_it_rests():
    trend = Trend(4, Fraction(1), Fraction(6), (), TrendWord.RISING)
    assert words.trend_text(trend) == "Rising, based on 4 readings"


def test_a_side_has_a_name_inside_a_sentence():
    assert words.side_name(Side.PARTNER) == "the partner"


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_a_dimension_has_one_name_on_the_form_and_on_the_result(language):
    shipped = json.loads(VERSION.read_text("utf-8"))["dimensions"]
    titles = {each["code"]: each["texts"][language]["title"] for each in shipped}
    with translation.override(language):
        names = {code: words.dimension_name(code) for code in titles}
    assert {code: name.replace("\u2019", "'") for code, name in names.items()} == titles
