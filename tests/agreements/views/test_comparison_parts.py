"""What the page shows of two texts: rows, folded neighbours, key changes."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from agreements.views.comparison_parts import comparison_page, text_page
from tests.agreements.table import TERMS, changed

NEW = changed(TERMS)


def _shown(page) -> str:
    context = {"page": page, "more_template": "", "chair": ""}
    return render_to_string("agreements/comparison.html", context)


def test_every_change_has_its_row_in_the_order_of_the_answers() -> None:
    page = comparison_page(TERMS, NEW, reasons={"clause:paying": "Too late"})
    rows = [row for row in page.rows if not row.is_same]
    assert [row.key for row in rows] == list(page.changes)
    assert rows[-1].reason == "Too late"
    assert len({row.anchor for row in rows}) == len(rows)


def test_the_clause_before_a_change_stays_and_the_others_are_folded() -> None:
    clauses = comparison_page(TERMS, NEW).groups[-1]
    folded, neighbour, change = clauses.entries
    assert [row.name for row in folded.folded] == ["Take stock", "Room to change"]
    assert neighbour.row.name == "Honest talk"
    assert change.row.name == "Paying on time"


def test_money_without_a_purpose_has_a_name() -> None:
    plain = replace(TERMS, lines=(replace(TERMS.lines[0], label=""),))
    page = comparison_page(plain, replace(plain, targets=()))
    assert page.groups[0].entries[0].folded[0].name == "In one sum"


def test_marks_are_spoken_and_words_are_escaped() -> None:
    evil = replace(NEW, clauses=(replace(NEW.clauses[0], text="<b>x</b>"),))
    page = _shown(comparison_page(TERMS, evil))
    assert "<b>" not in page
    assert '<ins><span class="visually-hidden">added: </span>' in page
    assert '<del><span class="visually-hidden">removed: </span>' in page


def test_what_is_struck_and_what_replaces_it_do_not_run_together() -> None:
    """Numbers would be copied and read aloud as one; the blank is no part of either."""
    rules = replace(TERMS.rules, answer_days=10)
    shorter = replace(TERMS.clauses[3], text="In 10 days.")
    longer = replace(TERMS.clauses[3], text="In 15 days.")
    old = replace(TERMS, clauses=(shorter,), rules=rules)
    new = replace(TERMS, clauses=(longer,), rules=replace(rules, answer_days=15))
    said = re.sub(
        '<span class="visually-hidden">.*?</span>',
        "",
        _shown(comparison_page(old, new)),
    )
    assert "<del>10</del> <ins>15</ins> days." in said
    assert said.count("<del>10</del> <ins>15</ins>") >= 2


@pytest.mark.parametrize(
    ("language", "amount"), [("en-gb", "64,000.50"), ("fr", "64\u202f000,50")]
)
def test_amounts_are_written_as_the_reader_writes_them(language, amount) -> None:
    line = replace(TERMS.lines[0], amount=Decimal("64000.50"))
    new = replace(TERMS, lines=(line, *TERMS.lines[1:]))
    with translation.override(language):
        page = _shown(comparison_page(TERMS, new)).replace("\u00a0", " ")
    assert amount in page.replace(" ", "\u202f" if language == "fr" else " ")


def test_places_in_another_order_are_one_change_of_order() -> None:
    old = replace(TERMS, places=("A", "B"))
    page = comparison_page(old, replace(old, places=("B", "A")))
    (row,) = [row for row in page.rows if row.key == "places"]
    assert [line.label for line in row.lines] == ["Order"]


def test_the_whole_text_leaves_nothing_out() -> None:
    names = [e.row.name for group in text_page(TERMS) for e in group.entries]
    for wanted in ("Title", "When it is valid", "Overhead", "F1", "P1", "Honest talk"):
        assert wanted in names
