"""What does one review say, in exact numbers?"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from partners.choices import Side


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One applicable dimension: the mean of each side, 1 to 5, or None.

    Attributes:
        code: "D1" to "D10".
        weight: share in the joint mean, before division by the sum of weights.
        foundation: plain mean of the foundation's numeric ratings.
        partner: plain mean of the partner's numeric ratings.
    """

    code: str
    weight: Fraction
    foundation: Fraction | None
    partner: Fraction | None

    @property
    def joint(self) -> Fraction | None:
        """The mean of both sides; each side counts half."""
        if self.foundation is None or self.partner is None:
            return None
        return _middle(
            *self.foundation.as_integer_ratio(), *self.partner.as_integer_ratio()
        )

    @property
    def gap(self) -> Fraction | None:
        """Foundation minus partner; plus = the foundation sees it better."""
        if self.foundation is None or self.partner is None:
            return None
        return _apart(
            *self.foundation.as_integer_ratio(), *self.partner.as_integer_ratio()
        )

    def of(self, side: Side) -> Fraction | None:
        """Return the mean of one side."""
        return self.foundation if side == Side.FOUNDATION else self.partner


# Means repeat: a large country asks for the same few hundred again and again.
# Remembered by their whole numbers: to look a fraction up takes longer than to add it.
@lru_cache(maxsize=10_000)
def _middle(above: int, below: int, other_above: int, other_below: int) -> Fraction:
    return (Fraction(above, below) + Fraction(other_above, other_below)) / 2


@lru_cache(maxsize=10_000)
def _apart(above: int, below: int, other_above: int, other_below: int) -> Fraction:
    return Fraction(above, below) - Fraction(other_above, other_below)


@dataclass(frozen=True, slots=True)
class Score:
    """What one review says, exactly.

    Attributes:
        index: health index H, 0 to 100, or None with too few answers.
        foundation_index: H_F, from the foundation's ratings alone.
        partner_index: H_P, from the partner's ratings alone.
        gap_index: G, mean size of the gaps in steps, or None without a common one.
        bias: B, mean gap with its sign.
        coverage: share of the applicable weight that both sides rated, 0 to 1.
        lessons: lesson number 1 to 4 -> index 0 to 100, or None; no coverage rule.
        dimensions: the applicable dimensions in the order of the form.
        foundation_raters: answers of the foundation.
        partner_raters: answers of the partner.
    """

    index: Fraction | None
    foundation_index: Fraction | None
    partner_index: Fraction | None
    gap_index: Fraction | None
    bias: Fraction | None
    coverage: Fraction
    lessons: Mapping[int, Fraction | None]
    dimensions: tuple[DimensionScore, ...]
    foundation_raters: int
    partner_raters: int

    @property
    def answered(self) -> frozenset[Side]:
        """The sides from which at least one answer is in."""
        raters = {
            Side.FOUNDATION: self.foundation_raters,
            Side.PARTNER: self.partner_raters,
        }
        return frozenset(side for side, count in raters.items() if count)
