"""Which columns has a list of partners, and how is a heading recognised?"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from eclt_partners.common.rules.alphabet import without_accents

# Column -> language -> headings: the first is written, all are recognised.
Layout = Mapping[str, Mapping[str, Sequence[str]]]

_SIGNS: Final = re.compile(r"[\W_]+")


class Column(StrEnum):
    """One column of the list; the words of its heading stand in `columns.json`."""

    COUNTRY = "country"
    NAME = "name"
    ACRONYM = "acronym"
    KIND = "kind"
    REGISTRATION_NUMBER = "registration_number"
    ESTABLISHED_YEAR = "established_year"
    WEBSITE = "website"
    ABOUT = "about"
    PARTNERSHIP = "partnership"
    SINCE = "since"
    MONTHS = "months"
    LEAD = "lead"
    CONTACT = "contact"
    JOB_TITLE = "job_title"
    EMAIL = "email"
    PHONE = "phone"
    HEAD = "head"
    LANGUAGE = "language"


# Without these no row says whom it is about.
NEEDED: Final = (Column.COUNTRY, Column.NAME)
OF_PARTNERSHIP: Final = (
    Column.PARTNERSHIP,
    Column.SINCE,
    Column.MONTHS,
    Column.LEAD,
)
OF_CONTACT: Final = (
    Column.CONTACT,
    Column.JOB_TITLE,
    Column.EMAIL,
    Column.PHONE,
    Column.HEAD,
    Column.LANGUAGE,
)


def folded(text: str) -> str:
    """Return words in lower case, without accents and signs, one blank between them."""
    return _SIGNS.sub(" ", without_accents(text)).strip()


def recognised(layout: Layout) -> dict[str, Column]:
    """Return which folded heading names which column, in all languages."""
    return {
        folded(heading): Column(name)
        for name, languages in layout.items()
        for headings in languages.values()
        for heading in headings
    }
