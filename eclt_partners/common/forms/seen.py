"""How does the form of a row notice that somebody else changed the row meanwhile?"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from eclt_partners.common.words import with_colon

# Sent along by the page: what stood in the row when the page was opened.
SEEN: Final = "row_seen"


class SeenRowMixin(forms.BaseModelForm):  # type: ignore[type-arg]
    """Refuses once to write over what its author never saw.

    The page shows again what was typed, and says what stands there now; the next press
    counts as said with open eyes. A client that sends no mark is taken at its word.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self._present = {} if row._state.adding else _values_of(row, self.fields)

    @property
    def seen_mark(self) -> str:
        """The mark of what stands in the row; "" for a new one."""
        if not self._present:
            return ""
        said = "\0".join(f"{name}={self._present[name]}" for name in self._present)
        return sha256(said.encode()).hexdigest()[:16]

    def refuse_unseen(self) -> None:
        """Put on the form what changed since the page was opened."""
        sent = self.data.get(self.add_prefix(SEEN), "")
        if not self._present or sent in {"", self.seen_mark}:
            return
        self.add_error(
            None,
            _(
                "Somebody changed this while you had the page open. Your text is below "
                "and not saved yet. Compare it with what stands there now, then save."
            ),
        )
        for field, words in list(self._said_now()):
            self.add_error(field, words)

    def _said_now(self) -> Iterator[tuple[str, str]]:
        for name, value in self._present.items():
            if name in self.cleaned_data and name in self.changed_data:
                field = self.fields[name]
                label = _label_of(field, field.prepare_value(value)) or _("nothing")
                yield name, f"{with_colon(_('Now it says'))} {label}"


def _values_of(row: Any, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    return forms.model_to_dict(row, fields=list(fields))


def _label_of(field: forms.Field, value: Any) -> str:
    """Return what a person calls a value: the words of a choice, else itself."""
    choices = getattr(field, "choices", ())
    for key, label in choices:
        if str(key) == str(value):
            return str(label)
    return "" if value is None else str(value)
