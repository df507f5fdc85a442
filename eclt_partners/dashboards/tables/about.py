"""What must a reader of a country's spreadsheet or report know first?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclt_partners.common.words import plain_datetime, zone_place
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.record_words import QUESTIONS
from eclt_partners.dashboards.rules.averages import AVERAGE_MIN_N
from eclt_partners.dashboards.rules.shortening import KEPT
from eclt_partners.dashboards.sentences import country_sentences
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.columns import Figures, Table

# Which sentence of `sentences.country_sentences` answers a question shortly.
FINDINGS: Final[Mapping[str, str]] = {
    "actions": "actions",
    "status": "tiles",
    "heat-map": "heat",
    "gap": "gaps",
    "trends": "trust",
    "overdue": "overdue",
    "changes": "changes",
    "keeping": "keeping",
    "growing": "growing",
    "endings": "endings",
    "lasting": "lasting",
    "children": "children",
    "money": "money",
}
NUMBERS: Final = {anchor: number for number, anchor in enumerate(QUESTIONS, start=1)}
NOTES: Final[tuple[Promise, ...]] = (
    gettext_lazy(
        "For people of the foundation who work for this country. It names several "
        "partnerships, so do not hand it to a partner. It has no single answers, no "
        "comments and no private notes."
    ),
    gettext_lazy(
        "What is not known is left empty. It is never a zero and never counted as good."
    ),
    gettext_lazy(
        "Numbers of fewer than %(least)d partnerships are listed, not averaged."
    ),
    gettext_lazy(
        "Scores are means of both sides in the last completed review, from 1 to 5."
    ),
    gettext_lazy(
        "Money is the whole amount of each version in force, at the rate it was signed "
        "with. Different currencies are never added up."
    ),
)

OF_A_LARGE_COUNTRY: Final = gettext_lazy(
    "This country is very large: of long lists the first %(kept)d lines are kept. "
    "Sentences and sums speak of all."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its short answer and the tables that belong to it."""

    number: int
    anchor: str
    question: str
    finding: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What stands before the answers, in the active language.

    Attributes:
        title: what the file is, with the country.
        opening: the first sentence of the dashboard.
        data_of: the moment of the figures, with the zone of the country.
        notes: how to read it, and who may.
        answers: one for each question, in their order.
    """

    title: str
    opening: str
    data_of: str
    notes: tuple[str, ...]
    answers: tuple[Answer, ...]


def about(figures: Figures, country: Country, built_at: datetime) -> About:
    """Say it in the active language; moments in the active zone.

    Args:
        figures: of the country, with days as dates.
        country: which.
        built_at: the moment of the figures.
    """
    sentences = country_sentences(figures, country.name_in_sentence)
    return About(
        title=_("Country report: %(country)s") % {"country": country.name},
        opening=sentences["opening"],
        data_of=_("Data of %(moment)s (%(zone)s time)")
        % {"moment": plain_datetime(built_at), "zone": zone_place(country.time_zone)},
        notes=tuple(_notes(figures)),
        answers=tuple(_answers(sentences)),
    )


def _notes(figures: Figures) -> Iterator[str]:
    if figures.get("is_cut"):
        yield OF_A_LARGE_COUNTRY % {"kept": KEPT}
    for note in NOTES:
        yield str(note) % {"least": AVERAGE_MIN_N}


def _answers(sentences: Mapping[str, str]) -> Iterator[Answer]:
    for anchor, question in QUESTIONS.items():
        yield Answer(
            number=NUMBERS[anchor],
            anchor=anchor,
            question=str(question),
            finding=sentences[FINDINGS[anchor]],
            tables=tuple(
                table for table in TABLES.values() if table.question == anchor
            ),
        )


def tables_in_order() -> list[Table]:
    """Return the answer of each question first, then their lists in the same order."""
    first = {table.question: table for table in reversed(list(TABLES.values()))}
    answers = [first[anchor] for anchor in QUESTIONS]
    further = [table for table in TABLES.values() if table not in answers]
    return answers + sorted(further, key=_place)


def _place(table: Table) -> int:
    """Return the number of its question; what belongs to none comes last."""
    return NUMBERS.get(table.question, len(NUMBERS) + 1)


def sheet_name(table: Table) -> str:
    """Return "6 Late reviews": the number of the question, then what it is."""
    number = NUMBERS.get(table.question)
    return f"{number} {table.sheet}" if number else str(table.sheet)
