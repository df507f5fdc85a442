"""How does a form notice that its answer was changed elsewhere in the meantime?"""

from collections.abc import Mapping
from typing import Any

from django import forms

from eclt_partners.common.forms import PlainForm
from reviews.rules.fingerprints import fingerprint


class SinceMixin(PlainForm):
    """Carries the fingerprint of what was saved when the page was opened.

    `kept_names` are the fields that are saved.
    """

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.saved_print = fingerprint(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.saved_print

    @property
    def kept_names(self) -> list[str]:
        """The fields that are saved with the review."""
        return [name for name in self.fields if name not in {"base", "safety"}]

    @property
    def typed_print(self) -> str:
        """The fingerprint of the cleaned form."""
        return fingerprint({name: self.cleaned_data[name] for name in self.kept_names})

    @property
    def is_untouched(self) -> bool:
        """True when the page was sent as it was opened, and the saved answer moved on."""
        return self._is_outrun and self.typed_print == self.cleaned_data["base"]

    @property
    def is_in_conflict(self) -> bool:
        """True when the saved answer was changed, and this page says something else."""
        is_same = self.typed_print in {self.saved_print, self.cleaned_data["base"]}
        return self._is_outrun and not is_same

    @property
    def _is_outrun(self) -> bool:
        # A page without a fingerprint was written by hand: it has seen nothing.
        base = self.cleaned_data.get("base", "")
        return bool(base) and base != self.saved_print

    def base_now(self) -> Mapping[str, str]:
        """Return the hidden field with the fingerprint of what is saved now."""
        return {self.add_prefix("base"): self.typed_print}
