"""What is one word of a text, so that numbers, amounts and dates stay whole?

A token is what is compared (`core`) and the space behind it (`space`): "weight." and
"weight and more." share the token "weight". Joining both of all tokens gives the text.
"""

import re
from typing import Final, NamedTuple

# The months as agreements write them: English, French, Spanish, Portuguese.
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November"
    "|December|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    "|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    "|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro"
    "|outubro|novembro|dezembro"
)
_SPACE: Final = "[ \u00a0\u202f]"
_MARKS: Final = '.,;:!?¡¿()\\[\\]{}"«»“”„…\u2013\u2014'
_LETTER: Final = rf"[^\s{_MARKS}]"
# Nearly all words; tried first, since the rest takes much longer to look for.
_PLAIN: Final = rf"[^\W\d_]++(?=[\s{_MARKS}]|\Z)(?!{_SPACE}\d)"
# "40,000", "10:30", "2026-03-27", "F2", "don't": marks inside only between digits.
_WORD: Final = rf"{_LETTER}+(?:(?<=\d)[.,:](?=\d){_LETTER}+)*"
# "1 234,50", "USD1 000 000"
_GROUPED: Final = (
    rf"[^\s\d{_MARKS}]*\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)"
    rf"(?:(?<=\d)[.,](?=\d){_LETTER}+|{_LETTER}*)"
)
# "27 March 2026", "1er mai", "27 de marzo de 2026", "March 27, 2026", "March 2026"
_DATE: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?{_SPACE}(?:de{_SPACE})?(?:{_MONTHS})\b"
    rf"(?:,?{_SPACE}(?:del?{_SPACE})?\d{{4}}\b)?"
    rf"|(?:{_MONTHS}){_SPACE}(?:\d{{1,2}},?{_SPACE})?\d{{4}}\b"
    rf"|(?:{_MONTHS}){_SPACE}\d{{1,2}}\b"
)
_PERCENT: Final = rf"(?:(?<=\d){_SPACE}?[%‰])?"
_TOKEN: Final = re.compile(
    rf"((?:{_PLAIN}|[{_MARKS}]|{_DATE}|(?:{_GROUPED}|{_WORD}){_PERCENT})?)(\s*)"
)
_LINE: Final = re.compile(r"([^\n]*)(\n*)")
_LETTERS: Final = re.compile(r"\w+")


class Token(NamedTuple):
    """One word, number, amount, date or mark, or one line.

    Attributes:
        core: what is compared.
        space: the blanks or line ends behind it.
    """

    core: str
    space: str


_EMPTY: Final = Token("", "")


def tokens(text: str) -> list[Token]:
    """Return the words of a text; a leading blank is a token without a core."""
    return _cut(_TOKEN, text)


def lines(text: str) -> list[Token]:
    """Return the lines of a text: paragraphs and the points of lists."""
    return _cut(_LINE, text)


def words(text: str) -> list[str]:
    """Return only the words and numbers of a text, without marks and blanks."""
    return [token.core for token in tokens(text) if _LETTERS.search(token.core)]


def _cut(pattern: re.Pattern[str], text: str) -> list[Token]:
    found = [Token(core, space) for core, space in pattern.findall(text)]
    return [token for token in found if token != _EMPTY]
