"""Is a ladder of reminders sound, and how are its steps called?"""

import pytest

from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.rules.ladders import (
    ANSWERS_END,
    MOST_TO_RATERS,
    Problem,
    Rung,
    day_of,
    free_code,
    problems,
)
from partners.rules.method import METHOD


def rung(days: int, audience: Audience = Audience.LEADS, **given: object) -> Rung:
    letters = {
        Audience.LEADS: "review.heads_up",
        Audience.RATERS: "review.invitation",
        Audience.RATERS_AND_LEADS: "review.due_today",
    }
    values = {"code": "", "letter": letters.get(audience, "review.overdue"), **given}
    return Rung(days=days, audience=audience, **values)


def of_review(*rungs: Rung) -> list[tuple[int | None, Problem]]:
    return problems(ReminderKind.REVIEW, rungs)


def test_a_plain_ladder_has_no_problem():
    assert (
        of_review(rung(-30), rung(-14, Audience.RATERS), rung(30, Audience.MANAGER))
        == []
    )


def test_a_ladder_needs_a_step_in_use():
    assert of_review(rung(-30, is_active=False)) == [(None, Problem.NO_STEP)]
    assert of_review() == [(None, Problem.NO_STEP)]


def test_two_steps_on_one_day_are_both_named():
    assert of_review(rung(-30), rung(-30)) == [
        (0, Problem.SAME_DAY),
        (1, Problem.SAME_DAY),
    ]


def test_a_mail_goes_only_to_those_it_is_written_for():
    wrong = rung(-14, Audience.RATERS, letter="review.overdue")
    assert of_review(rung(-30), wrong) == [(1, Problem.WRONG_AUDIENCE)]


def test_other_ladders_know_one_audience():
    wrong = Rung("", -30, Audience.MANAGER, "agreement.ending")
    found = problems(ReminderKind.AGREEMENT_ENDING, [wrong])
    assert (0, Problem.WRONG_AUDIENCE) in found


def test_those_who_answer_get_four_steps_at_most():
    many = [rung(-20 + day, Audience.RATERS) for day in range(5)]
    assert of_review(*many) == [(None, Problem.TOO_MANY_TO_RATERS)]
    assert of_review(*many[:4]) == []


def test_a_step_that_is_not_in_use_is_no_fifth():
    many = [rung(-20 + day, Audience.RATERS) for day in range(4)]
    assert of_review(*many, rung(1, Audience.RATERS, is_active=False)) == []


@pytest.mark.parametrize(
    "audience", [Audience.MANAGER, Audience.DIRECTOR, Audience.DIRECTOR_AND_HELPER]
)
def test_nobody_above_hears_of_it_before_the_day_is_over(audience):
    assert of_review(rung(0, audience)) == [(0, Problem.ESCALATES_EARLY)]
    assert of_review(rung(1, audience)) == []


def test_nobody_is_asked_for_answers_after_the_window_has_closed():
    assert of_review(rung(17, Audience.RATERS)) == [(0, Problem.AFTER_ANSWERS_END)]
    assert of_review(rung(16, Audience.RATERS)) == []


def test_only_mails_to_those_who_answer_count_among_the_four():
    assert of_review(rung(-30, counts_for_cap=True)) == [(0, Problem.COUNTS_FOR_NOBODY)]
    assert of_review(rung(0, Audience.RATERS_AND_LEADS, counts_for_cap=True)) == []


def test_an_ending_is_announced_before_the_end():
    late = Rung("", 1, Audience.LEADS, "agreement.ending")
    assert problems(ReminderKind.AGREEMENT_ENDING, [late]) == [
        (0, Problem.DAY_OUT_OF_RANGE)
    ]


def test_a_new_step_gets_a_code_that_nobody_had():
    assert free_code("review.late", 7, set()) == "T+7"
    assert free_code("review.late", 7, {"T+7"}) == "T+7.2"
    assert free_code("review.late", 7, {"T+7", "T+7.2"}) == "T+7.3"
    assert free_code("promise.confirm", 3, {"T+3"}) == "C+3"
    assert len(free_code("agreement.ending", -365, {"T-365"})) <= 8


@pytest.mark.parametrize(
    ("code", "named"),
    [("T-14", ("T", -14)), ("T+0", ("T", 0)), ("C+3.2", ("C", 3)), ("A261123", None)],
)
def test_a_code_says_its_day(code, named):
    assert day_of(code) == named


def test_the_numbers_are_those_of_the_method():
    assert METHOD.close_after_days == ANSWERS_END
    assert METHOD.rater_mail_max == MOST_TO_RATERS
