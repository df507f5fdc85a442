"""Which words stand for the codes of results and ages on dashboards?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.choices import AgeBand

WAY_WORDS: Final[Mapping[str, Promise]] = {
    "withdrawn": pgettext_lazy("children", "Withdrawn"),
    "prevented": pgettext_lazy("children", "Prevented"),
    "protected": pgettext_lazy("children", "Protected"),
}
WAY_MEANINGS: Final[Mapping[str, Promise]] = {
    "withdrawn": _("out of work and at school or in training for 3 months"),
    "prevented": _("supported so that they do not begin to work"),
    "protected": _("12 or older, out of work and learning a trade"),
}
COST_WORDS: Final[Mapping[str, Promise]] = {
    "no_services": _("serves no children directly"),
    "no_results": _("no result recorded for this time"),
    "not_counted": _("not all children counted"),
    "no_spending": _("spending not known yet"),
    "no_child": _("no child reached"),
}
AGE_RANGES: Final[Mapping[AgeBand, Promise]] = {
    AgeBand.STARTING: _("first year"),
    AgeBand.GROWING: _("years 2 and 3"),
    AgeBand.ESTABLISHED: _("from year 4 on"),
}
AT_AGE: Final[Mapping[AgeBand, Promise]] = {
    AgeBand.STARTING: _("In the first year"),
    AgeBand.GROWING: _("In years 2 and 3"),
    AgeBand.ESTABLISHED: _("From year 4 on"),
}
