"""Every audit verb of the product has words."""

import ast
import re

from eclt_partners.dashboards.verbs import UNKNOWN_VERB, VERB_WORDS, verb_words
from tests.architecture.source import functions, parsed

VERB = re.compile(
    r"(accounts|agreements|countries|dashboards|documents|lifecycle|partners|reviews)"
    r"(\.[a-z_]+){2}"
)


def recorded_verbs():
    """The verbs that services write, found in the source."""
    found = set()
    for path, tree in parsed():
        if "/services" in path or "/demo/" in path:
            found |= set(_whole(tree)) | set(_put_together(tree))
    return found


def _whole(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and VERB.fullmatch(str(node.value)):
            yield node.value


def _put_together(tree):
    """Verbs such as f"accounts.link.{verb}": from the calls of their function."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.JoinedStr) and isinstance(
                node.values[0], ast.Constant
            ):
                start = str(node.values[0].value)
                for end in _first_texts(tree, function.name):
                    if VERB.fullmatch(start + end):
                        yield start + end


def _first_texts(tree, name):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_there_are_verbs_to_look_at():
    assert len(recorded_verbs()) > 15


def test_every_recorded_verb_has_words():
    assert sorted(recorded_verbs() - VERB_WORDS.keys()) == []


def test_a_verb_of_a_later_version_stays_readable():
    assert verb_words("moon.landing.planned") == str(UNKNOWN_VERB)


def test_a_talk_at_a_table_is_about_an_agreement_that_may_be_new() -> None:
    """The same step writes down the talk about a first agreement and about a change."""
    assert str(VERB_WORDS["agreements.talk.recorded"]) == (
        "wrote down a talk about an agreement"
    )
