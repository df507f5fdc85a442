"""What is one line of the country wall?"""

from dataclasses import dataclass
from enum import Enum, auto

from eclt_partners.common.actions import Action


class Door(Enum):
    """What opens a page."""

    ALL = auto()  # nobody needs to sign in
    PERSON = auto()  # any signed-in person
    RIGHT = auto()  # the action somewhere, no object
    OBJECT = auto()  # the action where the object is
    SEAT = auto()  # a seat on the panel of the review
    ASKER = auto()  # only the one who asked for it
    LINK = auto()  # a partner link, no account
    SECRET = auto()  # an address that nobody can guess


# Doors that no role opens or shuts.
OPEN = frozenset({Door.ALL, Door.LINK, Door.SECRET})


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the wall.

    Attributes:
        name: name of the address.
        door: what opens it.
        action: the right that is needed inside.
        keys: names of the world's values that fill the address.
        post_only: GET answers 405.
        or_lead: the lead of the partnership needs no further right.
        seen_by: the right without which the object does not exist for somebody.
        in_time: whoever may enter is told (409) when it is not the moment for it.
    """

    name: str
    door: Door
    action: Action = Action.SEE
    keys: tuple[str, ...] = ()
    post_only: bool = False
    in_time: bool = False
    seen_by: Action = Action.SEE
    or_lead: bool = False
