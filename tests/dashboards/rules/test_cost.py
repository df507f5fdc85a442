"""What does it cost to reach one child, and what may be said of it?"""

from decimal import Decimal

from eclt_partners.dashboards.rules.cost import Spent, costs
from tests.dashboards.records import a_result, an_agreement, recorded


def _spent(number, *results):
    return Spent(recorded(f"MW-0{number}"), an_agreement(id=number), results)


def _dollars(children, amount):
    return a_result(children, 0, 0, amount, currency="USD", rate=Decimal(1))


def test_one_agreement_has_two_sums_and_neither_range_nor_mean():
    (cost,) = costs([_spent(1, a_result())])
    assert cost == {
        "currency": "USD",
        "spending": "1000.00",
        "children": 140,
        "partnership_count": 1,
        "lowest": None,
        "highest": None,
        "mean": None,
        "left_out_count": 0,
    }


def test_results_that_do_not_know_both_are_left_out_and_counted():
    groups = [_spent(1, a_result(), a_result(9, None, 0)), _spent(2, a_result(1, None))]
    (cost,) = costs(groups)
    assert (cost["spending"], cost["left_out_count"]) == ("1000.00", 2)


def test_from_two_agreements_on_there_is_a_range():
    (cost,) = costs([_spent(1, _dollars(10, "100")), _spent(2, _dollars(10, "55.55"))])
    assert (cost["lowest"], cost["highest"]) == ("5.56", "10.00")
    assert (cost["spending"], cost["children"]) == ("155.55", 20)


def test_a_mean_needs_five_partnerships_and_is_the_quotient_of_the_sums():
    groups = [_spent(n, _dollars(10 * n, "100")) for n in range(1, 6)]
    assert costs(groups[:4])[0]["mean"] is None
    # 500 / 150, not the mean of 10, 5, 3.33, 2.5 and 2.
    assert costs(groups)[0]["mean"] == "3.33"


def test_five_agreements_of_one_partnership_are_one_partnership():
    (cost,) = costs([_spent(1, _dollars(10, "100")) for _n in range(5)])
    assert (cost["partnership_count"], cost["mean"]) == (1, None)


def test_spending_without_children_stays_in_the_sum_and_out_of_the_range():
    (cost,) = costs([_spent(1, _dollars(0, "50")), _spent(2, _dollars(10, "100"))])
    assert (cost["spending"], cost["children"]) == ("150.00", 10)
    assert (cost["lowest"], cost["highest"]) == (None, None)


def test_no_child_at_all_is_no_division():
    groups = [_spent(n, _dollars(0, "50")) for n in range(1, 6)]
    assert costs(groups)[0]["mean"] is None


def test_reporting_currencies_are_never_mixed():
    euros = a_result(1, 1, 1, "30", currency="EUR", rate=1, reporting_currency="EUR")
    found = costs([_spent(1, a_result()), _spent(2, euros)])
    assert [(each["currency"], each["children"]) for each in found] == [
        ("EUR", 3),
        ("USD", 140),
    ]


def test_sums_are_exact_and_rounded_once():
    thirds = [_spent(n, a_result(1, 0, 0, "1", rate=3)) for n in (1, 2, 3)]
    assert costs(thirds)[0]["spending"] == "1.00"
