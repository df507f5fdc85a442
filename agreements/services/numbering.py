"""Which number does a new agreement get?"""

from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from agreements.models import Agreement
from eclt_partners.common.errors import InvalidInput
from partners.models import Partnership

# Numbers are unique over all partnerships, so the lock of one partnership is too small.
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('agreements'), hashtext('numbers'))"


def take_number(partnership: Partnership, starts: date, *, typed: str = "") -> str:
    """Return the number of a new agreement; nobody else takes it in this transaction.

    Args:
        partnership: whose agreement it is.
        starts: the first day of the agreement.
        typed: the number on the paper, "" for the next free one.

    Returns:
        "MW-04/2026" without a typed one, "MW-04/2026-2" when the year has one already.

    Raises:
        InvalidInput: the typed number is taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)
    if not typed:
        return _free(f"{partnership.code}/{starts:%Y}")
    if Agreement.objects.filter(number__iexact=typed).exists():
        raise InvalidInput(
            {"number": _("This number is used already. Enter another one")}
        )
    return typed


def _free(stem: str) -> str:
    taken = Agreement.objects.filter(number__istartswith=stem)
    used = {number.upper() for number in taken.values_list("number", flat=True)}
    candidates = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(used) + 2))
    return next(number for number in candidates if number not in used)
