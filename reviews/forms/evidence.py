"""How does a person choose a photo or file to stand beside an answer?"""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.documents.forms import UploadForm
from reviews.choices import Audience


class EvidenceForm(UploadForm):
    """A file and who may open it; to begin with the readers of the note beside it."""

    audience = forms.ChoiceField(
        label=_("Who may open it"),
        choices=Audience.choices,
        initial=Audience.HELPER,
        widget=forms.RadioSelect,
    )

    def crispy_layout(self) -> Layout:
        """The file first."""
        return Layout("file", "audience", "idempotency_key")

    def clean_audience(self) -> Audience:
        """The readers as the services know them."""
        return Audience(self.cleaned_data["audience"])
