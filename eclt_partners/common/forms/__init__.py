"""Which forms and fields do all pages share?"""

from eclt_partners.common.forms.base import (
    PlainFilterForm,
    PlainForm,
    PlainModelForm,
    PlainRowForm,
    SendOnceMixin,
)
from eclt_partners.common.forms.fields import (
    MoneyField,
    PlainDateField,
    PlainDecimalField,
    RatingField,
)
from eclt_partners.common.forms.widgets import RatingWidget, ShortTicks

__all__ = [
    "MoneyField",
    "PlainDateField",
    "PlainDecimalField",
    "PlainFilterForm",
    "PlainForm",
    "PlainModelForm",
    "PlainRowForm",
    "RatingField",
    "RatingWidget",
    "SendOnceMixin",
    "ShortTicks",
]
