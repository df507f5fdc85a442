"""For which reasons is a file not taken?"""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is not taken; the service has the words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    OLD_OFFICE = "old_office"
    HEIC = "heic"
    MARKUP = "markup"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    BROKEN = "broken"
    LOCKED = "locked"
    MACROS = "macros"
    TOO_MUCH_INSIDE = "too_much_inside"
    TOO_MANY_PIXELS = "too_many_pixels"
    VIRUS = "virus"
    NOT_CHECKED = "not_checked"


class FileRefused(Exception):
    """A file is not taken.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
