"""Which sentence stands above what was reached, and on the page "Look closer"?"""

import pytest

from eclt_partners.dashboards import result_sentences as s


def _children(withdrawn, prevented, protected):
    counts = {
        "withdrawn": withdrawn,
        "prevented": prevented,
        "protected": protected,
    }
    ways = [{"way": way, "count": count} for way, count in counts.items()]
    return {"lines_count": 1, "ways": ways}


def test_each_way_of_counting_children_is_said_apart():
    assert s.children(_children(1360, 0, None)) == (
        "In 12 months: children withdrawn 1,360, prevented 0, protected not counted"
    )


def test_without_results_or_counts_nothing_is_claimed():
    assert s.children(_children(None, None, None)) == (
        "Children were not counted in the last 12 months"
    )
    nothing = "No result of the last 12 months is recorded"
    assert s.children({"lines_count": 0, "ways": []}) == nothing


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "No agreement in force names a target in numbers"),
        (1, "1 target is agreed; of 0 it is known how much is reached"),
        (3, "3 targets are agreed; of 0 it is known how much is reached"),
    ],
)
def test_targets_say_of_how_many_it_is_known_what_is_reached(count, sentence):
    assert s.targets({"target_count": count, "counted_count": 0}) == sentence


def test_start_years_are_compared_only_when_two_have_a_mean():
    assert s.cohorts({"compared": None}).startswith("Too few partnerships began")
    compared = {"old_year": 2019, "old_mean": 60, "new_year": 2024, "new_mean": 50}
    assert s.cohorts({"compared": {**compared, "band": "STARTING"}}) == (
        "In the first year: partnerships that began in 2024 are at 50, those of 2019 "
        "were at 60"
    )


def test_health_and_targets_say_their_number_and_no_cause():
    assert s.reached({"count": 0}).startswith("Of no partnership")
    assert s.reached({"count": 1}) == "Health and reached targets of 1 partnership"
