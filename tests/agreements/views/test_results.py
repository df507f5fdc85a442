"""The pages on which results are read, recorded, corrected and taken back."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, PeriodResult
from tests.agreements.results import recorded, with_targets
from tests.dashboards.views.pages import client_of, queries_of

TYPED = {
    "from_on": "1 10 2026",
    "to_on": "31 Oct 2026",
    "withdrawn": "12",
    "prevented": "1 050",
    "protected": "",
    "spending": "250,000.50",
    "reached_0": "950",
    "reached_1": "",
    "evidence": "Report of October",
}


@pytest.fixture(autouse=True)
def the_moment(now):
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def agreement(cast) -> Agreement:
    return with_targets(cast)


@pytest.fixture
def amina(cast) -> Client:
    return client_of(cast.amina)


def _list(agreement) -> str:
    return reverse("agreements:results", args=[agreement.pk])


def _new(agreement) -> str:
    return reverse("agreements:result_new", args=[agreement.pk])


def _words(answer) -> str:
    main = answer.content.decode().partition("<main")[2]
    plain = unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")
    plain = plain.replace("\u2013", "-")
    return " ".join(plain.split())


def test_what_was_just_recorded_can_be_taken_back_from_its_banner(
    amina, agreement
) -> None:
    page = amina.post(_new(agreement), TYPED, follow=True).content.decode()
    banner = page.partition('role="status"')[2].partition("</div></div>")[0]
    back = reverse("agreements:result_take_back", args=[PeriodResult.objects.get().pk])
    assert f'<a href="{back}">Take it back</a>' in banner


def test_a_result_is_recorded_and_read_by_both_sides(amina, agreement) -> None:
    words = _words(amina.post(_new(agreement), TYPED, follow=True))
    assert "The result is recorded, and both sides see it." in words
    assert "1 Oct 2026 - 31 Oct 2026 Withdrawn 12 Prevented 1,050" in words
    assert "Protected not counted Direct spending MWK 250,000.50" in words
    assert "= USD 144.18, rate 1,734 of" in words
    assert "Children back in school 950 of 1,800, in all until then" in words
    assert "All children" not in words


def test_nothing_typed_is_lost_when_a_day_counts_twice(
    cast, now, amina, agreement
) -> None:
    recorded(cast, now, agreement)
    answer = amina.post(_new(agreement), {**TYPED, "from_on": "1 9 2026"})
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "There is a result from 1 Jul 2026 to 30 Sep 2026 already" in page
    for typed in ("1 9 2026", "1 050", "250,000.50", "Report of October"):
        assert typed in page


def test_an_empty_form_says_what_to_enter(amina, agreement) -> None:
    words = _words(amina.post(_new(agreement), {}))
    assert "Enter the first day of the period" in words
    assert "Write how we know, in one sentence" in words


def test_a_note_on_double_counting_ticks_its_box(amina, agreement) -> None:
    amina.post(_new(agreement), {**TYPED, "double_note": "Two clubs in Mtsinje"})
    row = PeriodResult.objects.get()
    assert (row.may_double_count, row.double_note) == (True, "Two clubs in Mtsinje")


def test_the_agreement_shows_its_latest_results(cast, now, amina, agreement) -> None:
    page = reverse("agreements:detail", args=[agreement.pk])
    assert "Nothing is recorded yet." in _words(amina.get(page))
    recorded(cast, now, agreement)
    words = _words(amina.get(page))
    assert "1 Jul 2026 - 30 Sep 2026 40 100 0 MWK 1,734,000" in words
    assert "Children back in school: 900 of 1,800" in words


def test_a_correction_shows_what_stood_there_before(
    cast, now, amina, agreement
) -> None:
    row = recorded(cast, now, agreement)
    page = reverse("agreements:result_correct", args=[row.pk])
    form = amina.get(page).content.decode()
    for value in ("1 Jul 2026", 'value="40"', "1,734,000", "Register of September"):
        assert value in form
    typed = {**TYPED, "from_on": "1 7 2026", "to_on": "30 9 2026"}
    words = _words(amina.post(page, {**typed, "reason": "Wrong report"}, follow=True))
    assert "Corrected: Wrong report" in words
    assert "What stood here before 1 Jul 2026 - 30 Sep 2026. Withdrawn 40" in words
    assert amina.get(page).status_code == 409


def test_a_result_is_taken_back_after_a_page_that_says_what_happens(
    cast, now, amina, agreement
) -> None:
    row = recorded(cast, now, agreement)
    page = reverse("agreements:result_take_back", args=[row.pk])
    assert "It counts nowhere any more." in _words(amina.get(page))
    assert "Write why it should not" in _words(amina.post(page, {}))
    words = _words(amina.post(page, {"reason": "Another partner"}, follow=True))
    assert "Taken back: it should not have been recorded. Another partner" in words


def test_a_press_says_that_an_agreement_serves_no_children(amina, agreement) -> None:
    press = reverse("agreements:serves_children", args=[agreement.pk])
    words = _words(amina.post(press, {"serves": "no"}, follow=True))
    assert "No: it is about policy, systems or data." in words
    words = _words(amina.post(press, {"serves": "yes"}, follow=True))
    assert "Yes: its spending is divided by the children it reached." in words


def test_an_auditor_reads_and_finds_no_button(cast, now, agreement) -> None:
    recorded(cast, now, agreement)
    page = client_of(cast.fay).get(_list(agreement)).content.decode()
    assert "Register of September" in page
    assert "/correct/" not in page
    assert "/results/new/" not in page


def test_words_of_people_are_escaped(cast, now, amina, agreement) -> None:
    recorded(cast, now, agreement, evidence="<b>bold</b>")
    page = amina.get(_list(agreement)).content.decode()
    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page


def test_one_result_or_five_take_the_same_queries(cast, now, amina, agreement) -> None:
    pages = [_list(agreement), reverse("agreements:detail", args=[agreement.pk])]
    recorded(cast, now, agreement)
    few = [queries_of(amina, page) for page in pages]
    for month in range(1, 6):
        day = now.date().replace(month=month, day=1)
        recorded(cast, now, agreement, from_on=day, to_on=day)
    assert [queries_of(amina, page) for page in pages] == few
    assert few[0] <= 8
