"""What does a person read whose file is not taken?"""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from eclt_partners.documents.rules.refusals import Refusal

MEGABYTE: Final = 1024 * 1024

REFUSAL_WORDS: Final[Mapping[Refusal, Promise]] = {
    Refusal.EMPTY: gettext_lazy("This file is empty. Choose another one"),
    Refusal.TOO_LARGE: gettext_lazy(
        "This file is too large. A photo may have %(photo)d MB, any other file "
        "%(other)d MB"
    ),
    Refusal.UNKNOWN: gettext_lazy(
        "We do not take this type of file. Save it as PDF, JPEG, PNG, Word (.docx), "
        "Excel (.xlsx), OpenDocument (.odt), text or CSV"
    ),
    Refusal.OLD_OFFICE: gettext_lazy(
        "This file has an old type or a password. Save it as .docx, .xlsx or PDF "
        "without a password"
    ),
    Refusal.HEIC: gettext_lazy(
        "This photo has a type that most computers cannot show. Save it as JPEG"
    ),
    Refusal.MARKUP: gettext_lazy(
        "We do not take web pages and SVG pictures. Save it as PDF or PNG"
    ),
    Refusal.NOT_WHAT_IT_SAYS: gettext_lazy(
        "The name of this file says another type than its content. Save it again from "
        "the program it was made with"
    ),
    Refusal.BROKEN: gettext_lazy(
        "This file cannot be read. Open it on your device and save it again"
    ),
    Refusal.LOCKED: gettext_lazy("This file has a password. Save it without one"),
    Refusal.MACROS: gettext_lazy(
        "This file contains a program (macros). Save it without macros or as PDF"
    ),
    Refusal.TOO_MUCH_INSIDE: gettext_lazy(
        "This file becomes too large when it is opened. Save it as PDF"
    ),
    Refusal.TOO_MANY_PIXELS: gettext_lazy(
        "This photo has too many points. Make it smaller first"
    ),
    Refusal.VIRUS: gettext_lazy(
        "The virus check found something in this file. It was not kept"
    ),
    Refusal.NOT_CHECKED: gettext_lazy(
        "We cannot check files for viruses right now. Try again in a few minutes"
    ),
}


def refusal_words(reason: Refusal) -> str:
    """Say why a file is not taken, with the limits as they are set."""
    return str(REFUSAL_WORDS[reason]) % limits()


def limits() -> dict[str, int]:
    """Return the largest photo and the largest other file, in MB."""
    return {
        "photo": settings.PHOTO_MAX_BYTES // MEGABYTE,
        "other": settings.DOCUMENT_MAX_BYTES // MEGABYTE,
    }
