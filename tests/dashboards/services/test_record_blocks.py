"""The blocks about agreements, promises, growth, endings and money, as readers see them.

Rendered from plain rows; nothing is asked of the database.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest

from agreements.choices import InstanceState, RenegotiationState, VersionOrigin
from eclt_partners.common.packing import unpacked
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SnapshotPart
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.services.pages import rendered_pages
from partners.choices import CheckState, OwnerSide, PartnerKind, Side, Stage, Status
from tests.cast import NOW
from tests.dashboards.records import (
    a_check,
    a_first,
    a_goal,
    a_promise,
    a_version,
    a_wish,
    an_agreement,
    recorded,
)
from tests.dashboards.rows import TODAY, a_row, a_score

MALAWI = Country(code="MW", time_zone="Africa/Blantyre")


def _html(*rows, language="en-gb"):
    figures = country_figures("MW", rows, TODAY)
    pages = rendered_pages(figures, country=MALAWI, built_at=NOW)
    return next(
        unpacked(page.packed)
        for page in pages
        if page.language == language and page.part == SnapshotPart.MAIN
    )


def _block(anchor, *rows):
    """The words of one block, without markup, blanks made one."""
    section = re.search(
        rf'<section aria-labelledby="{anchor}">(.*?)</section>', _html(*rows), re.DOTALL
    )
    return _words(section[1])


def _words(html):
    plain = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")
    return re.sub(r"\s+([.,;)])", r"\1", " ".join(plain.split()))


def _changed(**fields):
    agreement = an_agreement(
        a_first(origin=VersionOrigin.REGISTERED),
        a_version(summary="Reports twice a year"),
        wishes=[
            a_wish(side=Side.PARTNER, version=2, days=34),
            a_wish(RenegotiationState.DECLINED),
            a_wish(RenegotiationState.TALKING, raised_on=date(2026, 11, 1)),
        ],
    )
    return recorded(agreements=[agreement], **fields)


def _health(index, on):
    return a_score(on=on, index=Fraction(index), status=Status.AMBER)


def test_a_change_is_told_with_side_days_and_health_before_and_after():
    scores = [_health(50, date(2025, 3, 1)), _health(60, date(2026, 3, 1))]
    words = _block("changes", _changed(scores=scores))
    assert words.startswith("1 change agreed; health afterwards: better 1,")
    assert "Version 2 · Amendment Reports twice a year Nyali raised it" in words
    assert "agreed after 34 days Health: up 10 points" in words
    assert "Before 50 Talk within 30 days 1 Mar 2025" in words
    assert "After 60 Talk within 30 days 1 Mar 2026" in words
    assert "1 declined, 0 taken back, 0 lapsed, 0 put aside" in words
    assert "A change is being talked about" in words


def test_what_is_not_known_of_a_change_is_said_in_words():
    assert "Health before is not known" in _block("changes", _changed())
    before = _changed(scores=[_health(50, date(2025, 3, 1))])
    assert "Health after is not known yet" in _block("changes", before)


def test_the_table_of_changes_has_the_same_numbers():
    scores = [_health(50, date(2025, 3, 1)), _health(60, date(2026, 3, 1))]
    words = _block("changes", _changed(scores=scores))
    assert "MW-01/2024 2 1 Jun 2025 Nyali 34 50 60" in words
    assert "MW-01/2024 1 1 Jan 2024 registered \u2013 \u2013" in words


def test_counts_stand_instead_of_a_percentage_below_five():
    row = recorded(
        promises=[
            a_promise(InstanceState.KEPT),
            a_promise(InstanceState.KEPT),
            a_promise(InstanceState.KEPT_LATE),
        ]
    )
    words = _block("keeping", row)
    assert "2 on time, 1 late, of 3 due No promise was due yet" in words
    assert "%" not in words


def test_a_late_promise_is_not_said_to_be_not_due_yet():
    late = a_promise(InstanceState.NOT_DUE, due_on=TODAY - timedelta(days=1))
    words = _block("keeping", recorded(promises=[late]))
    assert "1 late without a report No promise was due yet" in words


def test_both_sides_have_their_percentage_from_five_on():
    promises = [a_promise(InstanceState.KEPT) for _ in range(5)]
    promises += [a_promise(InstanceState.NOT_KEPT, OwnerSide.PARTNER)] * 5
    words = _block("keeping", recorded(promises=promises))
    assert "100% 5 on time, of 5 due" in words
    assert "0% fewer than 6 in 10 5 not kept, of 5 due" in words


def test_late_promises_are_listed_with_their_owner():
    late = a_promise(InstanceState.NOT_DUE, due_on=date(2026, 11, 20), text="Pay")
    words = _block("keeping", recorded(promises=[late]))
    assert "1 late: 1 of the foundation, 0 of partners, 0 of both together" in words
    assert "Foundation · Pay Partner MW-01 · 20 Nov 2026, 3 days late" in words


def test_who_went_back_is_said_beside_the_chart_and_in_the_table():
    words = _block("growing", recorded(goals=[a_goal(3, 4, 2)]))
    assert "0 of 1 goal to grow is reached; 1 went back" in words
    assert "MW-01 went back" in words
    assert "MW-01 Managing money Partner 3 2 4 0% of the way · went back" in words


def test_a_goal_that_nobody_looked_at_is_not_taken_for_zero():
    words = _block("growing", recorded(goals=[a_goal(2, 4, None)]))
    assert "MW-01 Managing money Partner 2 ? 4 not looked at yet" in words


def test_checks_after_the_end_say_their_score_or_why_there_is_none():
    checks = [
        a_check(6, [(2, 3), (3, 2), (3, 1), (1, 3)]),
        a_check(12, [(1, 3), (3, None)]),
        a_check(24, state=CheckState.SCHEDULED),
    ]
    row = recorded(checks=checks, stage=Stage.SUSTAINING)
    words = _block("lasting", row)
    assert "6 months Partner MW-01 66.7 · partly lasting" in words
    assert "12 months Partner MW-01 not enough known (25%)" in words
    assert "24 months Partner MW-01 due on 30 Sep 2027" in words


def test_an_overdue_check_is_listed():
    late = a_check(6, ended_on=date(2026, 1, 31), state=CheckState.SCHEDULED)
    words = _block("lasting", recorded(checks=[late], stage=Stage.SUSTAINING))
    assert "1 check is overdue" in words
    assert "Overdue checks Partner MW-01, 6 months MW-01 31 Jul 2026" in words


def test_money_stands_in_both_currencies_with_rate_and_day():
    version = a_version(1, places=("Mtsinje", "Nyali"))
    row = recorded(agreements=[an_agreement(version)], kinds=[PartnerKind.LOCAL_NGO])
    words = _block("money", row)
    assert words.startswith("USD 1,000 in 1 agreement in force")
    assert "Local NGO 1 partnership USD 1,000" in words
    assert "MWK 1,734,000 USD 1,000 1,734 MWK for 1 USD, 1 Jun 2025" in words
    assert "Mtsinje, Nyali All together USD 1,000" in words


def test_money_in_the_reporting_currency_has_no_rate():
    version = a_version(1, currency="USD", rate=Decimal(1))
    words = _block("money", recorded(agreements=[an_agreement(version)]))
    assert "for 1 USD" not in words


@pytest.mark.parametrize("stage", [Stage.ACTIVE, Stage.CONCLUDED])
def test_every_question_leads_to_a_block_of_the_page(stage):
    html = _html(a_row(stage=stage))
    links = re.search(r'<ol class="questions">(.*?)</ol>', html, re.DOTALL)[1]
    anchors = re.findall(r'href="#([\w-]+)"', links)
    headings = re.findall(r'<h2 id="([\w-]+)"', html)
    assert [each for each in headings if each in anchors] == anchors
    assert len(anchors) == (13 if stage == Stage.ACTIVE else 7)


def test_empty_blocks_say_what_makes_them_full():
    words = _words(_html(a_row()))
    for sentence in (
        "An agreement appears here once its first version is signed or registered.",
        "Promises of both sides are written in agreements.",
        "Both sides may set goals on the page of a partnership",
        "When a partnership ends, we look again after 6, 12 and 24 months.",
        "Programme officers record what an agreement reached and spent on its page",
        "Targets are written in the text of an agreement.",
        "Money appears here once a version of an agreement is in force.",
    ):
        assert sentence in words


def test_a_long_list_is_cut_and_says_so():
    rows = [
        recorded(f"MW-{n:02}", promises=[a_promise(InstanceState.KEPT)])
        for n in range(1, 31)
    ]
    assert "The first 25 of 30 are shown." in _block("keeping", *rows)


def test_text_of_people_is_escaped():
    version = a_version(summary="<b>bold</b>")
    html = _html(recorded(agreements=[an_agreement(a_first(), version)]))
    assert "<b>bold" not in html
    assert "&lt;b&gt;bold" in html
