"""For which changes does a reason count that was typed on one page of a draft?"""

from collections.abc import Iterable, Mapping

from agreements.rules.comparison import Change, Dates


def reasons_of_page(
    reason: str,
    touched: Iterable[str],
    of_page: Iterable[str],
    known: Mapping[str, str],
) -> dict[str, str]:
    """Return change -> reason, to be added to those that stand there.

    What was just changed gets the reason, and what the page changed before without
    one. When nothing was touched, somebody only words the reason anew: it counts for
    all changes of the page.

    Args:
        reason: as typed; "" gives nothing.
        touched: the changes that this saving made.
        of_page: all changes that the page shows.
        known: the reasons until now.
    """
    if not reason.strip():
        return {}
    changed, all_of_page = set(touched), set(of_page)
    without = {key for key in all_of_page if not known.get(key, "").strip()}
    keys = changed | without if changed else all_of_page
    return dict.fromkeys(sorted(keys), reason.strip())


def to_explain(changes: Iterable[Change[object]]) -> list[str]:
    """Return the keys of the changes that need a reason before they are sent.

    Every version has its own first day; that alone is no change of the deal.
    """
    return [change.key for change in of_the_deal(changes)]


def of_the_deal(changes: Iterable[Change[object]]) -> list[Change[object]]:
    """Return the changes that people weigh: all but a first day that moved alone."""
    return [change for change in changes if not _only_first_day(change)]


def _only_first_day(change: Change[object]) -> bool:
    old, new = change.old, change.new
    return (
        isinstance(old, Dates)
        and isinstance(new, Dates)
        and old.effective_to == new.effective_to
    )
