"""Which kinds of partner, where, and how much money?"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from eclt_partners.dashboards.rules.money import in_force, kinds_and_money
from partners.choices import PartnerKind, Stage
from tests.dashboards.records import ENDS, a_first, a_version, an_agreement, recorded
from tests.dashboards.rows import TODAY

NGO, UNION = PartnerKind.LOCAL_NGO, PartnerKind.TRADE_UNION


def _deal(code="MW-01", *, kind=NGO, usd="1000.00", **fields):
    version = a_version(1, reporting_amount=Decimal(usd), **fields)
    return recorded(
        code, agreements=[an_agreement(version, kinds=(kind,))], kinds=[kind]
    )


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), 2),
        (ENDS, 2),
        (date(2028, 1, 1), None),
        (date(2023, 12, 31), None),
    ],
)
def test_the_version_of_the_day_is_in_force(day, number):
    found = in_force(an_agreement(a_first(), a_version()), day)
    assert (found and found.number) == number


def test_money_of_an_ended_partnership_is_in_force_until_its_end():
    ended = a_version(1, starts=date(2026, 1, 1), held_to=TODAY - timedelta(days=1))
    agreement = an_agreement(ended)
    assert in_force(agreement, TODAY - timedelta(days=1)) is ended
    assert in_force(agreement, TODAY) is None


def test_an_agreement_shows_both_currencies_with_rate_and_day():
    (deal,) = kinds_and_money([_deal(places=("Mtsinje",))], TODAY)["agreements"]
    assert (deal["amount"], deal["currency"]) == ("1734000.00", "MWK")
    assert (deal["reporting_amount"], deal["reporting_currency"]) == ("1000.00", "USD")
    assert (deal["rate"], deal["rate_on"]) == ("1734", "2025-06-01")
    assert deal["places"] == ["Mtsinje"]


@pytest.mark.parametrize(
    ("rate", "text"), [("1000.000000", "1000"), ("7.700000", "7.7"), ("1", "1")]
)
def test_a_rate_is_written_without_idle_zeros(rate, text):
    found = kinds_and_money([_deal(rate=Decimal(rate))], TODAY)
    assert found["agreements"][0]["rate"] == text


def test_only_the_reporting_currency_is_added_up():
    rows = [
        _deal("MW-01", currency="MWK"),
        _deal("MW-02", currency="ZMW", usd="2500.50"),
    ]
    assert kinds_and_money(rows, TODAY)["totals"] == [
        {"currency": "USD", "amount": "3500.50"}
    ]


def test_two_reporting_currencies_stay_apart():
    rows = [_deal("MW-01"), _deal("MW-02", reporting_currency="CHF")]
    assert [t["currency"] for t in kinds_and_money(rows, TODAY)["totals"]] == [
        "CHF",
        "USD",
    ]


def test_each_kind_has_its_count_and_its_money():
    rows = [
        _deal("MW-01", usd="1000"),
        _deal("MW-02", usd="3000"),
        _deal("MW-03", kind=UNION, usd="1000"),
    ]
    unions, ngos = kinds_and_money(rows, TODAY)["kinds"]
    assert (unions["kind"], unions["count"], unions["count_bar"]) == (UNION, 1, 50.0)
    assert (ngos["kind"], ngos["count"], ngos["deal_count"]) == (NGO, 2, 2)
    assert ngos["totals"] == [{"currency": "USD", "amount": "4000", "bar": 100.0}]
    assert unions["totals"][0]["bar"] == 25.0


def test_money_of_several_kinds_together_is_not_shared_out():
    agreement = an_agreement(a_version(1), kinds=(NGO, UNION))
    row = recorded(agreements=[agreement], kinds=[NGO, UNION])
    (kind,) = kinds_and_money([row], TODAY)["kinds"]
    assert (kind["kind"], kind["count"]) == ("SEVERAL", 1)


def test_what_ended_is_no_running_partnership_and_has_no_money():
    row = recorded(
        agreements=[an_agreement(a_version(1, ends=date(2026, 1, 1)))],
        kinds=[NGO],
        stage=Stage.CONCLUDED,
    )
    found = kinds_and_money([row], TODAY)
    assert (found["kinds"], found["agreements"], found["running"]) == ([], [], 0)


def test_running_partnerships_without_an_agreement_in_force_are_counted():
    found = kinds_and_money([_deal("MW-01"), recorded("MW-02", kinds=[NGO])], TODAY)
    assert (found["running"], found["without_count"]) == (2, 1)
    assert found["kinds"][0]["deal_count"] == 1


@pytest.mark.parametrize(
    ("day", "number"), [(date(2025, 12, 31), 2), (date(2026, 1, 1), None)]
)
def test_an_agreement_that_another_one_continues_is_over(day, number):
    old = an_agreement(a_first(), a_version(), continued_on=date(2026, 1, 1))
    found = in_force(old, day)
    assert (found and found.number) == number
