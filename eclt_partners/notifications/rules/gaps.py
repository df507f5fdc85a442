"""Which rows are missing in a ladder? The reconciler's own model, in plain Python."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from eclt_partners.notifications.rules.rungs import Asked, Rung

# Which roles an audience reaches; what is not named reaches the role of its name.
_RATERS: Final = frozenset({"RATERS"})
REACH: Final[Mapping[str, frozenset[str]]] = {
    "RATERS": _RATERS,
    "RATERS_NOT_DONE": _RATERS,
    "RATERS_AND_LEADS": _RATERS | {"LEADS"},
    "DIRECTOR_AND_HELPER": frozenset({"DIRECTOR", "HELPER"}),
}


def newest_due(
    asked: Asked, rungs: Iterable[Rung], next_working_day: Mapping[date, date]
) -> Rung | None:
    """Return the newest step whose day has come for a person, or None.

    Args:
        asked: the person and the subject.
        rungs: the ladder.
        next_working_day: calendar day -> the working day that serves it.
    """
    come = []
    for rung in rungs:
        day = asked.counts_from + timedelta(days=rung.offset)
        served = next_working_day.get(day, day)
        too_old = asked.worth_days is not None and day < asked.today - timedelta(
            days=asked.worth_days
        )
        if asked.is_reached_by(rung) and served <= asked.today and not too_old:
            come.append(rung)
    return max(come, key=lambda rung: rung.offset, default=None)


def is_missing(
    asked: Asked, due: Rung, present: Collection[str], rungs: Mapping[str, Rung]
) -> bool:
    """Tell whether a due step has no row, nor any later step in its place.

    Args:
        asked: the person and the subject.
        due: from `newest_due`.
        present: the steps of which this person has a row in this round.
        rungs: the ladder by code.
    """
    there = [rungs[code] for code in present if code in rungs]
    if asked.letter:
        there = [rung for rung in there if rung.letter == asked.letter]
    return all(rung.offset < due.offset for rung in there)


def skipped(
    present: Mapping[str, datetime],
    rungs: Mapping[str, Rung],
    since: Mapping[str, datetime],
    *,
    is_lenient: bool = False,
) -> list[str]:
    """Return the steps that one person's rows of one subject and round jump over.

    Whoever plans a step writes the earlier ones that nobody planned beside it, as
    overtaken. So everybody whom a step reaches has a row of each earlier step that
    reaches the same people, back to the last row that was there already.

    Args:
        present: the steps of the rows, and when each was written.
        rungs: the ladder by code.
        since: when each step was first planned for anybody; before, it was no step.
        is_lenient: what was missed for long is not written in this ladder; only a
            person who has an earlier row was surely reached.
    """
    there = sorted(
        (rungs[code] for code in present if code in rungs),
        key=lambda rung: rung.offset,
    )
    return [
        rung.code
        for before, after in zip([None, *there], there, strict=False)
        for rung in rungs.values()
        if rung.offset < after.offset
        and (not is_lenient if before is None else before.offset < rung.offset)
        and _is_implied(rung, after)
        and rung.code in since
        and since[rung.code] <= present[after.code]
    ]


def _is_implied(earlier: Rung, later: Rung) -> bool:
    """Tell whether all whom the later step reaches are reached by the earlier one."""
    if earlier.group != later.group:
        return False
    reach = REACH.get(later.audience, {later.audience})
    return reach <= REACH.get(earlier.audience, {earlier.audience})
