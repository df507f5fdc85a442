"""What does the board of all partnerships say on a day?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from eclt_partners.common.actor import Actor
from partners.choices import Stage
from partners.models import Partnership
from partners.rules.rounding import half_up_or_none
from reviews.rules.findings import Fired
from reviews.rules.standing import Standing
from reviews.selectors.standing import standings

BOARD_STAGES = (Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One partnership on the board; H and HRI rounded half up to two places."""

    code: str
    H: float | None
    HRI: float | None
    days_to_agreement_end: int | None
    interval_months: int | None
    due: str | None
    days_overdue: int
    status: str
    red: list[str]
    amber: list[str]

    def as_json(self) -> dict[str, object]:
        """Return the row with the field names of the command's output."""
        return asdict(self)


def board(actor: Actor, *, as_of: date) -> list[BoardRow]:
    """Return the board of the partnerships that the actor may see.

    Args:
        actor: who asks.
        as_of: the day of the question; later facts are left out.

    Returns:
        One row per partnership that is active, handing over or paused, by code
        (source: methods H2).
    """
    partnerships = list(
        Partnership.objects.visible_to(actor)
        .filter(stage__in=BOARD_STAGES)
        .order_by("code")
    )
    found = standings(partnerships, as_of=as_of)
    return [_row(item.code, found[item.pk]) for item in partnerships]


def _row(code: str, standing: Standing) -> BoardRow:
    index = half_up_or_none(standing.index, 2)
    hri = half_up_or_none(standing.hri, 2)
    return BoardRow(
        code=code,
        H=None if index is None else float(index),
        HRI=None if hri is None else float(hri),
        days_to_agreement_end=standing.days_to_agreement_end,
        interval_months=standing.interval_months,
        due=standing.due_on.isoformat() if standing.due_on else None,
        days_overdue=standing.days_overdue,
        status=str(standing.status),
        red=_texts(standing.red),
        amber=_texts(standing.amber),
    )


def _texts(found: Sequence[Fired]) -> list[str]:
    """Name rules in the order of the method, and what one is about by its letters.

    Programs compare rows as they are: D10 stands before D4.
    """
    rules = [each.code for each in found]
    placed = sorted((rules.index(each.code), each.text) for each in found)
    return [text for _place, text in placed]
