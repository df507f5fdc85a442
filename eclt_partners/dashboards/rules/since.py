"""What changed in a country between two days? Compares the kept facts of both.

The order of a line is that of its gravest change, and the order of the changes is that
of the page: what got worse first, what happened then, what got better last.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from partners.choices import Stage, Status

Marks = Mapping[str, Any]
Change = dict[str, Any]
ENDED: Final = (Stage.SUSTAINING, Stage.CONCLUDED, Stage.ENDED_EARLY, Stage.NOT_PURSUED)
RANK: Final = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}


class What(StrEnum):
    """What changed; the order is the order on the page."""

    WORSE = "worse"
    KNOWN_RED = "known_red"
    OVERDUE = "overdue"
    LATE = "late"
    LESS_READY = "less_ready"
    UNKNOWN = "unknown"
    ENDED = "ended"
    GONE = "gone"
    STAGE = "stage"
    NEW = "new"
    VERSION = "version"
    TALKS = "talks"
    REVIEWS = "reviews"
    KNOWN = "known"
    BETTER = "better"
    IN_TIME = "in_time"
    KEPT = "kept"
    ASSESSED = "assessed"
    READIER = "readier"


_PLACE: Final = {what.value: place for place, what in enumerate(What)}


def changes_between(before: Sequence[Marks], after: Sequence[Marks]) -> dict[str, Any]:
    """Return what changed from one day to the other.

    Args:
        before: the facts of the earlier day, as `rules.marks.marks_of` makes them.
        after: those of the later day.

    Returns:
        `lines`, one per partnership with a change (id, code, name, `changes`), and
        `counts`: how many partnerships each change touches.
    """
    earlier = {each["id"]: each for each in before}
    later = {each["id"]: each for each in after}
    found = [_line(each, _changes(earlier.get(each["id"]), each)) for each in after]
    gone = [each for each in before if each["id"] not in later]
    found += [_line(each, [_change(What.GONE)]) for each in gone]
    lines = [line for line in found if line["changes"]]
    return {"lines": sorted(lines, key=_order), "counts": _counts(lines)}


def _counts(lines: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    kinds = [{change["what"] for change in line["changes"]} for line in lines]
    counts = Counter(what for each in kinds for what in each)
    return {what.value: counts[what.value] for what in What}


def _order(line: Mapping[str, Any]) -> tuple[int, str]:
    return _PLACE[line["changes"][0]["what"]], line["code"]


def _line(marks: Marks, changes: Sequence[Change]) -> dict[str, Any]:
    ordered = sorted(changes, key=lambda change: _PLACE[change["what"]])
    return {key: marks[key] for key in ("id", "code", "name")} | {"changes": ordered}


def _change(what: What, **facts: Any) -> Change:
    return {"what": what.value, **facts}


def _changes(before: Marks | None, after: Marks) -> list[Change]:
    if before is None:
        return [_change(What.NEW, stage=after["stage"])]
    return [
        *_stage(before["stage"], after["stage"]),
        *_status(before["status"], after["status"]),
        *_overdue(before, after),
        *_promises(before, after),
        *_versions(before["versions"], after["versions"]),
        *_more(What.TALKS, before["talks"], after["talks"]),
        *_more(What.REVIEWS, before["reviews"], after["reviews"]),
        *_readiness(before["hri"], after["hri"]),
    ]


def _stage(before: str, after: str) -> Iterator[Change]:
    if before != after:
        what = What.ENDED if after in ENDED and before not in ENDED else What.STAGE
        yield _change(what, stage=after)


def _status(before: str | None, after: str | None) -> Iterator[Change]:
    """Compare the status; a stage without regular reviews has none."""
    if before is None or after is None or before == after:
        return
    if after == Status.GREY:
        yield _change(What.UNKNOWN, was=before)
    elif before == Status.GREY:
        is_red = after == Status.RED
        yield _change(What.KNOWN_RED if is_red else What.KNOWN, status=after)
    else:
        worse = RANK[Status(after)] < RANK[Status(before)]
        yield _change(What.WORSE if worse else What.BETTER, was=before, status=after)


def _overdue(before: Marks, after: Marks) -> Iterator[Change]:
    if after["overdue"] and not before["overdue"]:
        yield _change(What.OVERDUE)
    # Where nobody takes stock any more, nothing came in time.
    if before["overdue"] and not after["overdue"] and after["status"] is not None:
        yield _change(What.IN_TIME)


def _promises(before: Marks, after: Marks) -> Iterator[Change]:
    yield from _more(What.LATE, 0, len(set(after["late"]) - set(before["late"])))
    yield from _more(What.KEPT, before["kept"], after["kept"])


def _more(what: What, before: int, after: int) -> Iterator[Change]:
    if after > before:
        yield _change(what, n=after - before)


def _versions(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Change]:
    for number, version in sorted(after.items()):
        if version > before.get(number, 0):
            yield _change(What.VERSION, number=number, version=version)


def _readiness(before: int | None, after: int | None) -> Iterator[Change]:
    if before is None and after is not None:
        yield _change(What.ASSESSED, hri=after)
    if before is not None and after is not None and before != after:
        what = What.READIER if after > before else What.LESS_READY
        yield _change(what, was=before, hri=after)
