"""How does the form of a row notice that somebody else changed the row meanwhile?"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from eclt_partners.common.forms.groups import Mark
from eclt_partners.common.rules.marks import mark_of
from eclt_partners.common.words import with_colon

# Sent along by the page: what stood in the row when the page was opened.
SEEN: Final = "row_seen"
# Only forms take this lock, and before any other: nobody waits in a circle.
_HOLD: Final = "SELECT pg_advisory_xact_lock(hashtext('row_seen'), hashtext(%s))"


class SeenMixin(forms.BaseForm):
    """Refuses once to write over what its author never saw.

    The page shows again what was typed, and says what stands there now; the next press
    counts as said with open eyes. A client that sends no mark is taken at its word.
    """

    _row: Model | None = None
    _present: Mapping[str, Any] = {}

    def remember(self, row: Model | None) -> None:
        """Keep what stands in a row, before anything typed goes into it."""
        if row is not None and not row._state.adding:
            self._row, self._present = row, self.values_of(row)

    def values_of(self, row: Any) -> dict[str, Any]:
        """Return what stands in a row, by name of the field; each form knows its own.

        Raises:
            NotImplementedError: the form remembers a row and does not say what it shows.
        """
        raise NotImplementedError

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form, with the mark of the row that it changes."""
        helper = super().helper  # type: ignore[misc]
        if self.seen_mark:
            mark = Mark(self.add_prefix(SEEN), self.seen_mark)
            helper.layout = Layout(*(helper.layout or self.fields), mark)
        return helper

    @property
    def seen_mark(self) -> str:
        """The mark of what stands in the row; "" for a new one."""
        if not self._present:
            return ""
        return mark_of(f"{name}={self._present[name]}" for name in self._present)

    def hold_row(self) -> bool:
        """Wait for whoever saves the same row, until the transaction ends.

        Two presses at the same moment both find the row as it was on their pages.

        Returns:
            False when the other one changed it; then the form says so.
        """
        row = self._row
        if row is None:
            return True
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [f"{row._meta.label}:{row.pk}"])
        now = type(row)._default_manager.filter(pk=row.pk).first()
        if now is not None:
            self._present = self.values_of(now)
        self._refuse_unseen()
        return self.is_valid()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self._refuse_unseen()

    def _refuse_unseen(self) -> None:
        """Put on the form what changed since the page was opened."""
        sent = self.data.get(self.add_prefix(SEEN), "")
        if not self._present or sent in {"", self.seen_mark}:
            return
        self.add_error(
            None,
            _(
                "Somebody changed this while you had the page open. Your text is below "
                "and not saved yet. Compare it with what is there now, then save."
            ),
        )
        for field, words in list(self._said_now()):
            self.add_error(field, words)

    def _said_now(self) -> Iterator[tuple[str, str]]:
        for name, value in self._present.items():
            if name in self.cleaned_data and name in self.changed_data:
                field = self.fields[name]
                label = _label_of(field, field.prepare_value(value)) or _("nothing")
                now = with_colon(_("Now it says"))
                yield name, f"{now} {label}"


def _label_of(field: forms.Field, value: Any) -> str:
    """Return what a person calls a value: the words of its choices, else itself."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_label_of(field, each) for each in value)
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return "" if value is None else str(value)
