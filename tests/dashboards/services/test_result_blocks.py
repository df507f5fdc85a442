"""The blocks about children, cost and targets, and the page "Look closer", as read.

Rendered from plain rows; nothing is asked of the database.
"""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape

from agreements.rules.parts import Target
from eclt_partners.common.packing import unpacked
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SnapshotPart
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.services.pages import rendered_pages
from tests.cast import NOW
from tests.dashboards.records import a_first, a_result, an_agreement, recorded
from tests.dashboards.rows import TODAY, a_score

MALAWI = Country(code="MW", time_zone="Africa/Blantyre")
TARGET = Target("a", "Children back in school", 3000, date(2027, 6, 30))


def _html(*rows, part=SnapshotPart.CLOSER, language="en-gb"):
    figures = country_figures("MW", rows, TODAY)
    pages = rendered_pages(figures, country=MALAWI, built_at=NOW)
    return next(
        unpacked(p.packed) for p in pages if (p.part, p.language) == (part, language)
    )


def _words(html):
    plain = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")
    plain = plain.replace("\u2013", "-")
    return re.sub(r"\s+([.,;)])", r"\1", " ".join(plain.split()))


def _children(*rows):
    html = _html(*rows, part=SnapshotPart.MAIN)
    found = re.search(
        r'<section aria-labelledby="children">(.*?)</section>', html, re.S
    )
    return _words(found[1])


def _deal(code="MW-01", *results, targets=(), scores=(), **fields):
    deal = an_agreement(
        a_first(targets=targets), number=f"{code}/1", results=results, **fields
    )
    return recorded(code, agreements=[deal], scores=scores)


def _score(index, **fields):
    return replace(a_score(**fields), index=Fraction(index))


def test_both_sums_period_and_reason_for_no_mean_are_printed():
    words = _children(_deal("MW-01", a_result()))
    assert words.startswith("In 12 months: children withdrawn 40, prevented 100,")
    assert "ended from 24 Nov 2025 to 23 Nov 2026. From 1 agreement." in words
    assert (
        "Direct spending: USD 1,000 for 140 children, 24 Nov 2025 - 23 Nov 2026. "
        "They are from 1 partnership; with fewer than 5 there is no mean."
    ) in words
    assert "MWK 1,734,000 USD 1,000 USD 7.14" in words
    assert "double counting" not in words.lower()


def test_what_is_divided_is_told_beside_all_spending():
    words = _children(_deal("MW-01", a_result(), a_result(9, None, 0)))
    assert "1 result is left out: its spending or its children are not all" in words
    assert (
        "MWK 3,468,000 USD 2,000 USD 7.14 USD 1,000 for 140 children, without" in words
    )


def test_a_range_names_no_owner_and_double_counting_is_said():
    doubtful = a_result(10, 0, 0, may_double_count=True)
    rows = [_deal("MW-01", a_result()), _deal("MW-02", doubtful, id=4)]
    words = _children(*rows)
    assert "Each agreement by itself: from USD 7.14 to USD 100 per child." in words
    assert "Double counting possible: in 1 of 2 agreements" in words
    words = _children(_deal("MW-01", a_result()), _deal("MW-02", a_result(), id=4))
    assert "so double counting is possible." in words


def test_from_five_partnerships_on_there_is_a_mean():
    rows = [_deal(f"MW-0{n}", a_result(), id=n) for n in range(1, 6)]
    words = _children(*rows)
    assert "USD 5,000 for 700 children" in words
    assert "USD 7.14 per child over all." in words
    assert "there is no mean" not in words


def test_what_is_left_out_says_why():
    words = _children(
        _deal("MW-01", a_result(1, None, 0)),
        _deal("MW-02", a_result(), serves_children=False, id=4),
        _deal("MW-03", id=5),
    )
    assert "2 agreements are not among these numbers" in words
    assert "MW-02/1 Partner MW-02 serves no children directly" in words
    assert "MW-03/1 Partner MW-03 no result recorded for this time" in words
    assert "1 not counted 0 MWK 1,734,000 USD 1,000 not all children counted" in words
    assert "prevented not counted, protected 0" in words


def test_targets_stand_beside_what_is_reached():
    row = _deal("MW-01", a_result(reached={"a": 1500}), targets=[TARGET])
    words = _children(row)
    assert "1 target is agreed; of 1 it is known how much is reached" in words
    assert "Children back in school 3,000 1,500 (50%) 30 Jun 2026 30 Jun 2027" in words
    uncounted = _children(_deal("MW-01", a_result(), targets=[TARGET]))
    assert "Children back in school 3,000 not counted 30 Jun 2027" in uncounted


def _began(year, number, index, age=6):
    scores = [_score(index, age=age), _score(index + 4, age=age + 12, review_id=2)]
    row = recorded(f"MW-{number:02}", scores=scores)
    return replace(row, start=date(year, 1, 1))


def test_start_years_are_panels_with_their_n_and_a_table_of_the_same_numbers():
    old = [_began(2019, n, 60) for n in range(1, 6)]
    new = [_began(2024, n, 50) for n in range(11, 15)]
    html = _html(*old, *new, _began(2025, 21, 70))
    words = _words(html)
    assert "Began in 2019 (5 partnerships)" in words
    assert "2019 5 partnerships 60 mean of 5 64 mean of 5 -" in words
    assert "2024 4 partnerships MW-11 50, MW-12 50, MW-13 50, MW-14 50" in words
    assert "Too few to show: 2025 (1 partnership)." in words
    assert html.count("<figure") == 2
    assert html.count("<polyline") == 2  # its own line, and thin behind the other


def test_without_start_years_the_page_says_what_makes_it_full():
    words = _words(_html(_deal()))
    assert "A start year is shown once 3 partnerships" in words
    assert "A partnership appears here once it has a health index" in words


def test_health_and_targets_are_dots_with_names_and_no_line():
    rows = [
        _deal(
            f"MW-0{n}",
            a_result(reached={"a": 300 * n}),
            targets=[TARGET],
            scores=[_score(10 * n)],
        )
        for n in range(1, 6)
    ]
    html = _html(*rows)
    section = html.partition('<section aria-labelledby="reached">')[2]
    words = _words(section)
    assert "This shows a link, not a cause." in words
    assert "Partner MW-03 MW-03 30 30% 1 time left" in words
    assert "below 40 3 0 0 0" in words
    assert "polyline" not in section
    assert section.count('class="chart-partner"') == 5


def test_the_page_speaks_the_language_of_the_reader():
    english, french = _html(_deal()), _html(_deal(), language="fr")
    assert english != french
