"""May one state follow another?"""

from collections.abc import Mapping
from typing import TypeVar

from eclt_partners.common.errors import IllegalTransition

StateT = TypeVar("StateT", bound=str)


def check_transition(
    table: Mapping[StateT, frozenset[StateT]], old: StateT, new: StateT
) -> None:
    """Refuse a step that the state machine does not know.

    Args:
        table: state -> the states that may follow it.
        old: the present state.
        new: the state asked for.

    Raises:
        IllegalTransition: `new` is not among the followers of `old`.
    """
    if new not in table.get(old, frozenset()):
        raise IllegalTransition(old, new)
