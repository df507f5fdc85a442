"""How is the result of a check after the end shown, to both sides alike?"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.lifecycle.lasting_words import BAND_WORDS
from eclt_partners.lifecycle.selectors.checks import result_of
from partners.models import AfterCheck, AfterCheckReport
from partners.rules.method import METHOD
from partners.rules.rounding import half_up

IN_TOUCH = {True: _("Yes"), False: _("No"), None: _("I do not know")}


@dataclass(frozen=True, slots=True)
class Said:
    """One closing question with what was said."""

    question: Promise
    text: str | Promise


def result_context(check: AfterCheck) -> dict[str, Any]:
    """Return the result of a check `with_answers`, with its words."""
    result = result_of(check)
    return {
        "result": result,
        "band_words": BAND_WORDS[result.band] if result.band else "",
        "needed": half_up(100 * METHOD.sos_min_known),
        "said": _said(result.report) if result.report else [],
    }


def _said(report: AfterCheckReport) -> list[Said]:
    return [
        Said(_("Who leads now?"), report.leads_now),
        Said(_("Who pays now?"), report.pays_now),
        Said(_("What did you change?"), report.changed),
        Said(
            _("What should we have done differently when leaving?"), report.differently
        ),
        Said(_("Are we still in touch?"), IN_TOUCH[report.in_touch]),
    ]
