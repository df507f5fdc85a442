"""How are dates, amounts and status codes written?"""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.html import conditional_escape

from eclt_partners.common import words
from eclt_partners.common.rules.plain_dates import cut_at_dates, parse_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-gb", "3 Nov 2026"),
        ("fr", "3 nov 2026"),
        ("es", "3 nov 2026"),
        ("pt", "3 nov 2026"),
    ],
)
def test_a_date_has_its_month_in_letters(language: str, text: str) -> None:
    with translation.override(language):
        assert words.plain_date(date(2026, 11, 3)) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en-gb", "1 Nov 2026"), ("fr", "1er nov 2026")]
)
def test_french_counts_the_first_day_of_a_month(language: str, text: str) -> None:
    with translation.override(language):
        assert words.plain_date(date(2026, 11, 1)) == text
    assert cut_at_dates(f"Le {text}.") == ["Le ", text, "."]
    assert parse_date(text, [[*words.english_month_names()]]) == date(2026, 11, 1)


def test_an_address_breaks_before_its_sign_and_is_escaped() -> None:
    write = Template("{% load plain %}{{ address|mail_address }}")
    context = Context({"address": "a<b@example.org"})
    assert write.render(context) == "a&lt;b<wbr>@example.org"


def test_a_time_zone_is_told_as_its_place() -> None:
    assert words.zone_place("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert words.zone_place(ZoneInfo("UTC")) == "UTC"


def test_a_label_before_a_colon_is_marked_up_only_once() -> None:
    write = Template("{% load plain %}{{ label|with_colon }} {{ ready|with_colon }}")
    context = Context({"label": "A & B", "ready": conditional_escape("C & D")})
    assert words.with_colon("Amount") == "Amount:"
    assert write.render(context) == "A &amp; B: C &amp; D:"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-gb", "November 2026"),
        ("fr", "novembre 2026"),
        ("es", "noviembre de 2026"),
        ("pt", "novembro de 2026"),
    ],
)
def test_a_month_is_written_as_its_language_does(language: str, text: str) -> None:
    with translation.override(language):
        assert words.plain_month(date(2026, 11, 3)) == text


def test_a_share_has_its_sign_close_in_english() -> None:
    assert words.percent(40) == "40%"


def test_a_moment_is_shown_in_the_active_zone() -> None:
    moment = datetime(2026, 11, 3, 22, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Africa/Blantyre")):
        assert words.plain_datetime(moment) == "4 Nov 2026, 00:30"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 22), "1 day late"),
        (date(2026, 11, 28), "in 5 days"),
        (date(2026, 11, 3), "20 days late"),
    ],
)
def test_a_due_day_is_said_in_words(day: date, text: str) -> None:
    assert words.due_words(day, TODAY) == text


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("en-gb", Decimal(40000), "USD\u00a040,000"),
        ("en-gb", Decimal("1234.5"), "USD\u00a01,234.50"),
        ("fr", Decimal("1234.5"), "USD\u00a01\u202f234,50"),
        ("es", Decimal("1234.5"), "USD\u00a01,234.50"),
    ],
)
def test_the_code_stands_before_the_amount(
    language: str, amount: Decimal, text: str
) -> None:
    with translation.override(language):
        assert words.money(amount, "USD") == text


@pytest.mark.parametrize(
    ("code", "name"), [("en-gb", "English"), ("fr", "Français"), ("zz", "Zz")]
)
def test_a_language_is_named_in_itself(code: str, name: str) -> None:
    assert words.own_name(code) == name


@pytest.mark.parametrize(
    ("language", "written"), [("en-gb", "3.5"), ("fr", "3,5"), ("pt", "3,5")]
)
def test_a_figure_has_the_decimal_sign_of_the_language(language, written):
    with translation.override(language):
        assert words.plain_figure("3.5") == written


@pytest.mark.parametrize(
    ("language", "rate", "written"),
    [
        ("en-gb", "1734.000000", "1,734"),
        ("en-gb", "0.054321", "0.054321"),
        ("fr", "1734.123400", "1\u202f734,1234"),
    ],
)
def test_a_rate_keeps_all_its_places(language, rate, written):
    with translation.override(language):
        assert words.plain_rate(Decimal(rate)) == written


def test_what_is_no_figure_stays_as_it_is():
    assert words.plain_figure("-") == "-"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1\u00a0KB"),
        (340 * 1024, "340\u00a0KB"),
        (1024 * 1024 - 1, "1.0\u00a0MB"),
        (5 * 1024 * 1024, "5.0\u00a0MB"),
    ],
)
def test_a_file_has_a_size_in_words(size, text) -> None:
    assert words.file_size(size) == text


def test_a_size_has_the_decimal_sign_of_the_language() -> None:
    with translation.override("fr"):
        assert words.file_size(2_500_000) == "2,4\u00a0Mo"
