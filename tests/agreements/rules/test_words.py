"""The word diff is exact, readable and quick."""

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.rules.words import SpanKind, spans

MARKS = {SpanKind.SAME: "{}", SpanKind.ADDED: "[+{}+]", SpanKind.REMOVED: "[-{}-]"}
PIECES = st.sampled_from(
    [
        "the ",
        "40,000",
        " ",
        "\n",
        "\n\n",
        "a",
        "b. ",
        "é",
        "e\u0301",
        "👩🏾\u200d🏫",
        ",",
        "\r",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


def shown(old: str, new: str) -> str:
    return "".join(MARKS[span.kind].format(span.text) for span in spans(old, new))


def side(old: str, new: str, without: SpanKind) -> str:
    return "".join(span.text for span in spans(old, new) if span.kind != without)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_spans(old, new) -> None:
    assert side(old, new, without=SpanKind.ADDED) == old
    assert side(old, new, without=SpanKind.REMOVED) == new


@given(TEXTS, TEXTS)
def test_spans_are_never_empty_and_never_repeat_their_kind(old, new) -> None:
    found = spans(old, new)
    assert all(span.text for span in found)
    assert all(one.kind != next_one.kind for one, next_one in pairwise(found))


@given(TEXTS)
def test_an_unchanged_text_is_one_span(text) -> None:
    assert [span.kind for span in spans(text, text)] == [SpanKind.SAME] * bool(text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "The total is USD 40,000 until 27 March 2026.",
            "The total is USD 45,000 until 27 April 2026.",
            "The total is USD [-40,000-][+45,000+] until"
            " [-27 March 2026-][+27 April 2026+].",
        ),
        (
            "The same weight.",
            "The same weight and more.",
            "The same weight[+ and more+].",
        ),
        (
            "Il paie 1 234,50 EUR.",
            "Il paie 1 240 EUR.",
            "Il paie [-1 234,50-][+1 240+] EUR.",
        ),
        ("Soit 10 % du total", "Soit 12 % du total", "Soit [-10 %-][+12 %+] du total"),
        (
            "a\n\nb c d\n\ne",
            "a\n\nb x d\n\nf\n\ne",
            "a\n\nb [-c-][+x+] d\n\n[+f\n\n+]e",
        ),
        ("One line.", "One line.\n\nAnother.", "One line.[+\n\nAnother.+]"),
        ("", "All new.", "[+All new.+]"),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(old, new, expected) -> None:
    assert shown(old, new) == expected


def test_a_lonely_the_does_not_tear_a_sentence_apart() -> None:
    old = "Each year the partner sends the report to the foundation in 30 days."
    new = "Each year the union gives the list to the office in 30 days."
    assert shown(old, new) == (
        "Each year the [-partner sends the report to the foundation-]"
        "[+union gives the list to the office+] in 30 days."
    )


def test_amounts_and_ends_of_sentences_stay_between_changes() -> None:
    assert (
        shown("Pay 10 of 20.", "Pay 12 of 25.") == "Pay [-10-][+12+] of [-20-][+25+]."
    )
    assert "50 children" in shown("Help 50 children soon.", "Serve 50 children later.")


def test_a_paragraph_written_anew_is_replaced_as_a_whole() -> None:
    old = "Both follow the rules of Annex A and report a concern at once to the lead."
    new = (
        "Nobody works before the age of fourteen; schools keep a register, open to all."
    )
    assert shown(f"{old}\nEnd.", f"{new}\nEnd.") == f"[-{old}\n-][+{new}\n+]End."


def _text(
    count: int, words: int, seed: int, common: str = "the of and to , . in"
) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 - a text, no secret
    fillers = common.split()
    return [
        draw.choice(fillers) if draw.random() < 0.45 else f"w{draw.randrange(words)}"
        for _ in range(count)
    ]


def _seconds(old: list[str], new: list[str]) -> float:
    texts = " ".join(old), " ".join(new)
    found = []
    for _ in range(3):
        start = process_time()
        spans(*texts)
        found.append(process_time() - start)
    return min(found)


def _scattered(count: int) -> tuple[list[str], list[str]]:
    text = _text(count, 3_000, seed=1)
    return text, ["changed" if at % 50 == 0 else word for at, word in enumerate(text)]


def _rewritten(count: int) -> tuple[list[str], list[str]]:
    return _text(count, 3_000, seed=2), _text(count, 3_000, seed=3)


def _of_two_words(count: int) -> tuple[list[str], list[str]]:
    return _text(count, 1, 4, common="a b"), _text(count, 1, 5, common="a b")


def _hostile(count: int) -> tuple[list[str], list[str]]:
    """Anchors just near enough that each gap is looked at, all of the same words."""
    one, two = (
        [f"anchor{at}" if at % 148 == 0 else word for at, word in enumerate(text)]
        for text in _of_two_words(count)
    )
    return one, two


@pytest.mark.parametrize("texts", [_scattered, _rewritten, _of_two_words, _hostile])
def test_eight_times_the_words_take_far_less_than_the_square_of_the_time(texts) -> None:
    """Ratios of one run, since seconds depend on the machine: 8 is even, 64 squared."""
    assert _seconds(*texts(8_000)) < 32 * _seconds(*texts(1_000))
