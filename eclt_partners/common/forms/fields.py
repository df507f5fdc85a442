"""How do forms read dates, amounts and ratings that people write their own way?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.common import words
from eclt_partners.common.forms.widgets import RatingWidget, text_input
from eclt_partners.common.rules.plain_dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateProblem,
    NotADate,
    parse_date,
)
from eclt_partners.common.rules.plain_numbers import (
    NotANumber,
    NumberProblem,
    parse_number,
)

_DATE_HINT = _("For example, 27 3 2026")
_DOUBTFUL_PLACES = 3


class PlainDateField(forms.DateField):
    """A date in one text box: day first, month as number or word, or ISO.

    Shows the date as "27 Mar 2026", which it reads back in every language.
    """

    default_error_messages = {
        "short_year": _("Write the year with 4 digits, like 27 3 2026"),
        "unknown_month": _("Write the month as a number or a word, like 27 3 2026"),
        "far_year": _("Write a year from %(first)s to %(last)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _DATE_HINT)
        kwargs.setdefault("widget", text_input("input-date"))
        super().__init__(**kwargs)
        if not self.help_text:
            self.help_text = _DATE_HINT

    def to_python(self, value: Any) -> date | None:
        """Return the date that was meant; None when nothing was typed."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return parse_date(
                str(value), [words.month_names(), words.english_month_names()]
            )
        except NotADate as error:
            code = {
                DateProblem.SHORT_YEAR: "short_year",
                DateProblem.UNKNOWN_MONTH: "unknown_month",
                DateProblem.FAR_YEAR: "far_year",
            }.get(error.problem, "invalid")
            params = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(
                self.error_messages[code], code=code, params=params
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a date with its month in letters; show typed text as it was typed."""
        return words.plain_date(value) if isinstance(value, date) else value


class PlainDecimalField(forms.DecimalField):
    """A number that may be typed as 1,234.50 or 1 234,50; it asks when in doubt."""

    default_error_messages = {
        "in_doubt": _("Do you mean %(large)s or %(small)s? Write it like that"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", text_input("input-number", inputmode="decimal"))
        super().__init__(**kwargs)

    # The stubs derive DecimalField from IntegerField, as Django does.
    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the number that was meant; None when nothing was typed."""
        if value in self.empty_values or isinstance(value, Decimal | int):
            return super().to_python(value)
        try:
            number = parse_number(str(value), words.thousands_sign())
        except NotANumber as error:
            raise self._refusal(error) from None
        whole = number == number.to_integral_value()
        return number.quantize(Decimal(1)) if whole else number.normalize()

    def prepare_value(self, value: Any) -> Any:
        """Show a number with the signs of the language, never one to be doubted."""
        if not isinstance(value, Decimal):
            return value
        bare = value.normalize()
        places = max(0, -int(bare.as_tuple().exponent))
        shown = places + 1 if places == _DOUBTFUL_PLACES else max(places, 2)
        return number_format(
            value, decimal_pos=shown if places else 0, force_grouping=True
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out step, min and max: the control is a text box."""
        return {}

    def _refusal(self, error: NotANumber) -> ValidationError:
        if error.problem is NumberProblem.NOT_A_NUMBER:
            return ValidationError(self.error_messages["invalid"], code="invalid")
        small, large = (f"{reading:f}" for reading in error.readings)
        # Two or four decimals: three would be doubted again when written so.
        clear = small[:-1] if small.endswith("0") else f"{small}0"
        params = {"small": clear, "large": large}
        return ValidationError(
            self.error_messages["in_doubt"], code="in_doubt", params=params
        )


class MoneyField(PlainDecimalField):
    """An amount of money, zero or more, with two decimals at most."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)


class RatingField(forms.ChoiceField):
    """One question with five anchor sentences, then the ways to give no rating.

    The cleaned value is "1" to "5" or the code of a way to give none. Nothing is
    chosen beforehand.

    Attributes:
        last_time: what was answered last time, as text above the answers.
    """

    def __init__(
        self,
        *,
        anchors: Sequence[str],
        others: Sequence[tuple[str, str | Promise]],
        last_time: str = "",
        **kwargs: Any,
    ) -> None:
        scores = [(str(score), text) for score, text in enumerate(anchors, 1)]
        kwargs.setdefault("widget", RatingWidget)
        super().__init__(choices=[*scores, *others], **kwargs)
        self.last_time = last_time
