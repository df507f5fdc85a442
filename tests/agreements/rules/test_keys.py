"""Which key a new part gets, and which keys a form may keep."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.keys import LONGEST, kept_keys, new_keys, slug


def test_a_key_is_made_of_the_words_without_accents_and_signs() -> None:
    assert slug("  École & forêt, 2026! ") == "ecole-foret-2026"


def test_words_without_plain_letters_get_a_key_all_the_same() -> None:
    assert slug("Школа") == "part"


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert new_keys(["Roofs", "Roofs"], {"roofs"}) == ["roofs-2", "roofs-3"]


@given(st.lists(st.text()), st.lists(st.text()))
def test_new_keys_are_short_and_never_given_twice(names, used) -> None:
    keys = new_keys(names, used)
    assert len(set(keys)) == len(names)
    assert not set(keys) & set(used)
    assert all(0 < len(key) <= LONGEST + 8 for key in keys)


def test_a_form_keeps_known_keys_once() -> None:
    assert kept_keys(["a", "x", "a", "b"], ["a", "b"]) == ["a", "", "", "b"]
