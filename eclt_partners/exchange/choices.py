"""Where does a list stand, and what becomes of its rows?"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListState(models.TextChoices):
    """Where a list of partners stands; it only goes forward, or is checked again."""

    SENT = "SENT", _("Waiting to be checked")
    CHECKED = "CHECKED", _("Checked, nothing is written yet")
    WRITTEN = "WRITTEN", _("Imported")
    UNDONE = "UNDONE", pgettext_lazy("list", "Taken back")


class ListStep(models.TextChoices):
    """What is done with a list next, as its page sends it."""

    CHECK = "check", _("Check the list")
    WRITE = "write", _("Import a list")
    UNDO = "undo", _("Take the list back")


# What may be done where a list stands; a press that comes late does nothing else.
STEPS_OF: Mapping[ListState, frozenset[ListStep]] = {
    ListState.SENT: frozenset({ListStep.CHECK}),
    ListState.CHECKED: frozenset({ListStep.CHECK, ListStep.WRITE}),
    ListState.WRITTEN: frozenset({ListStep.UNDO}),
    ListState.UNDONE: frozenset(),
}


class Outcome(models.TextChoices):
    """What would become of a row, or became of it."""

    SAME = "SAME", pgettext_lazy("row", "Here already, nothing to do")
    NEW = "NEW", pgettext_lazy("row", "New")
    CHANGED = "CHANGED", pgettext_lazy("row", "Changes what is here")
    ASKS = "ASKS", pgettext_lazy("row", "We have a question")
    REJECTED = "REJECTED", pgettext_lazy("row", "Cannot be imported")


class What(models.TextChoices):
    """What a row wrote or changed."""

    PARTNER = "PARTNER", _("Partner")
    CONTACT = "CONTACT", pgettext_lazy("person", "Contact")
    PARTNERSHIP = "PARTNERSHIP", _("Partnership")


class Fate(models.TextChoices):
    """What became of something that a list wrote, when the list was taken back."""

    REMOVED = "REMOVED", pgettext_lazy("taken back", "Removed")
    NOT_PURSUED = "NOT_PURSUED", _("Did not go ahead, with the reason")
    LEFT = "LEFT", _("Noted as somebody who left")
    PUT_BACK = "PUT_BACK", _("As it was before")
    KEPT = (
        "KEPT",
        _(
            "Stays in the list of partners, because its people or partnerships stay in "
            "the history"
        ),
    )
    STAYS = "STAYS", _("Stays, because somebody has worked with it since")
    NOT_YOURS = (
        "NOT_YOURS",
        _("Stays, because you may not register partners in this country any more"),
    )
    REFUSED = (
        "REFUSED",
        _(
            "Stays as the list wrote it, because what stood there before is not possible "
            "any more. Look at it on its page"
        ),
    )


# What an undo left as the list wrote it.
LEFT_ALONE = (Fate.STAYS, Fate.NOT_YOURS, Fate.REFUSED)
# Rows that are written when the list is imported.
WRITES = (Outcome.NEW, Outcome.CHANGED)
# Rows that are left out, with a reason each.
LEFT_OUT = (Outcome.ASKS, Outcome.REJECTED)
