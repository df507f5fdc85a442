"""How big is a change, why, and who signs it (methods E2, rulings 14)?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from agreements.choices import SizeClass, Topic, VersionKind
from agreements.rules.comparison.comparing import compare
from agreements.rules.sizing.money import share_moved
from agreements.rules.sizing.parts import part_reasons
from agreements.rules.sizing.reasons import Reason, SizeReason
from agreements.rules.sizing.topics import topic_reason
from agreements.rules.terms import Terms
from eclt_partners.common.actions import Action
from partners.rules.method import METHOD, Method

__all__ = [
    "PartnerCapacity",
    "Signers",
    "SizeReason",
    "Sizing",
    "asks_whether_it_helped",
    "size_class",
    "who_signs",
]

_SMALLEST: Final = SizeClass.CORRECTION
# From the smallest to the biggest, as `SizeClass` lists them.
_ORDER: Final = {size: place for place, size in enumerate(SizeClass)}


class PartnerCapacity(StrEnum):
    """In which capacity somebody signs for a partner."""

    LEAD = "lead"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs: a right of the foundation, a capacity on the partner's side."""

    foundation: Action
    partner: PartnerCapacity


@dataclass(frozen=True, slots=True)
class Sizing:
    """How big a change is.

    Attributes:
        size: the class that decides who signs.
        because: what gives it this class; smaller reasons are left out.
        moved: money moved as a part of the year's budget; None when there was none
            to compare with.
    """

    size: SizeClass
    because: tuple[SizeReason, ...]
    moved: Fraction | None


_SIGNERS: Final[Mapping[SizeClass, Signers]] = {
    SizeClass.CORRECTION: Signers(Action.SIGN_SMALL, PartnerCapacity.LEAD),
    SizeClass.SMALL: Signers(Action.SIGN_SMALL, PartnerCapacity.LEAD),
    SizeClass.STANDARD: Signers(Action.SIGN_STANDARD, PartnerCapacity.HEAD),
    SizeClass.MAJOR: Signers(Action.SIGN_MAJOR, PartnerCapacity.HEAD),
    SizeClass.TRANSFORM: Signers(Action.SIGN_MAJOR, PartnerCapacity.HEAD),
}


def who_signs(size: SizeClass) -> Signers:
    """Return who signs a change of this size for each side (methods E2)."""
    return _SIGNERS[size]


def size_class(
    year_base: Terms,
    head: Terms,
    new: Terms,
    topics: Iterable[Topic] = (),
    kind: VersionKind = VersionKind.AMENDMENT,
    *,
    method: Method = METHOD,
) -> Sizing:
    """Return the class of a change: the highest of all its parts (docs/adr/0022).

    Args:
        year_base: the version in force when the agreement's year began; money counts
            from there, so that small slices add up.
        head: the version in force now; everything else counts from here.
        new: what is proposed.
        topics: what the sides named as topics. They cannot make a correction bigger:
            what changed is known by then.
        kind: CORRECTION when the writer declares changed words to be typing errors.
        method: the thresholds.
    """
    moved = share_moved(year_base, head, new)
    slip_words = method.slip_words if kind == VersionKind.CORRECTION else 0
    parts = part_reasons(compare(head, new), slip_words=slip_words, method=method)
    found = set(parts)
    found.update(_money_reasons(moved, method))
    if not found or any(size != SizeClass.CORRECTION for _reason, size in found):
        found.update(map(topic_reason, topics))
    size = max((size for _reason, size in found), key=_rank, default=_SMALLEST)
    because = (reason for reason in SizeReason if (reason, size) in found)
    return Sizing(size, tuple(because), moved)


def asks_whether_it_helped(kind: VersionKind, *, continues: bool) -> bool:
    """Tell whether both sides talk about a version 90 days later (methods D3).

    The first version changed nothing that could have helped, and a correction helps
    readers only.

    Args:
        kind: of the version.
        continues: its agreement continues another one, so that the first version is
            the biggest change of all.
    """
    if kind == VersionKind.ORIGINAL:
        return continues
    return kind != VersionKind.CORRECTION


def _rank(size: SizeClass) -> int:
    return _ORDER[size]


def _money_reasons(moved: Fraction | None, method: Method) -> Iterator[Reason]:
    """Yield the class of moved money; the first money of all is major.

    Where there was no money no part of it can be told, and nobody may find the first
    budget small. A new agreement it is not: the purpose stays.
    """
    if moved is None:
        yield SizeReason.MONEY_FROM_NOTHING, SizeClass.MAJOR
    elif moved >= method.transform_share:
        yield SizeReason.MONEY, SizeClass.TRANSFORM
    elif moved > method.standard_share:
        yield SizeReason.MONEY, SizeClass.MAJOR
    elif moved > method.small_share:
        yield SizeReason.MONEY, SizeClass.STANDARD
    elif moved:
        yield SizeReason.MONEY, SizeClass.SMALL
