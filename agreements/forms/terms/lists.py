"""How are places, principles and promises typed in, one row each?"""

from dataclasses import fields, replace
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.choices import CommitmentKind
from agreements.forms.promises import PromiseRowForm
from agreements.forms.terms.parts import Editor, filled
from agreements.forms.terms.rows import Rows
from agreements.forms.terms.texts import WordsField
from agreements.ledger import PersonChoice
from agreements.rules.editing import coded_promises
from agreements.rules.keys import kept_keys
from agreements.rules.terms import Promise, Terms, promises_of
from eclt_partners.common.forms import PlainForm
from partners.choices import OwnerSide, Side

MOST_PRINCIPLES = 7
# A row says all of a promise but these, which its page knows or which have a form of
# their own: a field that comes later is lost by no page that does not ask for it.
_SAID_APART = {"code", "side", "kind", "party_id"}
PROMISE_FIELDS = [each.name for each in fields(Promise) if each.name not in _SAID_APART]


class PlaceForm(PlainForm):
    """One place."""

    text = WordsField(label=_("Name of the place"), required=False, max_length=120)
    marks_optional = False


class PrincipleForm(PlainForm):
    """One sentence."""

    text = WordsField(label=_("In one sentence"), required=False, max_length=300)
    marks_optional = False


class PlacesEditor(Editor):
    """Districts and villages."""

    title = _("Places")
    hint = _("Districts and villages where we work. Delete a name to take it out.")
    prefixes = ("places",)

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return a row for each place."""
        rows = [{"text": each} for each in self.terms.places]
        return [Rows(PlaceForm, "place", data, rows, title=str(_("Place")))]

    def edited(self) -> Terms:
        """Return the text with the typed places, each once."""
        names = dict.fromkeys(row["text"] for row in filled(self.groups[0]))
        return replace(self.terms, places=tuple(names))


class PrinciplesEditor(Editor):
    """At most seven guiding sentences."""

    title = _("Guiding principles")
    hint = _(
        "Up to seven sentences that both can point to when something unexpected happens."
    )
    prefixes = ("principles",)

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return a row for each principle."""
        rows = [{"text": each} for each in self.terms.principles]
        return [Rows(PrincipleForm, "principle", data, rows, title=str(_("Principle")))]

    def is_valid(self) -> bool:
        """More than seven are too many to guide anybody."""
        if not super().is_valid():
            return False
        if len(filled(self.groups[0])) > MOST_PRINCIPLES:
            self.form.add_error(None, str(_("Keep to seven principles or less")))
            return False
        return True

    def edited(self) -> Terms:
        """Return the text with the typed principles, each once."""
        texts = dict.fromkeys(row["text"] for row in filled(self.groups[0]))
        return replace(self.terms, principles=tuple(texts))


class PromisesEditor(Editor):
    """What each side promises, and both together."""

    title = _("Promises")
    hint = _(
        "At least one promise of each side. Begin with a verb: pay, train, report. "
        "Rows without text are left out."
    )
    prefixes = ("promise:",)

    def make_groups(self, data: QueryDict | None) -> list[Rows[Any]]:
        """Return the rows of each side."""
        return [self._rows(data, side) for side in OwnerSide]

    def _rows(self, data: QueryDict | None, side: OwnerSide) -> Rows[Any]:
        rows = [
            {
                **{name: getattr(each, name) for name in PROMISE_FIELDS},
                "code": each.code,
                "kind": each.kind,
                "party": each.party_id,
            }
            for each in promises_of(self.terms, side)
        ]
        make = partial(
            PromiseRowForm,
            side=side,
            parties=self.setting.parties,
            people=self._people(),
        )
        return Rows(make, side.lower(), data, rows, title=str(side.label))

    def _people(self) -> list[PersonChoice]:
        """Return who may be named; somebody who stands there already may stay."""
        found = {
            key: PersonChoice(key, name, side)
            for side, choices in (
                (Side.FOUNDATION, self.setting.foundation_people),
                (Side.PARTNER, self.setting.partner_people),
            )
            for key, name in choices
        }
        for key in self.terms.named_in_promises - found.keys():
            side = Side.FOUNDATION if key.startswith("user:") else Side.PARTNER
            found[key] = PersonChoice(key, str(_("As until now")), side)
        return list(found.values())

    def edited(self) -> Terms:
        """Return the text with the typed promises."""
        typed = [
            (side, row)
            for side, group in zip(OwnerSide, self.groups, strict=True)
            for row in filled(group)
        ]
        known = [each.code for each in self.terms.promises]
        codes = kept_keys([row["code"] for _side, row in typed], known)
        old = {each.code: each for each in self.terms.promises}
        promises = [
            _promise(code, side, row, old.get(code))
            for code, (side, row) in zip(codes, typed, strict=True)
        ]
        used = [*known, *(each.code for each in self.setting.base.promises)]
        return replace(self.terms, promises=coded_promises(promises, used))


def _promise(
    code: str, side: OwnerSide, row: dict[str, Any], old: Promise | None
) -> Promise:
    """Return a promise; without a choice of partners its party stays as it was."""
    party = row.get("party")
    kept = old.party_id if old and "party" not in row else None
    return Promise(
        **{name: row[name] for name in PROMISE_FIELDS},
        code=code,
        side=side,
        kind=CommitmentKind(row["kind"]),
        party_id=party.pk if party else kept,
    )
