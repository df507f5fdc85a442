"""Which names of countries do we say better than the library of countries?

Its French, Spanish and Portuguese names have slips: a name turned round for a list, an
old spelling, a blank that is missing. Ours stand in our own catalogues, so a name that
is named here is translated there into all three (short names of the United Nations,
https://unterm.un.org).
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

COUNTRIES_OVERRIDE: Final[Mapping[str, Promise]] = {
    "AD": pgettext_lazy("country", "Andorra"),
    "BS": pgettext_lazy("country", "Bahamas"),
    "CD": pgettext_lazy("country", "Democratic Republic of the Congo"),
    "CF": pgettext_lazy("country", "Central African Republic"),
    "CY": pgettext_lazy("country", "Cyprus"),
    "CZ": pgettext_lazy("country", "Czechia"),
    "DJ": pgettext_lazy("country", "Djibouti"),
    "EG": pgettext_lazy("country", "Egypt"),
    "GT": pgettext_lazy("country", "Guatemala"),
    "KG": pgettext_lazy("country", "Kyrgyzstan"),
    "KM": pgettext_lazy("country", "Comoros"),
    "KP": pgettext_lazy("country", "North Korea"),
    "KR": pgettext_lazy("country", "South Korea"),
    "OM": pgettext_lazy("country", "Oman"),
    "PS": pgettext_lazy("country", "State of Palestine"),
    "QA": pgettext_lazy("country", "Qatar"),
    "SA": pgettext_lazy("country", "Saudi Arabia"),
    "SY": pgettext_lazy("country", "Syria"),
    "SZ": pgettext_lazy("country", "Eswatini"),
    "TD": pgettext_lazy("country", "Chad"),
    "TJ": pgettext_lazy("country", "Tajikistan"),
    "TL": pgettext_lazy("country", "Timor-Leste"),
    "TT": pgettext_lazy("country", "Trinidad and Tobago"),
    "VN": pgettext_lazy("country", "Viet Nam"),
}
