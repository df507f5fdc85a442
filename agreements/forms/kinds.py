"""How are kinds of agreement typed in?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementKind
from agreements.models.kinds import NAME_MAX
from agreements.selectors.library import ready_headings, usual_clauses
from agreements.services.kinds import KindFields
from eclt_partners.common.forms import PlainRowForm
from eclt_partners.common.forms.groups import Fieldset
from eclt_partners.common.forms.offers import offer_choices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _field(language: str) -> str:
    return f"name_{language}".replace("-", "_")


_FIELDS: Mapping[str, str] = {code: _field(code) for code, _name in settings.LANGUAGES}


def _name(label: "StrPromise", language: str) -> forms.CharField:
    is_source = language == settings.LANGUAGE_CODE
    return forms.CharField(
        label=label,
        max_length=NAME_MAX,
        required=is_source,
        help_text="" if is_source else _("Without one the English name is shown"),
        widget=forms.TextInput(attrs={"lang": language}),
    )


class KindForm(PlainRowForm):
    """The names of a kind in all languages, and the clauses that are usual in it."""

    missing = {"name_en_gb": _("Enter the name")}

    name_en_gb = _name(_("Name in English"), "en-gb")
    name_fr = _name(_("Name in French"), "fr")
    name_es = _name(_("Name in Spanish"), "es")
    name_pt = _name(_("Name in Portuguese"), "pt")
    clauses = forms.MultipleChoiceField(
        label=_("Clauses that are usual in it"),
        help_text=_(
            "They stand first among the ready clauses. All others stay offered"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(
        label=_("New agreements can be of this kind"),
        help_text=_("Without the tick it is retired: it can be read, but not chosen"),
        required=False,
    )

    def __init__(
        self, *args: Any, kind: AgreementKind | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_saved(kind), **kwargs)
        offer_choices(self, "clauses", ready_headings())
        if kind is None:
            del self.fields["is_active"]
        self.remember(kind)

    def values_of(self, row: AgreementKind) -> dict[str, Any]:
        """Return the names, clauses and state of a kind, by name of the field."""
        return _saved(row)

    def crispy_layout(self) -> Layout:
        """The names, then what follows from the kind."""
        rest = (name for name in ("clauses", "is_active") if name in self.fields)
        return Layout(Fieldset(_("Names"), *_FIELDS.values()), *rest)

    def refuse(self, problems: Mapping[str, str]) -> None:
        """What the database refuses of a kind is its name."""
        super().refuse({name or "name_en_gb": text for name, text in problems.items()})

    def kind_fields(self) -> KindFields:
        """The typed values."""
        typed = self.cleaned_data
        return KindFields(
            names={code: typed[name] for code, name in _FIELDS.items() if typed[name]},
            clauses=typed["clauses"],
            is_active=typed.get("is_active", True),
        )


def _saved(kind: AgreementKind | None) -> dict[str, Any]:
    if kind is None:
        return {"clauses": usual_clauses()}
    names = {_field(code): name for code, name in kind.names.items()}
    return {**names, "clauses": kind.clauses, "is_active": kind.is_active}
