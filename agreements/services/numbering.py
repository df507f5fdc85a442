"""Which number does a new agreement get?"""

from datetime import date

from agreements.models import Agreement
from partners.models import Partnership


def free_number(partnership: Partnership, starts: date) -> str:
    """Return "MW-04/2026", or "MW-04/2026-2" when the year has one already."""
    stem = f"{partnership.code}/{starts:%Y}"
    used = set(
        Agreement.objects.filter(number__startswith=stem).values_list(
            "number", flat=True
        )
    )
    candidates = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(used) + 2))
    return next(number for number in candidates if number not in used)
