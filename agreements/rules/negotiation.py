"""Where may a renegotiation go next?"""

from typing import Final

from agreements.choices import RenegotiationState

OPEN: Final = frozenset(
    {
        RenegotiationState.RAISED,
        RenegotiationState.TALKING,
        RenegotiationState.PROPOSED,
        RenegotiationState.COUNTERED,
        RenegotiationState.AGREED,
    }
)
