"""How is what was typed shown before it is sent?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date, plain_number, with_colon
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.lifecycle.forms.registration import OnePromiseForm
from eclt_partners.lifecycle.views.ways import Way

Row = dict[str, str]
# What is shown elsewhere, or not at all.
LEFT_OUT = {"is_different", "code", "rhythm_kind", "file"}


def answers_of(way: Way, step: RegistrationStep) -> list[Row]:
    """Return the rows of one page, for `components/summary_list.html`."""
    if step is RegistrationStep.AGREEMENT and way.has_no_agreement:
        return [{"label": _("Agreement"), "value": _("Nothing is signed yet")}]
    if way.typed(step) is None:
        return []
    rows = [row for form in way.kept_forms(step) for row in _rows(form)]
    if step is RegistrationStep.AGREEMENT and way.row.paper_name:
        scan = _("Scan of the signed paper")
        rows.append({"label": scan, "value": way.row.paper_name})
    return rows


def _rows(form: forms.BaseForm) -> Iterator[Row]:
    form.is_valid()
    prefix = ""
    if isinstance(form, OnePromiseForm):
        prefix = f"{with_colon(form.side.label)} "
    for field in form:
        text = "" if field.name in LEFT_OUT else _shown(form, field)
        if text:
            yield {"label": f"{prefix}{field.label}", "value": text}


def _shown(form: forms.BaseForm, field: BoundField) -> str:
    """What was typed, as a reader writes it; a wrong answer as it was typed."""
    if field.name not in getattr(form, "cleaned_data", {}):
        return str(field.value() or "")
    value: Any = form.cleaned_data[field.name]
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return _("Yes")
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, Decimal):
        return plain_number(value)
    return _chosen(field, value)


def _chosen(field: BoundField, value: object) -> str:
    """What was chosen, in the words of the choice; other texts as they are."""
    if isinstance(field.field, forms.ChoiceField) and isinstance(value, str):
        return str(dict(field.field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)
