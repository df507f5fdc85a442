"""How are dates, amounts and status codes written in the active language?"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from eclt_partners.common.rules.due_words import Distance, distance
from eclt_partners.common.rules.plain_dates import short_month

STATUS_WORDS = {
    "RED": gettext_lazy("Talk within 14 days"),
    "AMBER": gettext_lazy("Talk within 30 days"),
    "GREEN": gettext_lazy("Keep going"),
    "GREY": gettext_lazy("We do not know yet"),
}

# Each language named in itself; Django says "British English", which is too narrow.
OWN_NAMES = {"en-gb": "English"}


def own_name(code: str) -> str:
    """The name of a language in that language, with a capital letter."""
    name = OWN_NAMES.get(code) or LANG_INFO.get(code, {}).get("name_local", code)
    return str(name[:1].upper() + name[1:])


def zone_place(zone: object) -> str:
    """The place whose clock a time zone is: "Sao Paulo" of "America/Sao_Paulo"."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def with_colon(label: object) -> str:
    """A label before what it names; French puts a thin blank before its colon."""
    return _("%(label)s:") % {"label": label}


def in_a_row(texts: Iterable[str]) -> str:
    """Several texts in one sentence; French puts a thin blank before its semicolon."""
    return pgettext("between the parts of a list", "; ").join(texts)


def month_names() -> list[str]:
    """The twelve month names of the active language, as Django writes them."""
    return [str(MONTHS[number]) for number in range(1, 13)]


def english_month_names() -> list[str]:
    """The twelve English month names, which forms accept in every language."""
    with translation.override("en-gb"):
        return month_names()


@cache
def _short_months(language: str) -> tuple[str, ...]:
    """The twelve months as `plain_date` writes them in a language."""
    with translation.override(language):
        names = month_names()
    short = (short_month(number, names) for number in range(1, 13))
    return tuple(_small_in_portuguese(name, language) for name in short)


def _small_in_portuguese(month: str, language: str) -> str:
    """Django still writes Portuguese months as before the reform of 1990."""
    return month.lower() if language == "pt" else month


def short_months() -> tuple[str, ...]:
    """The twelve months of the active language as dates write them: "Nov"."""
    return _short_months(translation.get_language() or settings.LANGUAGE_CODE)


def plain_date(day: date) -> str:
    """A day as "3 Nov 2026": month in letters, in every language.

    French counts the first of a month: "1er nov 2026".
    """
    is_first = day.day == 1 and translation.get_language() == "fr"
    number = "1er" if is_first else day.day
    return f"{number} {short_months()[day.month - 1]} {day.year}"


def plain_month(day: date) -> str:
    """A month as "November 2026"."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return _small_in_portuguese(date_format(day, "YEAR_MONTH_FORMAT"), language)


def plain_datetime(moment: datetime) -> str:
    """A moment as "3 Nov 2026, 14:05" in the active time zone."""
    local = timezone.localtime(moment)
    return f"{plain_date(local.date())}, {local:%H:%M}"


def due_words(day: date, today: date) -> str:
    """A day as people say it: "today", "in 5 days", "12 days late"."""
    kind, days = distance(day, today)
    fixed = {
        Distance.TODAY: _("today"),
        Distance.TOMORROW: _("tomorrow"),
        Distance.YESTERDAY: _("1 day late"),
        Distance.AHEAD: ngettext("in %(days)d day", "in %(days)d days", days),
        Distance.PAST: ngettext("%(days)d day late", "%(days)d days late", days),
    }
    words = fixed[kind]
    return words % {"days": days} if "%(days)d" in words else words


def plain_figure(figure: str) -> str:
    """Write a stored figure ("3.5") with the reader's decimal sign.

    What is no figure ("-") stays as it is.
    """
    return number_format(figure, force_grouping=False)


def plain_number(number: Decimal | int) -> str:
    """A number with the signs of the active language; cents only when there are any."""
    amount = Decimal(number)
    places = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimal_pos=places, force_grouping=True)


def plain_rate(rate: Decimal | str) -> str:
    """A rate of exchange with all its places: cut to cents, amounts would not fit it."""
    return number_format(f"{Decimal(rate).normalize():f}", force_grouping=True)


def percent(share: Decimal | int | str) -> str:
    """A share as "40%"; French, Spanish and Portuguese put a blank before the sign."""
    return _("%(share)s%%") % {"share": share}


def money(amount: Decimal | int, currency: str) -> str:
    """An amount as "USD 40,000": the code always stands before it."""
    return f"{currency}\u00a0{plain_number(amount)}"


def file_size(size: int) -> str:
    """The size of a file as "340 KB" or "2.4 MB"; never less than 1 KB."""
    kilobytes = max(1, round(size / 1024))
    if kilobytes < 1024:
        unit = pgettext("size of a file", "KB")
        return f"{kilobytes}\u00a0{unit}"
    megabytes = round(Decimal(size) / 1024**2, 1)  # number_format cuts off
    unit = pgettext("size of a file", "MB")
    return f"{number_format(megabytes, decimal_pos=1)}\u00a0{unit}"


def thousands_sign() -> str:
    """The sign that groups thousands in the active language."""
    return str(get_format("THOUSAND_SEPARATOR", use_l10n=True))
