"""What is a ladder made of, and who is to be reached by it? Plain values."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Place(NamedTuple):
    """Where a reminder stands in the ledger; the unique key of its row."""

    kind: str
    subject_id: int
    step: str
    round: int
    recipient_key: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder as it is set up now.

    Attributes:
        code: its name, for example "T-14".
        offset: days after the day that counts.
        audience: whom it reaches.
        letter: which letter it carries.
        group: steps of one ladder that have nothing to do with each other, such as
            asking for a report and asking whether it is right, differ in it.
        is_active: it is in use.
        counts: it counts among the mails of which a person gets a few at most.
    """

    code: str
    offset: int
    audience: str
    letter: str = ""
    group: str = ""
    is_active: bool = True
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One person who is to be reminded of one subject, as things stand.

    Attributes:
        kind: of the ladder.
        counts_from: the day from which steps are counted.
        audiences: which audiences the person belongs to here; empty: all.
        letter: only steps with this letter; "": all.
        worth_days: a step missed by more days is not sent any more; None: it is.
        most: after so many counted mails the person is left alone; None: never.
    """

    kind: str
    subject_id: int
    round: int
    partnership_id: int
    country: str
    recipient_key: str
    counts_from: date
    today: date
    audiences: frozenset[str] = frozenset()
    letter: str = ""
    worth_days: int | None = None
    most: int | None = None

    def is_reached_by(self, rung: Rung) -> bool:
        """Tell whether a step is for this person."""
        return (
            rung.is_active
            and (not self.audiences or rung.audience in self.audiences)
            and (not self.letter or rung.letter == self.letter)
        )
