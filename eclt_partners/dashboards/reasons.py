"""How are the reasons of a status said, shortly?

A rule that fires for several dimensions is one sentence, and a late review is said
once, with its days.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.words import dimension_name, grey_text, rule_text

GREY = "grey:"
LATE = "A6"
LOW = ("R2", "A2")
NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})


def sentences(
    codes: Sequence[str],
    days_overdue: int,
    partners: Mapping[str, Sequence[str]] = NOBODY,
) -> list[str]:
    """Return one sentence per reason, in the order of the codes.

    Args:
        codes: rules such as "R2:D2", or "grey:stale".
        days_overdue: whole days the review is late; 0 = not late.
        partners: code -> with which partners of a coalition it is so; they are named.
    """
    found = {_key(code): code for code in codes}
    said = [
        _whose(key, codes, partners) + _sentence(key, code, codes)
        for key, code in found.items()
        if key != LATE
    ]
    return said + ([_late(days_overdue)] if days_overdue else [])


def first_sentences(
    codes: Sequence[str], days_overdue: int, *, most: int
) -> tuple[list[str], int]:
    """Return the first reasons, and how many more there are.

    That a review is late, and by how much, is never left out.

    Args:
        codes: as in `sentences`.
        days_overdue: as in `sentences`.
        most: no more reasons than so many.
    """
    said = sentences(codes, days_overdue)
    if len(said) <= most:
        return said, 0
    shown = [*said[: most - 1], said[-1] if days_overdue else said[most - 1]]
    return shown, len(said) - most


def _key(code: str) -> str:
    """Codes with the same key share one sentence."""
    rule = code.partition(":")[0]
    return "low" if rule in LOW else code


def _whose(
    key: str, codes: Sequence[str], partners: Mapping[str, Sequence[str]]
) -> str:
    behind = [
        name for code in codes if _key(code) == key for name in partners.get(code, ())
    ]
    return f"{', '.join(dict.fromkeys(behind))} · " if behind else ""


def _sentence(key: str, code: str, codes: Sequence[str]) -> str:
    if code.startswith(GREY):
        return grey_text(code.removeprefix(GREY))
    if key != "low":
        return rule_text(code)
    names = [
        dimension_name(each.partition(":")[2]) for each in codes if _key(each) == key
    ]
    return _("%(dimensions)s: one side answers 2 or lower on average.") % {
        "dimensions": ", ".join(names)
    }


def _late(days: int) -> str:
    return ngettext(
        "The review is %(days)d day late.", "The review is %(days)d days late.", days
    ) % {"days": days}
