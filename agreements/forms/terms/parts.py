"""What do the editors of all parts of a draft have in common?"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from agreements.forms.terms.rows import MORE, Rows
from agreements.forms.terms.texts import WordsField
from agreements.rules.terms import Terms
from eclt_partners.common.forms import PlainForm
from partners.models import PartnershipParty

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What an editor has to know beside the text.

    Attributes:
        base: the text that the draft started from.
        reason: why this part changes, as far as it is written.
        parties: the partners at the table.
        foundation_people: key and name of who may be named for the foundation.
        partner_people: key and name of who may be named for the partner.
        is_first: nothing was agreed before: no reason is asked for.
    """

    base: Terms
    reason: str = ""
    parties: Sequence[PartnershipParty] = ()
    foundation_people: Choices = field(default_factory=tuple)
    partner_people: Choices = field(default_factory=tuple)
    is_first: bool = False


class PartForm(PlainForm):
    """The fields of a part that stand once, and why it changes."""

    reason = WordsField(
        label=_("Why this changes"),
        required=False,
        max_length=600,
        rows=2,
        help_text=_("The other side reads it. Needed before you send"),
    )
    marks_optional = False

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        self.setting = setting
        super().__init__(*args, **kwargs)
        if setting.is_first:
            self.fields["reason"].label = _("Why (optional)")
            self.fields["reason"].help_text = _("The other side reads it")
        self.order_fields(
            [*(name for name in self.fields if name != "reason"), "reason"]
        )


class Editor(ABC):
    """The editor of one part: a form, and groups of rows.

    Attributes:
        title: of the part.
        hint: one sentence above the form, or "".
        prefixes: beginnings of the keys of its changes.
        form_class: the form of what stands once.
    """

    title: ClassVar[str | Lazy]
    hint: ClassVar[str | Lazy] = ""
    prefixes: ClassVar[tuple[str, ...]]
    form_class: ClassVar[type[PartForm]] = PartForm

    def __init__(
        self, data: QueryDict | None, terms: Terms, setting: Setting, **more: Any
    ) -> None:
        self.terms, self.setting = terms, setting
        self.wants_more = data is not None and MORE in data
        if data is not None and self.wants_more:
            self.form = self._form(None, data.dict(), **more)
        else:
            self.form = self._form(
                data, {**self.initial(), "reason": setting.reason}, **more
            )
        self.groups: list[Rows[Any]] = self.make_groups(data)

    def _form(
        self, data: QueryDict | None, initial: Mapping[str, Any], **more: Any
    ) -> PartForm:
        return self.form_class(data, initial=initial, setting=self.setting, **more)

    def initial(self) -> dict[str, Any]:
        """Return the present values of the form."""
        return {}

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return the rows; none for a part without."""
        return []

    @abstractmethod
    def edited(self) -> Terms:
        """Return the text with this part as it was typed; asked when all is valid."""

    @property
    def of_page(self) -> tuple[str, ...]:
        """Beginnings of the keys of changes that the page shows."""
        return self.prefixes

    @property
    def all_forms(self) -> list[PlainForm]:
        """The form and all rows, for the list of errors."""
        return [self.form, *(row for group in self.groups for row in group)]

    @property
    def reason(self) -> str:
        """The typed reason."""
        return str(self.form.cleaned_data["reason"])

    def is_valid(self) -> bool:
        """Check every field of every row, so that all problems show at once."""
        if self.wants_more:
            return False
        problems = sum(not form.is_valid() for form in self.all_forms)
        return self.form.is_bound and not problems


def filled(rows: Iterable[PlainForm], name: str = "text") -> list[dict[str, Any]]:
    """Return the cleaned values of the rows with words in them."""
    return [row.cleaned_data for row in rows if row.cleaned_data.get(name)]
