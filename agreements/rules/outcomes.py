"""What may become of one due date of a promise?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from agreements.choices import InstanceState
from eclt_partners.common.states import check_transition

OPEN: Final = frozenset({InstanceState.NOT_DUE})
# Due soon and overdue follow from the day (`agreements.rules.phases`).
STORED: Final = frozenset(InstanceState) - {InstanceState.DUE_SOON}
# What the owner reports. Releasing and disputing take both sides.
REPORTED: Final = (
    InstanceState.KEPT,
    InstanceState.KEPT_LATE,
    InstanceState.PARTLY,
    InstanceState.NOT_KEPT,
)
ONLY_AFTER_DUE: Final = frozenset({InstanceState.KEPT_LATE, InstanceState.NOT_KEPT})

# A report may be put right until the other side has confirmed it.
NEXT: Final[Mapping[InstanceState, frozenset[InstanceState]]] = {
    InstanceState.NOT_DUE: frozenset({*REPORTED, InstanceState.RELEASED}),
    InstanceState.DUE_SOON: frozenset(),
    **{
        state: frozenset(
            {*REPORTED, InstanceState.DISPUTED, InstanceState.RELEASED} - {state}
        )
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
        IllegalTransition: the step is unknown, or the other side has confirmed.
    """
    check_transition({} if is_confirmed else NEXT, old, new)


def is_too_early(outcome: InstanceState, due_on: date, today: date) -> bool:
    """Tell whether it is too early to say "late" or "not kept": the day is not over."""
    return outcome in ONLY_AFTER_DUE and today <= due_on
