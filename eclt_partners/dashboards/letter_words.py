"""What is a mail called that nobody wrote yet, or that was no longer needed?

What a step of a ladder sends has its words in `ladder_words`.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.dashboards.ladder_words import LETTER_WORDS

_OTHER_WORDS: Final[Mapping[str, Promise]] = {
    "accounts.standing_in": _("Somebody stands in for somebody who is away"),
    "after.link": _("The link to a check after the end"),
    "agreements.anchor": _("Proof of all agreements"),
    "agreements.lapsed": _("A change lapsed"),
    "agreements.link": _("The link to a change of the agreement"),
    "agreements.turn": _("About a change of the agreement"),
    "dashboards.job_over": _("Work in the background is over"),
    "dashboards.month": _("The month of the countries"),
    "digest": _("Several reminders in one mail"),
    "lead.head": _("You sign for your side now"),
    "lead.new": _("You lead this now"),
    "library": _("About the account"),
    "link.home": _("The link to the page of the partnership"),
    "link.new": _("A new personal link"),
    "outbox.witness": _("Do copies of mails arrive here?"),
    "partners.address_moved": _("An e-mail address was changed"),
    "partners.unreached": _("Mails to somebody of the partner come back"),
    "partners.unreached_person": _("Mails to somebody of the foundation come back"),
    "review.confirm": _("Is the record of the talk fair?"),
    "review.moved": _("The date of a review was moved"),
    "review.new_day": _("A new day for the calendar"),
    "review.no_day": _("A day to take out of the calendar"),
    "reviews.not_me": _("Not the right person"),
}


def letter_words(letter: str) -> str:
    """Say what a letter is about; what an older release sent is only a message."""
    words = LETTER_WORDS.get(letter) or _OTHER_WORDS.get(letter)
    return str(words) if words else gettext("Message")
