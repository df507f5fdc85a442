"""Has every mail a name before it has a subject?"""

import pytest

from eclt_partners.dashboards.letter_words import letter_words
from eclt_partners.notifications import letters
from eclt_partners.notifications.models import RESTRICTED

SHOWN = sorted(name for name in letters._writers if not name.startswith(RESTRICTED))


@pytest.mark.parametrize("letter", SHOWN)
def test_each_letter_that_the_ledger_shows_has_words(letter: str) -> None:
    assert letter_words(letter) not in {"", "Message"}


def test_no_two_letters_have_the_same_words() -> None:
    assert len({letter_words(letter) for letter in SHOWN}) == len(SHOWN) > 30


def test_a_letter_of_an_older_release_is_a_message() -> None:
    assert letter_words("gone") == "Message"
