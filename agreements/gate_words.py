"""How does gate G2 say what is missing, in words that anybody understands?"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.choices import ClauseKind
from agreements.models import Signature
from agreements.rules.gate import Gap, GateLine, Lack
from eclt_partners.common.words import plain_date
from partners.choices import Horizon, Side
from partners.rules.handover import Pillar

LACK_WORDS: Final[Mapping[Lack, Promise]] = {
    Lack.END_NOT_AFTER_START: _("The last day must be after the first."),
    Lack.NO_CURRENCY: _("Say in which currency the money is."),
    Lack.NEGATIVE_AMOUNT: _("An amount cannot be below 0."),
    Lack.NO_DATED_PROMISE: _(
        "%(about)s: at least one promise with a date or a rhythm is needed."
    ),
    Lack.NO_CLAUSE: _("The clause is missing: %(about)s."),
    Lack.NO_INTERVAL: _("Say how many months lie between two reviews."),
    Lack.INTERVAL_TOO_LONG: _("Reviews must come at least every 12 months."),
    Lack.NO_FIRST_REVIEW: _("Say when the first review is."),
    Lack.FIRST_REVIEW_TOO_LATE: _(
        "The first review must be within six months of the start."
    ),
    Lack.NO_ANSWER_TIME: _("Say how many days the other side has to answer a wish."),
    Lack.ANSWER_TIME_TOO_LONG: _("A wish must be answered within 30 days."),
    Lack.NO_PERSON: _(
        "%(about)s: name the person to call when something is hard to say."
    ),
    Lack.NOBODY_ABOVE: _("%(about)s: name the person one step above."),
    Lack.SAME_PERSON_ABOVE: _("%(about)s: the person above must be somebody else."),
    Lack.NO_FUNCTION: _("The plan for what must last names nothing yet."),
    Lack.PILLAR_MISSING: _("%(about)s: %(value)s is not described yet."),
    Lack.NO_OWNER: _("%(about)s: name a local owner, or a day by when one is found."),
    Lack.OWNER_TOO_LATE: _(
        "%(about)s: the local owner must be found within six months of the start."
    ),
    Lack.NO_GOAL: _("At least one goal to grow stronger is needed, on either side."),
    Lack.EXPECTATION_MISSING: _("%(about)s: what is expected? %(value)s."),
    Lack.NO_DOUBT: _("%(about)s: name one thing you are unsure about."),
    Lack.NOT_CONFIRMED: _("%(about)s: the expectations are not confirmed yet."),
    Lack.NO_CHECK: _("There is no safeguarding check of the partner."),
    Lack.CHECK_OVER: _("The safeguarding check is no longer valid on the first day."),
    Lack.CHECK_WEAK: _("The last safeguarding check was not good enough."),
    Lack.INTEGRITY_OPEN: _(
        "A concern or a serious flag about fraud or integrity is open."
    ),
    Lack.NOT_SIGNED: _("%(about)s has not signed yet."),
    Lack.SIGNATURE_INCOMPLETE: _(
        "%(about)s: name, role or day of the signature is missing."
    ),
    Lack.OTHER_TEXT_SIGNED: _("%(about)s signed another text."),
    Lack.PLAN_OPEN: _("The plan to keep children safer is still open."),
    Lack.NO_OVERHEAD: _("No budget line pays for overhead or core cost."),
    Lack.OTHER_LANGUAGE: _(
        "The text is in a language in which the partner does not work."
    ),
    Lack.IN_HARVEST: _("The first review falls into the main harvest."),
}

# Where a coalition is asked, the partner is named.
OF_ONE_PARTNER: Final[Mapping[Lack, Promise]] = {
    Lack.NO_CHECK: _("%(about)s: there is no safeguarding check."),
    Lack.CHECK_OVER: _(
        "%(about)s: the safeguarding check is no longer valid on the first day."
    ),
    Lack.CHECK_WEAK: _("%(about)s: the last safeguarding check was not good enough."),
}

PILLAR_WORDS: Final[Mapping[Pillar, Promise]] = {
    Pillar.RESOURCES: _("where the money comes from"),
    Pillar.CAPACITY: _("who can do it"),
    Pillar.MOTIVATION: _("why somebody wants it"),
    Pillar.LINKAGES: _("who can help"),
}

LINE_WORDS: Final[Mapping[str, Promise]] = {
    "B1": _("Dates and money"),
    "B2": _("Promises of both"),
    "B3": _("Taking stock"),
    "B4": _("Room to change"),
    "B5": _("Honest talk"),
    "B6": _("What must last"),
    "B7": _("Growing stronger"),
    "B8": _("Expectations"),
    "B9": _("Safe and honest"),
    "B10": _("Signatures"),
    "W1": _("Plan to keep children safer"),
    "W2": _("Overhead"),
    "W3": _("Language"),
    "W4": _("Harvest"),
}


def gap_words(line: GateLine) -> list[str]:
    """Return one sentence for each thing that a line of the gate misses."""
    return [_gap(gap) for gap in line.gaps]


def passed_words(signature: Signature) -> list[tuple[str, str]]:
    """Return each warning that was passed with a signature, and why. No query.

    Args:
        signature: with its `passed_warnings` at hand.
    """
    return [
        (_gap(Gap(Lack(row.warning))), row.reason)
        for row in signature.passed_warnings.all()
    ]


def _gap(gap: Gap) -> str:
    by_name = OF_ONE_PARTNER if gap.about else LACK_WORDS
    pattern = str(by_name.get(gap.lack, LACK_WORDS[gap.lack]))
    about = ClauseKind(str(gap.about)) if gap.lack is Lack.NO_CLAUSE else gap.about
    return pattern % {"about": _subject(about), "value": _subject(gap.value)}


def _subject(subject: object) -> str:
    if isinstance(subject, Pillar):
        return str(PILLAR_WORDS[subject])
    if isinstance(subject, Side | Horizon):
        return str(subject.label)
    if isinstance(subject, date):
        return plain_date(subject)
    if isinstance(subject, Enum):
        return str(getattr(subject, "label", subject.value))
    return "" if subject is None else str(subject)
