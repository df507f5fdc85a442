"""Do columns, clauses and promises say what the text of their version says?"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from agreements.rules.numbers import reporting_amount
from agreements.rules.proof.held import Difference, HeldVersion, Row

Said = dict[str, Any]


def wrong_rows(
    agreement: str, place: str, said: Said, version: HeldVersion
) -> Iterator[Difference]:
    """Yield what stands beside the text of a version and says something else.

    Args:
        agreement: number of the agreement.
        place: of the version, for the findings.
        said: the parsed text.
        version: the rows.

    Raises:
        KeyError, TypeError, ValueError: the text lacks a part.
    """
    for name, wanted in {"agreement": agreement, **_columns(said)}.items():
        found = version.columns[name] if name != "agreement" else said["agreement"]
        if found != wanted:
            yield Difference(
                f"{place}, column {name}", f"it says {found!r}, the text {wanted!r}"
            )
    if version.terms != said["terms"]:
        yield Difference(place, "the terms beside the text say something else")
    terms = said["terms"]
    yield from _wrong_items(
        place, "clause", "key", terms["clauses"], version.clauses, in_order=True
    )
    yield from _wrong_items(
        place, "promise", "code", terms["promises"], version.promises
    )


def _columns(said: Said) -> dict[str, str]:
    terms = said["terms"]
    total = sum((Decimal(line["amount"]) for line in terms["lines"]), Decimal(0))
    rate = Decimal(terms["rate"])
    return {
        "number": str(said["version"]),
        "kind": said["kind"],
        "origin": said["origin"],
        "summary": said["summary"],
        "size_class": said["size"],
        "effective_from": terms["effective_from"],
        "effective_to": terms["effective_to"],
        "currency": terms["currency"],
        "rate": f"{rate:.6f}",
        "rate_on": terms["rate_on"],
        "amount": f"{total:.2f}",
        "reporting_amount": f"{reporting_amount(total, rate):.2f}",
    }


def _wrong_items(
    place: str,
    name: str,
    key: str,
    said: Sequence[Row],
    rows: Sequence[Row],
    *,
    in_order: bool = False,
) -> Iterator[Difference]:
    wanted = {item[key]: item for item in said}
    found = {row[key]: row for row in rows}
    for code in dict.fromkeys([*wanted, *found]):
        stated, row = wanted.get(code), found.get(code)
        if stated != row:
            yield Difference(f"{place}, {name} {code}", _told(stated, row))
    if in_order and list(found) != list(wanted) and found.keys() == wanted.keys():
        yield Difference(place, f"the rows of its {name}s stand in another order")


def _told(said: Row | None, row: Row | None) -> str:
    """Say how a row differs from what the text says of it."""
    if said is None:
        return "its row is there, the text does not have it"
    if row is None:
        return "the text has it, its row is missing"
    parts = [part for part in said if row.get(part) != said[part]]
    return f"its row differs in {', '.join(parts)}"
