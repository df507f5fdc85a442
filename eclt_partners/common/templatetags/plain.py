"""How do templates write dates, amounts, status words and lists of errors?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eclt_partners.common import words

register = template.Library()


@dataclass(frozen=True)
class ErrorLine:
    """One line of the error summary: what to do, and the id of the field."""

    text: str
    target: str


@register.filter(expects_localtime=True)
def plain_date(day: date | None) -> str:
    """Write a day, or the day of a moment in the active zone, as "3 Nov 2026"."""
    return words.plain_date(day) if day else ""


@register.filter
def plain_datetime(moment: datetime | None) -> str:
    """Write a moment as "3 Nov 2026, 14:05" in the active zone; nothing for None."""
    return words.plain_datetime(moment) if moment else ""


@register.filter
def due_words(day: date, today: date) -> str:
    """Write a day as its distance from `today`: "in 5 days", "12 days late"."""
    return words.due_words(day, today)


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    """Write an amount as "USD 40,000"; nothing for None."""
    return words.money(amount, currency) if amount is not None else ""


@register.filter
def plain_number(number: Decimal | int | None) -> str:
    """Write a number with the signs of the language; nothing for None."""
    return words.plain_number(number) if number is not None else ""


@register.filter
def plain_figure(figure: str) -> str:
    """Write a stored figure ("3.5") with the reader's decimal sign."""
    return words.plain_figure(figure)


@register.filter
def plain_rate(rate: Decimal | str) -> str:
    """Write a rate of exchange with all its places."""
    return words.plain_rate(rate)


@register.filter
def plain_month(day: date) -> str:
    """Write a month as "November 2026"."""
    return words.plain_month(day)


@register.filter
def percent(share: Decimal | int | str) -> str:
    """Write a share as "40%"."""
    return words.percent(share)


@register.filter(is_safe=True)
def with_colon(label: object) -> str:
    """Write a label before what it names: "Amount:"."""
    return words.with_colon(label)


@register.filter
def file_size(size: int) -> str:
    """Write the size of a file as "340 KB" or "2.4 MB"."""
    return words.file_size(size)


@register.filter
def status_word(code: str) -> str:
    """The words of a status code: RED is "Talk within 14 days"."""
    return str(words.STATUS_WORDS.get(str(code), words.STATUS_WORDS["GREY"]))


@register.filter
def mail_address(address: str) -> SafeString:
    """Write an address that breaks before its @ where the line is too short."""
    name, at, host = address.rpartition("@")
    return format_html("{}<wbr>{}{}", name, at, host)


@register.filter
def zone_place(zone: object) -> str:
    """Write a time zone as its place: "Sao Paulo"."""
    return words.zone_place(zone)


@register.filter
def own_name(code: str) -> str:
    """The name of a language in that language: "Français"."""
    return words.own_name(code)


@register.simple_tag
def this_moment() -> datetime:
    """The moment in which a page is made."""
    return timezone.now()


@register.simple_tag
def error_lines(forms: BaseForm | Iterable[BaseForm] | None) -> list[ErrorLine]:
    """All errors of one form, or of several, in the order of the page."""
    if forms is None:
        return []
    several = [forms] if isinstance(forms, BaseForm) else list(forms)
    return [line for form in several for line in _lines_of(form)]


def _lines_of(form: BaseForm) -> list[ErrorLine]:
    if not form.is_bound:
        return []
    first = next(iter(form.visible_fields()), None)
    lines = [
        ErrorLine(str(text), first_id(first) if first else "")
        for text in form.non_field_errors()
    ]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        lines += [ErrorLine(str(text), first_id(field)) for text in field.errors]
    return lines


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the control that a link to this field should focus."""
    if field.is_hidden:
        return ""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


@register.filter
def beside(
    cells: Sequence[object], columns: Sequence[object]
) -> list[tuple[object, object]]:
    """Each cell of a table row together with its column."""
    return list(zip(cells, columns, strict=True))


@register.filter
def is_score(option: BoundWidget) -> bool:
    """Whether a radio row of a rating is a number, not a way to give none."""
    return str(option.data["value"]).isdigit()
