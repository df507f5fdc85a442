"""What does a person read about a file that is no list, and about rows?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from eclt_partners.documents.words import limits, refusal_words
from eclt_partners.exchange.rules.lines import ListProblem, NotAList
from eclt_partners.exchange.rules.tables import MOST_LINES
from eclt_partners.exchange.rules.unread import Unread, Why

OTHER_TYPE: Final = _(
    "We read lists of partners from Excel (.xlsx) and CSV files. Save your list as one "
    "of them and choose it again"
)
OTHER_TYPES: Final = frozenset(
    {Refusal.UNKNOWN, Refusal.OLD_OFFICE, Refusal.HEIC, Refusal.MARKUP}
)
# What is advised about other files, such as saving them as PDF, helps no list.
OF_LISTS: Final[Mapping[Refusal, Promise]] = {
    **dict.fromkeys(OTHER_TYPES, OTHER_TYPE),
    Refusal.TOO_LARGE: _(
        "This file is too large: %(other)d MB at most. Save only the rows of the list, "
        "without pictures"
    ),
    Refusal.TOO_MUCH_INSIDE: _(
        "This file becomes too large when it is opened. Copy the rows of the list into "
        "a new file, or save it as CSV"
    ),
    Refusal.MACROS: _(
        "This file contains a program (macros). Save it as .xlsx without macros, or as "
        "CSV"
    ),
}
NO_LIST: Final[Mapping[ListProblem, Promise]] = {
    ListProblem.NO_HEADINGS: _(
        "We cannot find the headings. One of the first 10 rows must have at least "
        "“Country” and “Partner: legal name”, as in the template. "
        "Of a file with several sheets, we read the first one that is not hidden"
    ),
    ListProblem.HEADING_TWICE: _(
        "The column “%(heading)s” is there twice, perhaps under another heading. Delete "
        "one of them"
    ),
    ListProblem.OPEN_QUOTES: _(
        'A cell in row %(row)s begins with a quotation mark (") and never ends with '
        "one, so all rows below are part of it. Delete the mark, or save the list as "
        ".xlsx"
    ),
    ListProblem.NO_LINES: _("There are no rows below the headings"),
    ListProblem.TOO_MANY_LINES: _(
        "There are more than %(most)d rows. Send the list in several files"
    ),
}


UNREAD: Final[Mapping[Why, Promise]] = {
    Why.FORMULA: _(
        "Cell %(cell)s has a formula, but the file does not hold its result. Open the "
        "list in your spreadsheet program, save it and send it again, or write the "
        "result into the cell"
    ),
    Why.ERROR: _(
        "Cell %(cell)s shows the error %(about)s. Correct its formula, or write what "
        "should stand there"
    ),
    Why.SHORTENED: _(
        "Cell %(cell)s says %(about)s: a long number of which the last digits are lost. "
        "Write the whole number, or send your list as .xlsx, which keeps all digits"
    ),
    Why.JOINED: _(
        "Cell %(cell)s is joined (merged) with %(about)s, and the file holds what you "
        "see in %(about)s only. Separate the cells and write it into each of them"
    ),
}


def unread_words(unread: Unread) -> str:
    """Return the sentence about a cell whose value is not known."""
    about = {"cell": unread.cell, "about": unread.about}
    return str(UNREAD[Why(unread.why)]) % about


def problem_words(problem: FileRefused | NotAList) -> str:
    """Return the sentence about a file that is not read."""
    if isinstance(problem, NotAList):
        about = {
            "heading": problem.about,
            "row": problem.about,
            "most": MOST_LINES,
        }
        return str(NO_LIST[problem.problem]) % about
    if problem.reason in OF_LISTS:
        return str(OF_LISTS[problem.reason]) % limits()
    return refusal_words(problem.reason)
