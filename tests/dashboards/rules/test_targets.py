"""What do the agreements in force aim at?"""

from datetime import date

from agreements.rules.parts import Target
from eclt_partners.dashboards.rules.targets import targets_in_force
from tests.dashboards.records import a_first, a_version, an_agreement, recorded
from tests.dashboards.rows import TODAY

CHILDREN = Target("children", "Children back in school", 3000, date(2027, 6, 30))
FEWER = Target("children", "Children back in school", 2000)


def _found(*versions):
    return targets_in_force([recorded(agreements=[an_agreement(*versions)])], TODAY)


def test_the_version_in_force_says_the_targets():
    found = _found(a_first(targets=(CHILDREN,)), a_version(targets=(FEWER,)))
    (line,) = found["agreements"]
    assert (line["version"], line["from_on"]) == (2, "2025-07-01")
    assert line["targets"] == [
        {"text": "Children back in school", "quantity": 2000, "by_on": None}
    ]


def test_a_target_has_its_day():
    (line,) = _found(a_first(targets=(CHILDREN,)))["agreements"]
    assert line["targets"][0]["by_on"] == "2027-06-30"


def test_targets_are_counted_and_their_numbers_never_added_up():
    found = _found(a_first(targets=(CHILDREN, FEWER)))
    assert found["target_count"] == 2
    assert "5000" not in str(found)


def test_agreements_in_force_without_a_target_are_counted():
    found = _found(a_first())
    assert (found["agreements"], found["without_count"]) == ([], 1)


def test_what_is_over_aims_at_nothing():
    found = _found(a_first(targets=(CHILDREN,)), a_version(ends=date(2026, 1, 1)))
    assert (found["agreements"], found["without_count"]) == ([], 0)
