"""Which sentence says what a score after the end means (methods F3)?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.rules.sustained import SustainedBand

BAND_WORDS: Final[Mapping[SustainedBand, Promise]] = {
    SustainedBand.MOSTLY_LASTING: _("mostly lasting"),
    SustainedBand.PARTLY: _("partly lasting"),
    SustainedBand.MOSTLY_LOST: _("mostly lost"),
}
