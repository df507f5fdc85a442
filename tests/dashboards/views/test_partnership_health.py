"""The page of the health of one partnership over time."""

import re
from datetime import date, timedelta

import pytest

from reviews.choices import ReviewKind, ReviewState
from tests.cast import NOW
from tests.dashboards.views.pages import client_of
from tests.reviews.coalitions import answered_by_three, second_lead
from tests.reviews.factories import (
    confirm_both,
    fresh,
    hold_talk,
    make_review,
)
from tests.reviews.versions import frozen_version

LATER = NOW + timedelta(days=130)
FIRST_ON, LAST_ON = "23 Nov 2026", "2 Apr 2027"
READERS = ("amina", "brian", "dan", "eve", "fay")
LEFT_OUT = "1 review is left out: only one side answered."


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)


def _address(partnership):
    return f"/partnerships/{partnership.pk}/health/"


def _page(cast, person="amina"):
    client = client_of(getattr(cast, person))
    html = client.get(_address(cast.malawi_partnership)).content.decode()
    return re.sub(r"\s+", " ", html)


def _completed(cast, now=NOW, **ratings):
    return make_review(cast, state=ReviewState.COMPLETED, now=now, **ratings)


def _lines(page):
    """The day of each review in the table, with what its other cells say."""
    table = page[page.index("health-table") : page.index("By lesson")]
    lines = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2])
    plain = [
        re.sub(r"<span class=\"visually-hidden\">.*?</span>", "", x) for x in lines
    ]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", line)]
        for line in plain
    ]


def test_two_reviews_stand_newest_first_with_numbers_as_by_hand(cast):
    _completed(cast, foundation=5, partner=3)
    trust = dict.fromkeys((f"D{n}" for n in range(1, 11)), 4) | {"D2": 3}
    _completed(cast, LATER, foundation=trust, partner=4)
    # By hand: (5 + 3) / 2 = 4, index 25 x 3 = 75. Then D2 (3 + 4) / 2 = 3.5, mean
    # (9 x 4 + 3.5) / 10 = 3.95, index 25 x 2.95 = 73.75.
    newest, oldest = (line[:-1] for line in _lines(_page(cast)))
    assert newest == [
        *(LAST_ON, "74", "4.0", "3.5", *["4.0"] * 8),
        "Trust and respect: talk about it",
    ]
    assert oldest == [
        *(FIRST_ON, "75", *["4.0"] * 10),
        "Shared and realistic goals: talk about this first",
    ]


def test_the_first_sentence_says_index_and_what_changed_most(cast):
    _completed(cast, foundation=3, partner=3)
    _completed(cast, LATER, foundation={"D2": 5}, partner={"D2": 5})
    page = _page(cast)
    assert (
        f"From {FIRST_ON} to {LAST_ON} the health index rose from 50 to 78. "
        "What changed most: Trust and respect, from 3.0 to 5.0." in page
    )
    assert "2 readings: too early to call a trend." in page


def test_the_chart_joins_two_reviews_with_the_same_questions(cast):
    _completed(cast)
    _completed(cast, LATER)
    page = _page(cast)
    assert page.count("<polyline") == 1
    assert page.count('<circle class="chart-foundation"') == 2
    assert "<title" in page[page.index("<svg class") :]


def test_each_review_leads_to_its_result(cast):
    review = _completed(cast)
    assert f'href="/reviews/{review.pk}/result/">{FIRST_ON}</a>' in _page(cast)


def test_new_questions_break_the_line_and_are_not_compared(cast):
    review = make_review(cast, state=ReviewState.CLOSED, foundation=5, partner=5)
    frozen_version(cast)
    hold_talk(review)
    confirm_both(cast, review)
    _completed(cast, LATER)
    page = _page(cast)
    assert "<polyline" not in page
    assert page.count('<circle class="chart-foundation"') == 2
    assert "new questions from here on" in page
    assert f"Health index on {LAST_ON}: 75. Nothing to compare it with yet." in page


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("silent", ["foundation", "partner"])
def test_what_one_side_said_alone_is_shown_to_nobody(cast, name, silent):
    answers = {"foundation": 2, "partner": 2, silent: None}
    _completed(cast, **answers)
    page = _page(cast, name)
    assert LEFT_OUT in page
    assert '<svg class="chart' not in page
    assert "health-table" not in page
    assert "heat-chip" not in page


def test_a_lone_side_between_two_reviews_breaks_the_line(cast):
    _completed(cast)
    _completed(cast, NOW + timedelta(days=60), foundation=1, partner=None)
    _completed(cast, LATER)
    page = _page(cast)
    assert LEFT_OUT in page
    assert len(_lines(page)) == 2
    assert "<polyline" not in page


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.TALK_HELD])
def test_a_review_that_is_not_completed_is_not_shown(cast, state):
    make_review(cast, state=state, foundation=2, partner=2, now=LATER)
    page = _page(cast)
    assert "No review is completed yet." in page
    assert "The review is under way; answers are closed." in page
    assert "health-table" not in page


def test_a_short_pulse_is_left_out(cast):
    _completed(cast, kind=ReviewKind.PULSE)
    assert "No review is completed yet." in _page(cast)


def test_without_a_review_it_says_when_the_next_is_due(cast):
    due = date(2027, 4, 12)
    make_review(cast, state=ReviewState.SCHEDULED, now=LATER, due_on=due)
    page = _page(cast)
    assert "No review is completed yet." in page
    assert ">12 Apr 2027</time> (in 10 days)" in page


def test_too_few_answers_have_no_index_and_say_so(cast):
    unknown = {f"D{number}": "NK" for number in range(1, 6)}
    _completed(cast, partner=unknown)
    page = _page(cast)
    assert "too few answers for an index" in page
    assert '<svg class="chart' not in page
    assert _lines(page)[0][1] == "\N{EN DASH}"


def _coalition(cast):
    """Complete a review of two pairs: 4 and 4, then 4 and 2."""
    review, _second = answered_by_three(cast, second_lead(cast))
    hold_talk(review)
    confirm_both(cast, fresh(review))


def test_a_coalition_has_a_part_for_each_pair(cast):
    _coalition(cast)
    first, second = _page(cast).split("<section")[1:]
    # By hand: (4 + 4) / 2 = 4, index 75; (4 + 2) / 2 = 3, index 50.
    assert "Nyali Trust</h2>" in first
    assert "Zuwa Union</h2>" in second
    assert [line[1] for line in _lines(first)] == ["75"]
    assert [line[1] for line in _lines(second)] == ["50"]


@pytest.mark.parametrize("name", ["chloe", "ada", "sam"])
def test_a_stranger_gets_the_answer_of_a_missing_page(cast, name):
    client = client_of(getattr(cast, name))
    assert client.get(_address(cast.malawi_partnership)).status_code == 404
    assert client.get("/partnerships/999999/health/").status_code == 404


def test_it_only_answers_to_looking(cast):
    client = client_of(cast.amina)
    assert client.post(_address(cast.malawi_partnership)).status_code == 405


def test_the_page_of_the_partnership_leads_here_from_the_fact_and_the_scores(cast):
    address = _address(cast.malawi_partnership)
    client = client_of(cast.amina)
    page = f"/partnerships/{cast.malawi_partnership.pk}/"
    assert address not in client.get(page).content.decode()
    _completed(cast)
    assert client.get(page).content.decode().count(f'href="{address}"') == 2
