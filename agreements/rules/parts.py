"""Which parts does the text of a deal have?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from agreements.choices import ClauseKind, CommitmentKind
from partners.choices import OwnerSide


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest numbered part of an agreement.

    Attributes:
        key: stays the same over all versions, however the clause is moved or worded.
        kind: what the clause is there for; some kinds may not go (methods E1).
        heading: its title.
        text: plain text; paragraphs are separated by an empty line.
        is_locked: protected from changes that make it weaker.
    """

    key: str
    kind: ClauseKind
    heading: str
    text: str
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money for one purpose in one calendar year, in the currency of the terms."""

    key: str
    label: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """Something countable that both want to reach: children, committees, schools.

    Attributes:
        key: stays the same over all versions.
        text: what is counted.
        quantity: how many.
        by_on: until when, or None for the whole time.
    """

    key: str
    text: str
    quantity: int
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment of one side (methods E5).

    Attributes:
        code: F1, P2, B1; stays the same over all versions.
        side: who promises.
        party_id: which party of a coalition; None when there is only one.
        rhythm: how often, in words; "" for a single day.
        amount: in the currency of the terms, or None.
        rhythm_kind: how often in a way that gives dates, or ""; `due_on` is the first.
        rhythm_number: how many months, weeks or days, or which day; or None.
        measure: how both see that it is kept.
        evidence_wanted: what the owner shows.
        owner_key: who keeps it: "user:3" or "contact:7", or "".
        confirmer_key: who of the other side confirms, or "".
    """

    code: str
    side: OwnerSide
    kind: CommitmentKind
    text: str
    due_on: date | None = None
    rhythm: str = ""
    amount: Decimal | None = None
    party_id: int | None = None
    rhythm_kind: str = ""
    rhythm_number: int | None = None
    measure: str = ""
    evidence_wanted: str = ""
    owner_key: str = ""
    confirmer_key: str = ""

    @property
    def has_a_day(self) -> bool:
        """True with a date or a rhythm, in numbers or in words."""
        return bool(self.due_on or self.rhythm or self.rhythm_kind)


@dataclass(frozen=True, slots=True)
class WorkingRules:
    """The numbers behind the clauses on taking stock and on changing (gate G2).

    Attributes:
        take_stock_months: months between two reviews at most.
        first_review_months: months from the start to the first review at most.
        answer_days: days that the other side may take to answer a wish to change.
    """

    take_stock_months: int | None = None
    first_review_months: int | None = None
    answer_days: int | None = None


@dataclass(frozen=True, slots=True)
class TalkPath:
    """Whom to call when something is hard to say: a person a side and one above.

    Each is an actor key ("user:3", "contact:7") or "" when nobody is named yet.
    """

    foundation_person: str = ""
    foundation_above: str = ""
    partner_person: str = ""
    partner_above: str = ""


# What nobody has filled in yet.
NO_RULES: Final = WorkingRules()
NO_PATH: Final = TalkPath()
