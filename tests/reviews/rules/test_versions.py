"""What does a version lack, and what is the next one called?"""

import pytest

from reviews.rules.versions import (
    CLOSING,
    CLOSING_WORDS,
    QUESTION_WORDS,
    Gap,
    gaps,
    next_code,
)

FULL = {
    ("en-gb", "D1"): dict.fromkeys(QUESTION_WORDS, "text"),
    ("en-gb", CLOSING): dict.fromkeys(CLOSING_WORDS, "text"),
}
PLACES = ["D1", CLOSING]


def test_a_version_with_all_its_texts_lacks_nothing():
    assert gaps(FULL, languages=["en-gb"], places=PLACES) == ()


def test_an_empty_text_is_named():
    texts = FULL | {("en-gb", "D1"): {**FULL["en-gb", "D1"], "anchor_3": ""}}
    found = gaps(texts, languages=["en-gb"], places=PLACES)
    assert found == (Gap("en-gb", "D1", ("anchor_3",)),)


def test_a_language_without_a_row_lacks_every_text():
    found = gaps(FULL, languages=["fr"], places=PLACES)
    assert found == (Gap("fr", "D1", QUESTION_WORDS), Gap("fr", CLOSING, CLOSING_WORDS))


@pytest.mark.parametrize(
    ("code", "taken", "free"),
    [
        ("RHR-1", ["RHR-1"], "RHR-2"),
        ("RHR-1", ["RHR-1", "RHR-2"], "RHR-3"),
        ("RHR-9", ["RHR-9"], "RHR-10"),
        ("SHORT", ["SHORT"], "SHORT-1"),
    ],
)
def test_the_next_code_counts_on_to_a_free_number(code, taken, free):
    assert next_code(code, taken) == free
