"""What do the agreements in force aim at?"""

from datetime import date

from agreements.rules.parts import Target
from eclt_partners.dashboards.rules.targets import targets_in_force
from tests.dashboards.records import (
    a_first,
    a_result,
    a_version,
    an_agreement,
    recorded,
)
from tests.dashboards.rows import TODAY

CHILDREN = Target("children", "Children back in school", 3000, date(2027, 6, 30))
FEWER = Target("children", "Children back in school", 2000)


def _found(*versions, results=()):
    agreement = an_agreement(*versions, results=results)
    return targets_in_force([recorded(agreements=[agreement])], TODAY)


def test_the_version_in_force_says_the_targets():
    found = _found(a_first(targets=(CHILDREN,)), a_version(targets=(FEWER,)))
    (line,) = found["agreements"]
    assert (line["version"], line["from_on"]) == (2, "2025-07-01")
    (target,) = line["targets"]
    assert (target["text"], target["quantity"], target["by_on"]) == (
        "Children back in school",
        2000,
        None,
    )


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


def test_the_latest_reading_says_how_much_is_reached():
    results = [
        a_result(to_on=date(2026, 9, 30), reached={"children": 1450}),
        a_result(reached={"children": 900}),
    ]
    found = _found(a_first(targets=(CHILDREN,)), results=results)
    (target,) = found["agreements"][0]["targets"]
    assert (target["reached"], target["reached_on"]) == (1450, "2026-09-30")
    assert (target["percent"], found["counted_count"]) == (48, 1)


def test_what_nobody_counted_is_not_zero():
    found = _found(a_first(targets=(CHILDREN,)), results=[a_result()])
    (target,) = found["agreements"][0]["targets"]
    assert (target["reached"], target["percent"]) == (None, None)
    assert found["counted_count"] == 0
