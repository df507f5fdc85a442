"""Where does each deed stand in the history of a partnership?"""

import pytest

from eclt_partners.dashboards.history_parts import BEGINNINGS, PARTS, part_of, verbs_of
from eclt_partners.dashboards.verbs import VERB_WORDS


def test_every_verb_stands_in_exactly_one_part():
    found = [verb for part in PARTS for verb in verbs_of(part)]
    assert sorted(found) == sorted(VERB_WORDS)


def test_no_beginning_is_left_without_a_verb():
    used = {verb.rpartition(".")[0] for verb in VERB_WORDS}
    apps = {name.partition(".")[0] for name in used}
    assert set(BEGINNINGS) <= used | apps


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        ("agreements.promise.reported", "promises"),
        ("agreements.version.registered", "agreements"),
        ("partners.goal.set", "plans"),
        ("partners.stage.changed", "stage"),
        ("reviews.not_me.said", "people"),
    ],
)
def test_a_longer_beginning_goes_first(verb, part):
    assert part_of(verb) == part
