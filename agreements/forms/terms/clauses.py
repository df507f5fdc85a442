"""How is a clause written, with the reason for it?"""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.choices import ClauseKind
from agreements.forms.terms.parts import Editor, PartForm, Setting
from agreements.forms.terms.texts import WordsField
from agreements.rules.editing import used_keys, with_clause
from agreements.rules.terms import Clause, Terms

LONGEST_CLAUSE = 20_000


class ClauseForm(PartForm):
    """Heading, words and kind of a clause."""

    missing = {
        "heading": _("Enter the heading of the clause"),
        "text": _("Write the words of the clause"),
    }

    heading = WordsField(label=_("Heading"), max_length=200)
    text = WordsField(
        label=_("Words of the clause"),
        max_length=LONGEST_CLAUSE,
        rows=10,
        help_text=_("Plain text. An empty line begins a new paragraph"),
    )
    kind = forms.ChoiceField(
        label=_("What the clause is there for"), choices=ClauseKind.choices
    )


class ClauseEditor(Editor):
    """One clause; a new one when no clause is given."""

    title = _("Clause")
    prefixes = ("clause:",)
    form_class = ClauseForm

    def __init__(
        self,
        data: QueryDict | None,
        terms: Terms,
        setting: Setting,
        clause: Clause | None = None,
    ) -> None:
        self.clause = clause
        super().__init__(data, terms, setting)
        if clause is not None and clause.is_locked:
            self.form.fields["kind"].disabled = True

    @property
    def of_page(self) -> tuple[str, ...]:
        """The key of the change; for a new clause that of whatever key it gets."""
        if self.clause is not None:
            return (f"clause:{self.clause.key}",)
        keys = {each.key for each in self.terms.clauses}
        edited = self.edited().clauses
        return tuple(f"clause:{each.key}" for each in edited if each.key not in keys)

    def initial(self) -> dict[str, Any]:
        """Return the words that stand there."""
        if self.clause is None:
            return {"kind": ClauseKind.OTHER}
        names = ("heading", "text", "kind")
        return {name: getattr(self.clause, name) for name in names}

    def edited(self) -> Terms:
        """Return the text with the typed clause."""
        typed = self.form.cleaned_data
        clause = Clause(
            key=self.clause.key if self.clause else "",
            kind=ClauseKind(typed["kind"]),
            heading=typed["heading"],
            text=typed["text"],
            is_locked=self.clause.is_locked if self.clause else False,
        )
        return with_clause(self.terms, clause, used_keys(self.setting.base, self.terms))
