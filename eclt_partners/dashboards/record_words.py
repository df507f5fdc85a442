"""Which words stand for the codes of agreements, goals and endings on dashboards?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.dashboards.rules.money import SEVERAL
from partners.choices import PartnerKind

# The questions of a country's dashboard (methods G), by the anchor of their block.
QUESTIONS: Final[Mapping[str, Promise]] = {
    "actions": _("What needs me this week?"),
    "status": _("How are our relationships?"),
    "heat-map": _("Where exactly does it hurt?"),
    "gap": _("Do both sides see the same?"),
    "trends": _("Is trust growing with time?"),
    "overdue": _("Which talks are overdue?"),
    "changes": _("What have we changed together, and did it help?"),
    "keeping": _("Do we keep our promises, both sides?"),
    "growing": _("Are organisations getting stronger?"),
    "endings": _("What ends in the next 12 months, and is it ready?"),
    "lasting": _("What lasts after we leave?"),
    "children": _("How many children, at what cost?"),
    "money": _("Which kinds of partner, where, how much money?"),
}
# Only partnerships that are running have an answer to these.
OF_RUNNING: Final = frozenset(
    {"status", "heat-map", "gap", "trends", "overdue", "endings"}
)
KIND_WORDS: Final[Mapping[str, Promise]] = {
    **{kind.value: kind.label for kind in PartnerKind},
    SEVERAL: _("Several kinds together"),
}
NO_POINTS: Final[Mapping[str, Promise]] = {
    "no_before": _("Health before is not known, so nothing can be compared"),
    "no_after": _("Health after is not known yet"),
    "other_questions": _("The questions changed in between, so nothing is compared"),
    "pulse": _("The short pulse cannot be compared"),
}
