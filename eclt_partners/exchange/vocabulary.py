"""Which words of a cell stand for which value? In all languages of the product."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from eclt_partners.common.words import own_name
from eclt_partners.countries.models import Country
from eclt_partners.exchange.rules.columns import folded
from partners.choices import PartnerKind

ValueT = TypeVar("ValueT")

EXAMPLE_FILE: Final = Path(__file__).with_name("example.json")
CODES: Final = tuple(code for code, _name in settings.LANGUAGES)
YES: Final = ("yes", "y", "oui", "si", "sim", "true", "1", "x")
NO: Final = ("no", "n", "non", "nao", "false", "0")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded word -> value, for the cells that only know some words."""

    kinds: Mapping[str, str]
    languages: Mapping[str, str]
    flags: Mapping[str, bool]


@cache
def vocabulary() -> Vocabulary:
    """The words of kinds, languages, yes and no."""
    kinds = _in_all_languages(PartnerKind, lambda kind: str(kind.label))
    # "English" is said in four languages; each also says itself, and has a code.
    names = dict(settings.LANGUAGES)
    named = _in_all_languages(CODES, lambda code: str(names[code]))
    own = {folded(own_name(code)): code for code in CODES}
    short = {code.partition("-")[0]: code for code in CODES}
    return Vocabulary(
        kinds={word: str(kind) for word, kind in kinds.items()},
        languages={**named, **own, **short},
        flags={**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)},
    )


def words_for_countries(countries: Iterable[Country]) -> dict[str, Country]:
    """Return folded name or code -> country."""
    rows = list(countries)
    return {
        **_in_all_languages(rows, lambda country: country.name),
        **{folded(country.code): country for country in rows},
    }


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Language -> column -> what the example row of the template says."""
    found: Mapping[str, Mapping[str, str]] = json.loads(EXAMPLE_FILE.read_text("utf-8"))
    return found


@cache
def example_names() -> frozenset[str]:
    """The partners of the example rows, folded: nobody registers them."""
    return frozenset(folded(row["name"]) for row in examples().values())


def without_our_own(ignored: Sequence[str]) -> list[str]:
    """Take out the row and the reason that our file of left-out rows begins with."""
    for code in CODES:
        with translation.override(code):
            ours = [gettext("Row"), gettext("Why")]
        if list(ignored[: len(ours)]) == ours:
            return list(ignored[len(ours) :])
    return list(ignored)


def _in_all_languages(
    values: Iterable[ValueT], word: Callable[[ValueT], str]
) -> dict[str, ValueT]:
    rows, found = list(values), {}
    for code in CODES:
        with translation.override(code):
            found.update({folded(word(each)): each for each in rows})
    return found
