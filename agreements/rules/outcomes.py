"""What may become of one due date of a promise?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from agreements.choices import InstanceState
from eclt_partners.common.states import check_transition

OPEN: Final = frozenset({InstanceState.NOT_DUE, InstanceState.DUE_SOON})
# What the owner reports. Releasing and disputing take both sides.
REPORTED: Final = (
    InstanceState.KEPT,
    InstanceState.KEPT_LATE,
    InstanceState.PARTLY,
    InstanceState.NOT_KEPT,
)
ONLY_AFTER_DUE: Final = frozenset({InstanceState.KEPT_LATE, InstanceState.NOT_KEPT})

# A report may be put right until the receiving side has confirmed it.
NEXT: Final[Mapping[InstanceState, frozenset[InstanceState]]] = {
    InstanceState.NOT_DUE: frozenset(
        {*REPORTED, InstanceState.DUE_SOON, InstanceState.RELEASED}
    ),
    InstanceState.DUE_SOON: frozenset({*REPORTED, InstanceState.RELEASED}),
    **{
        state: frozenset({*REPORTED, InstanceState.DISPUTED} - {state})
        for state in REPORTED
    },
    InstanceState.DISPUTED: frozenset({*REPORTED, InstanceState.RELEASED}),
    InstanceState.RELEASED: frozenset(),
}


def check_outcome(
    old: InstanceState, new: InstanceState, *, is_confirmed: bool
) -> None:
    """Refuse an outcome that may not follow (methods E5).

    Raises:
        IllegalTransition: the step is unknown, or the receiving side has confirmed.
    """
    check_transition({} if is_confirmed else NEXT, old, new)


def is_too_early(outcome: InstanceState, due_on: date, today: date) -> bool:
    """Tell whether it is too early to say "late" or "not kept": the day is not over."""
    return outcome in ONLY_AFTER_DUE and today <= due_on
