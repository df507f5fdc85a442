"""What will happen when a step is taken, in plain words?"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.choices import Stage
from partners.models import Partnership

AFTER: Final[Mapping[Stage, tuple[Promise, ...]]] = {
    Stage.SHAPING: (
        _("Both sides write expectations, promises and plans together."),
        _("What happened before stays in the history."),
    ),
    Stage.NOT_PURSUED: (
        _("This cannot be taken back: no further step follows."),
        _("Reviews and reminders stop. Your reason and lesson are kept."),
    ),
    Stage.TRANSITION: (
        _("Work moves to its local owners, step by step."),
        _("Both sides take stock more often: about every four months."),
    ),
    Stage.SUSTAINING: (
        _("This cannot be taken back. Regular reviews stop."),
        _("We look at what lasts after 6, 12 and 24 months."),
    ),
    Stage.CONCLUDED: (
        _("Nothing more is asked of either side."),
        _("A new chapter can begin at any time."),
    ),
    Stage.PAUSED: (
        _("Work stops for now. Both sides look at it again on the day you choose."),
        _("Children's cases go on: a named person is there for them."),
    ),
    Stage.ENDED_EARLY: (
        _("This cannot be taken back. Regular reviews and reminders stop."),
        _(
            "A change of an agreement that is talked about ends too, and both sides "
            "are told."
        ),
        _("The notice, the reason and your plan for children are kept."),
        _("We look at what lasts after six months."),
    ),
}
AFTER_PAUSE: Final = (_("The partnership goes on where it stood before the pause."),)


def consequences_of(partnership: Partnership, to_stage: Stage) -> tuple[Promise, ...]:
    """Return what a step brings with it."""
    if partnership.stage == Stage.PAUSED and to_stage != Stage.ENDED_EARLY:
        return AFTER_PAUSE
    return AFTER[to_stage]
