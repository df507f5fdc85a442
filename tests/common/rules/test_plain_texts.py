"""A text is kept as it is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclt_partners.common.rules.plain_texts import plain_line, plain_lines


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Nyali \u202etsurT\u202c", "Nyali tsurT"),
        ("\u2066Nyali\u2069 \u202aTrust", "Nyali Trust"),
        ("Nya\u200bli\u2060 Tr\xadust\ufeff", "Nyali Trust"),
        ("Nyali\x07 \x1b[1mTrust\x9f", "Nyali [1mTrust"),
        ("Ny\u200dali\u200e Trust\u200c", "Nyali Trust"),
        ("Nyali\U000e0041\U000e007f Trust\u3164", "Nyali Trust"),
        ("\u2800Nya\u034fli\ufe00 \u115f\u1160Tru\U000e0101st\u180e", "Nyali Trust"),
    ],
)
def test_signs_that_nobody_sees_are_left_out(typed: str, seen: str) -> None:
    assert plain_line(typed) == plain_lines(typed) == seen


@pytest.mark.parametrize(
    "typed",
    [
        "Élan d'été — ß, Ñandú",
        "سپ\u200cیش",
        "র\u200d্যাব, ශ්\u200dරී",
        "שלום\u200f! (ABC\u200e)",
        "👩\u200d🌾 ❤️ 葛\U000e0101 ᠮᠣᠩ\u180bᠭᠣᠯ",
        "中文　名",
        "a\xa0b",
    ],
)
def test_what_writing_systems_need_stays(typed: str) -> None:
    assert plain_line(typed) == plain_lines(typed) == typed


def test_a_name_has_one_line_and_a_text_keeps_its_lines() -> None:
    typed = "Nyali\r\nTrust\tof\u2028Mzuzu\x0b\x85"
    assert plain_line(typed) == "Nyali Trust of Mzuzu "
    assert plain_lines(typed) == "Nyali\r\nTrust\tof\nMzuzu\n\n"


@given(st.text())
def test_a_text_that_was_read_once_is_read_the_same_again(typed: str) -> None:
    assert plain_line(plain_line(typed)) == plain_line(typed)
    assert plain_lines(plain_lines(typed)) == plain_lines(typed)
