"""How is a side named in a table?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIDE_WORDS: Final[Mapping[str, Promise]] = {
    "FOUNDATION": _("Foundation"),
    "PARTNER": _("Partner"),
    "JOINT": _("Both together"),
}


def side_words(side: str) -> str:
    """Name a side, or both."""
    return str(SIDE_WORDS[side])
