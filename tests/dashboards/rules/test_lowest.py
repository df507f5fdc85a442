"""The lowest number of a partnership."""

from eclt_partners.dashboards.rules.lowest import lowest_mean


def _pair(**means):
    return {"means": {code: {"cell": {"joint": mean}} for code, mean in means.items()}}


def test_the_first_of_the_form_is_named_and_those_as_low_are_counted():
    pairs = [_pair(D2="3.5", D3="3.0"), _pair(D1="4.0", D2="3.0", D10="3.0")]
    assert lowest_mean(pairs) == ("D2", "3.0", 2)
