"""Do dates and amounts survive every language?"""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from eclt_partners.common.forms import (
    MoneyField,
    PlainDateField,
    PlainDecimalField,
    RatingField,
)

LANGUAGES = ["en-gb", "fr", "es", "pt"]
ANCHORS = ["one", "two", "three", "four", "five"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_shown_date_is_read_back(language: str, month: int) -> None:
    field, day = PlainDateField(), date(2026, month, 3)
    with translation.override(language):
        assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_date_is_read_in_every_language(language: str) -> None:
    with translation.override(language):
        assert PlainDateField().clean("27 3 2026") == date(2026, 3, 27)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["40000", "1234.5", "0.25", "999.99", "1500"])
def test_a_shown_amount_is_read_back(language: str, number: str) -> None:
    field, amount = MoneyField(), Decimal(number)
    with translation.override(language):
        assert field.clean(field.prepare_value(amount)) == amount


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_with_three_decimals_is_shown_without_doubt(language: str) -> None:
    field, number = PlainDecimalField(decimal_places=3), Decimal("1.234")
    with translation.override(language):
        assert field.clean(field.prepare_value(number)) == number


def test_an_unchanged_date_and_amount_count_as_unchanged() -> None:
    assert not PlainDateField().has_changed(date(2026, 3, 27), "27 Mar 2026")
    assert not MoneyField().has_changed(Decimal("1234.50"), "1,234.5")


def test_a_date_field_has_an_example_with_a_day_above_twelve() -> None:
    assert str(PlainDateField().help_text) == "For example, 27 3 2026"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("27 3 26", "short_year"),
        ("27 Foo 2026", "unknown_month"),
        ("31 2 2026", "invalid"),
        ("31 12 9999", "far_year"),
    ],
)
def test_a_wrong_date_names_its_problem(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PlainDateField().clean(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "large", "small"), [("1.500", "1500", "1.50"), ("1.234", "1234", "1.2340")]
)
def test_an_amount_in_doubt_is_asked_about(text: str, large: str, small: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField().clean(text)
    question = f"Do you mean {large} or {small}? Write it like that"
    assert caught.value.messages == [question]


def test_an_amount_is_never_negative() -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean("-5")


def test_an_empty_optional_amount_is_none() -> None:
    assert MoneyField(required=False).clean("") is None


def test_a_number_box_is_text_without_a_step() -> None:
    widget = MoneyField().widget
    assert isinstance(widget, forms.TextInput)
    assert widget.attrs["inputmode"] == "decimal"
    assert "step" not in widget.attrs


def test_a_rating_is_a_number_or_a_way_to_give_none() -> None:
    field = RatingField(anchors=ANCHORS, others=[("NK", "I do not know")])
    assert field.clean("4") == "4"
    assert field.clean("NK") == "NK"


def test_a_rating_of_six_is_refused() -> None:
    with pytest.raises(ValidationError):
        RatingField(anchors=ANCHORS, others=[]).clean("6")
