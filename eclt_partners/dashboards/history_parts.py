"""Into which parts is the history of a partnership cut for who looks for something?

A part is named by the beginnings of its verbs; a longer beginning goes first, so that
promises are not among agreements. A test holds every verb against the parts.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.dashboards.verbs import VERB_WORDS

PARTS: Final[Mapping[str, Promise]] = {
    "reviews": _("Reviews"),
    "agreements": _("Agreements"),
    "promises": _("Promises"),
    "plans": _("Handover, goals and expectations"),
    "stage": _("Stage, events and checks"),
    "people": _("People and mails"),
    "documents": _("Documents"),
}
BEGINNINGS: Final[Mapping[str, str]] = {
    "accounts": "people",
    "agreements": "agreements",
    "agreements.promise": "promises",
    "countries": "stage",
    "dashboards": "documents",
    "documents": "documents",
    "exchange": "documents",
    "lifecycle": "stage",
    "notifications": "people",
    "partners": "stage",
    "partners.contact": "people",
    "partners.contact_mail": "people",
    "partners.expectation": "plans",
    "partners.expectations": "plans",
    "partners.function": "plans",
    "partners.goal": "plans",
    "partners.not_me": "people",
    "partners.officer": "people",
    "partners.onboarding": "people",
    "partners.plan": "plans",
    "reviews": "reviews",
    "reviews.not_me": "people",
}


def part_of(verb: str) -> str:
    """Return the part of the history in which a verb stands.

    Args:
        verb: three words with dots, such as "agreements.promise.kept".
    """
    app, subject, _deed = verb.split(".")
    return BEGINNINGS.get(f"{app}.{subject}") or BEGINNINGS[app]


def verbs_of(part: str) -> list[str]:
    """Return the verbs of one part, as the audit stores them."""
    return [verb for verb in VERB_WORDS if part_of(verb) == part]
