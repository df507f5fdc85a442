"""How often did both sides of a partnership sit down together?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """How many talks one partnership has held and how many reviews it completed.

    What was typed in from earlier years does not count: it did not happen since.
    """

    talks: int = 0
    reviews: int = 0


NOTHING_TAKEN = Taken()
