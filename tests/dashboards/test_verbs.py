"""Every audit verb of the product has words."""

import ast

from eclt_partners.dashboards.verbs import UNKNOWN_VERB, VERB_WORDS, verb_words
from tests.architecture.source import parsed


def recorded_verbs():
    """The verbs that services hand to `record`, found in the source."""
    found = set()
    for _path, tree in parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node).endswith("record"):
                found |= set(_texts(node.args[:1]))
    return found


def _name(node):
    return ast.unparse(node.func)


def _texts(nodes):
    for node in nodes:
        for part in ast.walk(node):
            is_text = isinstance(part, ast.Constant) and isinstance(part.value, str)
            if is_text and part.value.count(".") == 2:
                yield part.value


def test_there_are_verbs_to_look_at():
    assert len(recorded_verbs()) > 15


def test_every_recorded_verb_has_words():
    assert sorted(recorded_verbs() - VERB_WORDS.keys()) == []


def test_a_verb_of_a_later_version_stays_readable():
    assert verb_words("moon.landing.planned") == str(UNKNOWN_VERB)
