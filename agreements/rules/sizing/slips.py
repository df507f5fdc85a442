"""Is a changed text just a typing error that was put right?

The writer says that it is one; these rules keep a new wording and another amount from
passing as one. `most` is how many words a typing error may touch; 0 when the writer
declares none.
"""

from dataclasses import replace

from agreements.rules.terms import Clause, Promise, Target
from agreements.rules.tokens import words
from agreements.rules.words import SpanKind, spans


def is_slip(old: str, new: str, *, most: int) -> bool:
    """Tell whether a text differs by a few words and by no number."""
    if old == new or not most:
        return old == new
    if _numbers(old) != _numbers(new):
        return False
    found = spans(old, new)
    return all(
        sum(len(words(span.text)) for span in found if span.kind == kind) <= most
        for kind in (SpanKind.REMOVED, SpanKind.ADDED)
    )


def is_clause_slip(old: Clause, new: Clause, *, most: int) -> bool:
    """Tell whether only the words of a clause differ, and by a slip."""
    return (
        replace(old, heading=new.heading, text=new.text) == new
        and is_slip(old.heading, new.heading, most=most)
        and is_slip(old.text, new.text, most=most)
    )


def is_item_slip(old: Target | Promise, new: Target | Promise, *, most: int) -> bool:
    """Tell whether only the text of a target or promise differs, and by a slip."""
    return replace(old, text=new.text) == new and is_slip(old.text, new.text, most=most)


def _numbers(text: str) -> list[str]:
    return [word for word in words(text) if any(c.isdigit() for c in word)]
