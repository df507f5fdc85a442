"""What does the database hold of one agreement, as plain values?

Rows are written as the hashed text writes them: dates as 2026-03-01, amounts as
decimal strings, people as keys. So both can be compared part by part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not what was signed.

    Attributes:
        place: where: "MW-01/2026, version 2, clause paying".
        text: what is wrong there, in plain words.
    """

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One version as it is kept.

    Attributes:
        number: of the row.
        canonical: the hashed text.
        prev_hash: as it is kept.
        hash: as it is kept.
        columns: what the columns say, by their names.
        terms: the parsed terms beside the text.
        clauses: the rows of its clauses in order.
        promises: the rows of its promises.
        signatures: those beside the text, with the hash each one carries.
    """

    number: int
    canonical: str
    prev_hash: str
    hash: str
    columns: Mapping[str, str]
    terms: Row
    clauses: Sequence[Row]
    promises: Sequence[Row]
    signatures: Sequence[Row]


@dataclass(frozen=True, slots=True)
class HeldProposal:
    """One proposal that was sent.

    Attributes:
        place: what it is, in words.
        canonical: its words.
        text_hash: as it is kept.
        terms: the parsed terms beside the words.
        said: the hashes that acceptances and signatures carry, by who gave them.
    """

    place: str
    canonical: str
    text_hash: str
    terms: Row
    said: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class HeldDays:
    """On which days a version holds, as it is kept.

    Attributes:
        number: of the version.
        first: first day.
        end: first day on which it does not hold any more.
    """

    number: int
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class HeldAgreement:
    """Everything of one agreement.

    Attributes:
        number: of the agreement.
        versions: oldest first.
        head: number, hash and first day of the newest version, as it is kept.
        days: the days of all versions.
        continued_on: first day of the agreement that continues this one.
        proposals: all that were sent.
    """

    number: str
    versions: Sequence[HeldVersion]
    head: tuple[int, str, date] | None
    days: Sequence[HeldDays] = ()
    continued_on: date | None = None
    proposals: Sequence[HeldProposal] = ()
