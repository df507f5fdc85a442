"""The words of gates."""

import pytest

from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.words import LACK_WORDS, gap_words
from partners.choices import Side


@pytest.mark.parametrize("lack", list(Lack))
def test_everything_that_can_be_missing_has_words(lack) -> None:
    assert gap_words(Gap(lack, "Nyali")).endswith((".", "?"))


def test_no_words_are_left_over() -> None:
    assert set(LACK_WORDS) == set(Lack)


def test_a_side_is_called_by_its_name() -> None:
    words = gap_words(Gap(Lack.NOTHING_BROUGHT, Side.PARTNER))

    assert words == "Partner: write what this side brings."


def test_a_sentence_without_its_subject_begins_with_what_is_missing() -> None:
    words = gap_words(Gap(Lack.NO_REGISTRATION))

    assert words == "The registration number is not known."
