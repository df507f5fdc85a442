"""What counts as one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules.tokens import lines, tokens, words

TEXTS = st.text(max_size=80) | st.text(
    st.sampled_from("ab 1\n,.%é\u0301\u00a0\u202f🧒🏾\u200d👩(“"), max_size=60
)


@pytest.mark.parametrize(
    "whole",
    [
        "40,000",
        "1 234,50",
        "1\u00a0234\u202f567,50",
        "10 %",
        "10%",
        "2.5",
        "$40,000.75",
        "10:30",
        "27/03/2026",
        "2026-03-27",
        "27 March 2026",
        "27 March",
        "March 2026",
        "March 27, 2026",
        "1er mai 2026",
        "27 de marzo de 2026",
        "27 de março de 2026",
        "F2",
        "don't",
        "l\u2019accord",
        "cafe\u0301",
        "👩🏾\u200d🏫",
    ],
)
def test_an_amount_a_date_and_a_word_are_one_token(whole) -> None:
    assert [token.core for token in tokens(f"({whole}.")] == ["(", whole, "."]
    assert whole in [token.core for token in tokens(f"from {whole}, then")]


@pytest.mark.parametrize(
    ("text", "cores"),
    [
        ("USD 40,000.", ["USD", "40,000", "."]),
        ("In 2026 300 children", ["In", "2026", "300", "children"]),
        ("Annex A, part 2.", ["Annex", "A", ",", "part", "2", "."]),
        ("They may ask 3 times.", ["They", "may", "ask", "3", "times", "."]),
        (" a", ["", "a"]),
        ("", []),
    ],
)
def test_what_does_not_belong_together_stays_apart(text, cores) -> None:
    assert [token.core for token in tokens(text)] == cores


def test_marks_are_no_words() -> None:
    assert words("One, (two) … 3!") == ["One", "two", "3"]


@given(TEXTS)
def test_tokens_and_lines_put_together_are_the_text(text) -> None:
    for cut in (tokens(text), lines(text)):
        assert "".join(token.core + token.space for token in cut) == text
