"""The report of a country, read as another program reads it."""

import logging
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from eclt_partners.countries.models import Country
from eclt_partners.dashboards import pdf as report
from eclt_partners.dashboards.pdf import LINES_MOST, country_report, printed
from eclt_partners.dashboards.record_words import OF_RUNNING, QUESTIONS
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.about import about
from tests.pdfs import beyond, fonts_outside, kinds_of_tags, leave_undrawn, words_of

BUILT = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
MADE = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def _made(figures, language="en-gb"):
    place = Country(code=figures["country"], time_zone="Africa/Blantyre")
    with translation.override(language), timezone.override(place.zone):
        said = about(dated(figures), place, BUILT)
        return country_report(dated(figures), said, country=place, now=MADE)


@pytest.fixture(scope="module")
def drawn(figures):
    """The report of Malawi in French, drawn once."""
    return _made(figures["MW"], "fr")


@pytest.fixture
def undrawn(monkeypatch):
    leave_undrawn(monkeypatch)


def _questions(language):
    with translation.override(language):
        return [" ".join(str(question).split()) for question in QUESTIONS.values()]


def test_it_asks_the_thirteen_questions_in_their_order(drawn):
    words = words_of(drawn)
    places = [
        words.rindex(f"{number}. {question}")
        for number, question in enumerate(_questions("fr"), start=1)
    ]
    assert places == sorted(places)


def test_its_bookmarks_lead_to_every_question(drawn):
    titles = []
    for each in PdfReader(BytesIO(drawn)).outline:
        marks = each if isinstance(each, list) else [each]
        titles += [mark.title for mark in marks if not isinstance(mark, list)]
    asked = [f"{n}. {text}" for n, text in enumerate(_questions("fr"), start=1)]
    plain = [" ".join(title.split()) for title in titles]
    assert [title for title in plain if title in asked] == asked


def test_it_is_tagged_named_and_in_the_language_of_its_reader(drawn):
    found = PdfReader(BytesIO(drawn))
    root = found.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "Malawi" in found.metadata.title
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L"} <= set(kinds_of_tags(drawn))
    assert fonts_outside(drawn) == []


def test_every_drawing_says_what_it_shows(drawn):
    root = PdfReader(BytesIO(drawn)).trailer["/Root"]["/StructTreeRoot"]
    silent, waiting = [], [root]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure" and not node.get("/Alt"):
                silent.append(node)
            waiting += [node["/K"]] if hasattr(node.get("/K"), "get_object") else []
    assert silent == []


def test_each_page_after_the_first_names_country_and_moment(drawn):
    pages = PdfReader(BytesIO(drawn)).pages
    for page in pages[1:]:
        assert "Malawi · Données du 23 nov 2026, 14:05" in page.extract_text()


def test_no_column_runs_off_the_paper(drawn):
    assert beyond(drawn, millimetres=210 - 18) == []


def test_no_page_is_nearly_empty(drawn):
    pages = PdfReader(BytesIO(drawn)).pages
    assert [n for n, page in enumerate(pages) if len(page.extract_text()) < 500] == []


def test_an_amount_has_its_currency_before_it(figures, undrawn):
    line = {**figures["MW"]["money"]["agreements"][0], "rate": "1734.1234"}
    money = {**figures["MW"]["money"], "agreements": [line]}
    found = printed(TABLES["money"], {**figures["MW"], "money": money})
    texts = [cell.text for cell in found.rows[0]]
    assert "MWK\u00a01,109,760,000" in texts
    assert "USD\u00a0640,000" in texts
    assert "1,734.1234" in texts


def test_nothing_in_it_is_not_understood(figures, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        _made(figures["BR"])
    assert caplog.messages == []


def test_long_tables_are_cut_and_it_says_so(figures, undrawn):
    line = figures["MW"]["overdue"][0]
    many = {**figures["MW"], "overdue": [line] * (LINES_MOST + 5)}
    page = _made(many).decode()
    assert "The first 40 of 45 are printed. The spreadsheet has all of them." in page
    found = printed(TABLES["overdue"], many)
    assert (found.count, found.shown) == (45, 40)


def test_more_lines_than_can_be_told_apart_are_not_drawn(figures, undrawn):
    trust = figures["MW"]["trust"]
    many = {**figures["MW"], "trust": {**trust, "lines": trust["lines"] * 9}}
    assert "chart-trust" in _made(figures["MW"]).decode()
    page = _made(many).decode()
    assert "chart-trust" not in page
    assert "So many lines cannot be told apart" in page


def test_a_country_where_nothing_runs_leaves_out_what_has_no_answer(figures, undrawn):
    page = _made(figures["KG"]).decode()
    for anchor in QUESTIONS:
        assert (f'id="{anchor}"' in page) == (anchor not in OF_RUNNING)
    assert "KG-01" in page


def test_children_that_were_not_counted_everywhere_are_said(figures, undrawn):
    assert "41 (not counted in 1 result)" in " ".join(
        _made(figures["UG"]).decode().split()
    )


def test_every_country_reads_in_every_language(figures, undrawn):
    for country in figures.values():
        for language in ("en-gb", "es", "pt"):
            assert f'lang="{language}"' in _made(country, language).decode()


def test_numbers_are_written_as_the_language_writes_them(figures, undrawn):
    assert "640\u202f000" in _made(figures["MW"], "fr").decode().replace(
        "\u00a0", "\u202f"
    )
    assert "640,000" in _made(figures["MW"]).decode()


def test_the_templates_of_charts_and_notes_are_there():
    assert set(QUESTIONS) >= report.WITH_CHART_OR_NOTE >= report.DRAWN
