"""The reasons of a status, said shortly."""

from eclt_partners.dashboards.reasons import first_sentences, sentences


def test_one_rule_is_one_sentence():
    assert sentences(["R1"], 0) == ["The health index is below 40."]


def test_low_dimensions_share_one_sentence():
    assert sentences(["R2:D2", "A2:D4"], 0) == [
        "Trust and respect, Fair decisions: one side answers 2 or lower on average."
    ]


def test_a_late_review_is_said_once_with_its_days():
    assert sentences(["A6"], 45) == ["The review is 45 days late."]


def test_one_day_late_is_singular():
    assert sentences([], 1) == ["The review is 1 day late."]


def test_what_is_not_known_is_said_too():
    assert sentences(["grey:no_review"], 0) == ["No review has been completed yet."]


def test_a_calm_partnership_has_no_reasons():
    assert sentences([], 0) == []


def test_of_many_reasons_the_first_are_said_and_the_others_counted():
    codes = ["R1", "R2:D1", "R4", "grey:stale"]
    shown, more = first_sentences(codes, 0, most=3)
    assert (shown, more) == (sentences(codes, 0)[:3], 1)


def test_that_a_review_is_late_is_never_left_out():
    codes = ["R1", "R2:D1", "R4", "grey:stale"]
    shown, more = first_sentences(codes, 22, most=3)
    assert shown == [*sentences(codes, 0)[:2], "The review is 22 days late."]
    assert more == 2


def test_few_reasons_are_all_said():
    assert first_sentences(["R1"], 3, most=3) == (sentences(["R1"], 3), 0)
