"""Which words stand for the codes on dashboards?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from eclt_partners.dashboards.rules.attention import Need
from partners.rules.handover import HandoverBand, Pillar

# Column heads of the heat map: the full names do not fit into a narrow column.
SHORT_NAMES: Final[Mapping[str, Promise]] = {
    "D1": _("Goals"),
    "D2": _("Trust"),
    "D3": _("Open talk"),
    "D4": _("Fair decisions"),
    "D5": _("Promises"),
    "D6": _("Clear roles"),
    "D7": _("Solving problems"),
    "D8": _("Learning"),
    "D9": pgettext_lazy("name of a dimension", "Growing"),
    "D10": _("Lasting"),
}
NEED_WORDS: Final[Mapping[str, Promise]] = {
    Need.RED: _("Talk within 14 days"),
    Need.OVERDUE: _("The review is late"),
    Need.REQUEST: _("A wish for change waits for our answer"),
    Need.PROMISE: _("A promise by us is due"),
    Need.CHECK: _("See what lasts after the end"),
    Need.TALK: _("Hold the talk"),
    Need.CONFIRM: _("Confirm the record of the talk"),
    Need.AMBER: _("Talk within 30 days"),
    Need.UNKNOWN: _("We do not know yet"),
}
DATE_WORDS: Final[Mapping[str, Promise]] = {
    "review.FULL": _("Review due"),
    "review.PULSE": _("Short pulse due"),
    "review.TALK": _("Talk on one topic due"),
    "answers.FULL": _("Answers to the review due"),
    "answers.PULSE": _("Answers to the short pulse due"),
    "agreement": _("Agreement ends"),
    "check": _("Check after the end due"),
    "promise.FOUNDATION": _("Promise by us"),
    "promise.PARTNER": _("Promise by the partner"),
    "promise.JOINT": _("Promise by both"),
    "action.FOUNDATION": _("Action by us"),
    "action.PARTNER": _("Action by the partner"),
    "action.JOINT": _("Action by both"),
}
READY_WORDS: Final[Mapping[str, Promise]] = {
    "": _("Never assessed"),
    HandoverBand.NOT_READY: _("Not ready"),
    HandoverBand.PARTLY: _("Partly ready"),
    HandoverBand.NEARLY: _("Nearly ready"),
    HandoverBand.READY: _("Ready"),
}
PILLAR_WORDS: Final[Mapping[str, Promise]] = {
    Pillar.RESOURCES: _("Resources"),
    Pillar.CAPACITY: _("Capacity"),
    Pillar.MOTIVATION: _("Motivation"),
    Pillar.LINKAGES: _("Linkages"),
}


def as_low(lowest: str, others: int) -> str:
    """Add to the text of a lowest number how many others are as low."""
    if not others:
        return lowest
    return ngettext(
        "%(lowest)s; %(n)d other is as low",
        "%(lowest)s; %(n)d others are as low",
        others,
    ) % {"lowest": lowest, "n": others}


def as_wide(widest: str, others: int) -> str:
    """Add to the text of a widest difference how many others are as wide."""
    if not others:
        return widest
    return ngettext(
        "%(widest)s; %(n)d other is as wide",
        "%(widest)s; %(n)d others are as wide",
        others,
    ) % {"widest": widest, "n": others}
