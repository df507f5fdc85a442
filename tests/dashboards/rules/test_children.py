"""How many children were reached in twelve months, and what is said of the rest?"""

from datetime import date

from eclt_partners.dashboards.rules.children import children_and_cost
from tests.dashboards.records import a_result, a_version, an_agreement, recorded
from tests.dashboards.rows import TODAY


def _deal(number, *results, **fields):
    deal = an_agreement(
        a_version(), id=number, number=f"MW-0{number}/1", results=results, **fields
    )
    return recorded(f"MW-0{number}", agreements=[deal])


def _found(*rows):
    return children_and_cost(rows, TODAY)


def _ways(found):
    return {each["way"]: each["count"] for each in found["ways"]}


def test_results_count_in_the_year_in_which_their_period_ended():
    found = _found(
        _deal(
            1,
            a_result(1, 0, 0, from_on=date(2025, 1, 1), to_on=date(2025, 11, 23)),
            a_result(2, 0, 0, from_on=date(2025, 11, 1), to_on=date(2025, 11, 24)),
            a_result(4, 0, 0, from_on=TODAY, to_on=TODAY),
            a_result(8, 0, 0, from_on=date(2026, 11, 24), to_on=date(2026, 11, 24)),
        )
    )
    assert (found["from_on"], found["to_on"]) == ("2025-11-24", "2026-11-23")
    assert _ways(found)["withdrawn"] == 6


def test_what_was_not_counted_is_none_and_never_zero():
    found = _found(_deal(1, a_result(5, None, None)), _deal(2, a_result(7, 3, None)))
    assert _ways(found) == {"withdrawn": 12, "prevented": 3, "protected": None}
    assert [each["without_count"] for each in found["ways"]] == [0, 1, 2]


def test_a_line_has_both_sums_in_both_currencies():
    (line,) = _found(_deal(1, a_result()))["lines"]
    assert (line["cost_children"], line["spending"], line["reported"]) == (
        140,
        "1734000.00",
        "1000.00",
    )
    assert (line["cost"], line["why"]) == ("7.14", None)


def test_only_results_that_know_both_are_divided_and_the_rest_is_counted():
    results = [a_result(), a_result(9, None, 0), a_result(9, 9, 9, None)]
    (line,) = _found(_deal(1, *results))["lines"]
    assert (line["cost_children"], line["cost"]) == (140, "7.14")
    assert (line["left_out_count"], line["withdrawn"]) == (2, 58)


def test_spending_is_all_that_is_known_also_where_children_were_not_counted():
    results = [a_result(), a_result(9, None, 0), a_result(9, 9, 9, None)]
    (line,) = _found(_deal(1, *results))["lines"]
    assert (line["spending"], line["reported"]) == ("3468000.00", "2000.00")
    assert (line["cost_spending"], line["unspent_count"]) == ("1000.00", 1)


def test_why_there_is_no_cost_is_said():
    rows = [
        _deal(1, a_result(1, None, 2)),
        _deal(2, a_result(1, 2, 3, None)),
        _deal(3, a_result(0, 0, 0)),
    ]
    lines = _found(*rows)["lines"]
    assert [line["why"] for line in lines] == ["not_counted", "no_spending", "no_child"]
    assert {line["cost"] for line in lines} == {None}


def test_two_currencies_of_one_agreement_are_two_lines_and_one_agreement():
    dollars = a_result(1, 1, 1, "30", currency="USD", rate=1)
    found = _found(_deal(1, a_result(), dollars))
    assert [line["currency"] for line in found["lines"]] == ["MWK", "USD"]
    assert found["agreement_count"] == 1


def test_what_serves_no_children_is_named_and_never_divided():
    found = _found(_deal(1, a_result(), serves_children=False), _deal(2, a_result()))
    assert [line["code"] for line in found["lines"]] == ["MW-02"]
    (left_out,) = found["excluded"]
    assert (left_out["code"], left_out["why"]) == ("MW-01", "no_services")


def test_an_agreement_of_the_period_without_a_result_is_named():
    over = an_agreement(
        a_version(starts=date(2020, 1, 1), ends=date(2025, 11, 23)), id=9
    )
    found = _found(_deal(1), recorded("MW-09", agreements=[over]))
    assert [(each["code"], each["why"]) for each in found["excluded"]] == [
        ("MW-01", "no_results")
    ]


def test_agreements_with_possible_double_counting_are_counted_once():
    doubtful = a_result(may_double_count=True)
    found = _found(_deal(1, doubtful, doubtful), _deal(2, a_result()))
    assert (found["double_count"], found["agreement_count"]) == (1, 2)


def test_numbers_speak_of_all_lines_however_many():
    rows = [_deal(1, a_result()) for _n in range(130)]
    found = _found(*rows)
    assert len(found["lines"]) == found["lines_count"] == 130
    assert _ways(found)["withdrawn"] == 130 * 40


def test_lines_keep_the_order_of_codes_whatever_they_cost():
    dear, cheap = a_result(1, 0, 0), a_result(999, 0, 0)
    for first, second in ((dear, cheap), (cheap, dear)):
        lines = _found(_deal(1, first), _deal(2, second))["lines"]
        assert [line["code"] for line in lines] == ["MW-01", "MW-02"]
