"""How does a person choose a file and say what it is?"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm, SendOnceMixin
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.services import Upload
from eclt_partners.documents.words import limits

# What the list of files on a device offers first; the server looks at the bytes.
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.odt,.txt,.csv"


class UploadForm(SendOnceMixin, PlainForm):
    """One file; other forms add what else they ask.

    Pages show it with `components/upload_form.html`.
    """

    missing = {"file": _("Choose a file")}

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A photo of up to %(photo)d MB, or a PDF, Word, Excel, OpenDocument, text "
            "or CSV file of up to %(other)d MB. The place where a photo was taken is "
            "removed"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.widget.attrs["accept"] = ACCEPTED
        file.help_text = str(file.help_text) % limits()
        # An empty file gets the words of the service.
        file.allow_empty_file = True  # type: ignore[attr-defined]

    @property
    def upload(self) -> Upload:
        """The file of a valid form."""
        return Upload.of(self.cleaned_data["file"])


class DocumentForm(UploadForm):
    """A file for a partnership: what it is and who may open it."""

    missing = {
        **UploadForm.missing,
        "category": _("Choose what it is"),
        "readers": _("Choose who may open it"),
    }

    category = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (each.value, each.label)
            for each in DocumentCategory
            if each is not DocumentCategory.EVIDENCE
        ],
    )
    readers = forms.ChoiceField(
        label=_("Who may open it"),
        choices=[
            (each.value, each.label) for each in (Readers.FOUNDATION, Readers.BOTH)
        ],
        widget=forms.RadioSelect,
        help_text=_("“Both sides” shows it on the page of the partner too"),
    )

    def crispy_layout(self) -> Layout:
        """The file first."""
        return Layout("file", "category", "readers", "idempotency_key")

    def clean_category(self) -> DocumentCategory:
        """The category as the services know it."""
        return DocumentCategory(self.cleaned_data["category"])

    def clean_readers(self) -> Readers:
        """The readers as the services know them."""
        return Readers(self.cleaned_data["readers"])


class WithdrawForm(PlainForm):
    """Why a document does not count any more."""

    missing = {"reason": _("Write why you take it back")}

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("For example: wrong file, or a newer one is there"),
    )
