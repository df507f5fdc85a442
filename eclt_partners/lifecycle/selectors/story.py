"""How did a partnership move until now, and what was kept of each step?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.asking import ask_together
from eclt_partners.lifecycle.models import WarningPass
from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.words import gap_words
from partners.models import Partnership, StageChange


@dataclass(frozen=True, slots=True)
class PassedWarning:
    """A warning that a director passed."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """One move in the history of stages, with what was asked for.

    A warning that was passed for several partners of a coalition is said once.
    """

    on: date
    stage: str
    reason: str
    change: StageChange
    passed: Sequence[PassedWarning]


def stage_story(partnership: Partnership) -> list[StageLine]:
    """Return every move, newest first. One query."""
    changes = (
        StageChange.objects.filter(partnership=partnership)
        .select_related("pause", "pause_end", "early_ending")
        .prefetch_related("passed_warnings")
    )
    ask_together(changes)
    return [
        StageLine(
            on=change.changed_on,
            stage=str(change.get_to_stage_display()),
            reason=reason_of(change),
            change=change,
            passed=list(dict.fromkeys(map(_passed, change.passed_warnings.all()))),
        )
        for change in changes
    ]


def reason_of(change: StageChange) -> str:
    """Return why; what the system noted is said in the language of the reader."""
    is_noted = change.changed_by == SYSTEM.key and change.reason
    return gettext(change.reason) if is_noted else change.reason


def _passed(row: WarningPass) -> PassedWarning:
    return PassedWarning(gap_words(Gap(Lack(row.warning))), row.reason)
