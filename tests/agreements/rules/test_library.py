"""The library of ready clauses is complete and passes the product's own gate."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.choices import ClauseKind
from agreements.clause_library import clause_library
from agreements.rules.gate import GateFacts, gate_g2
from agreements.rules.library import places_of, usual_rules, worded
from agreements.rules.stronger import is_stronger
from agreements.rules.terms import WorkingRules
from tests.agreements.rules.some_terms import TERMS

LANGUAGES = {"en-gb", "fr", "es", "pt"}
LIBRARY = clause_library()
BY_KEY = {ready.key: ready for ready in LIBRARY.clauses}
WORDINGS = [
    (ready, language) for ready in LIBRARY.clauses for language in sorted(LANGUAGES)
]


def test_twelve_clauses_have_keys_of_their_own_and_one_kind_each() -> None:
    assert len(LIBRARY.clauses) == len(BY_KEY) == 12
    kinds = {ready.kind for ready in LIBRARY.clauses}
    assert kinds == set(ClauseKind) - {ClauseKind.PURPOSE, ClauseKind.OTHER}


def test_every_language_is_complete_and_translations_are_marked_as_drafts() -> None:
    assert all(set(ready.wordings) == LANGUAGES for ready in LIBRARY.clauses)
    assert LIBRARY.drafts == LANGUAGES - {"en-gb"}


@pytest.mark.parametrize(("ready", "language"), WORDINGS)
def test_each_wording_has_a_place_for_each_number(ready, language) -> None:
    wording = ready.wordings[language]
    assert wording.heading
    assert places_of(wording.text) == set(ready.numbers)
    text = worded(ready, language).text
    assert "{" not in text
    assert all(str(number) in text for number in ready.numbers.values())


def test_no_wording_was_forgotten_in_english() -> None:
    for ready in LIBRARY.clauses:
        texts = {wording.text for wording in ready.wordings.values()}
        assert len(texts) == len(LANGUAGES)


def test_what_protects_children_and_honesty_is_locked() -> None:
    locked = {ready.key for ready in LIBRARY.clauses if ready.is_locked}
    assert locked == {"children-first", "take-stock", "room-to-change"}
    room = BY_KEY["room-to-change"].wordings["en-gb"].text
    assert "never a reason to end or reduce support" in room


def test_every_kind_of_agreement_begins_with_what_the_gate_asks_for() -> None:
    usual = tuple(ready for ready in LIBRARY.clauses if ready.is_usual)
    terms = replace(
        TERMS,
        clauses=tuple(worded(ready, "pt") for ready in usual),
        rules=usual_rules(LIBRARY),
    )
    lines = gate_g2(terms, GateFacts(starts_on=date(2026, 1, 1)))
    assert all(line.ok for line in lines if line.code in {"B3", "B4"})
    assert BY_KEY["children-first"] in usual
    assert BY_KEY["paying-on-time"] not in usual


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("key", ["take-stock", "room-to-change"])
def test_shorter_times_of_protected_clauses_are_known_as_stronger(
    key, language
) -> None:
    ready = BY_KEY[key]
    usual = worded(ready, language)
    shorter = worded(ready, language, dict.fromkeys(ready.numbers, 3))
    assert is_stronger(usual.text, shorter.text, with_times=True)
    assert not is_stronger(shorter.text, usual.text, with_times=True)


def test_the_usual_numbers_are_those_of_the_clauses() -> None:
    assert usual_rules(LIBRARY) == WorkingRules(6, 6, 30)


def test_an_unknown_language_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        worded(LIBRARY.clauses[0], "de")
