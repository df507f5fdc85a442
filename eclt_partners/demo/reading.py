"""Is a portfolio file right? Reads it into values, or lists every problem.

The shape is that of `data/portfolio.json`: countries, then partnerships with their
reviews (ten ratings a side, in the order D1 to D10) and perhaps their functions
with the four pillars.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import available_timezones

from eclt_partners.common.rules.plain_texts import plain_line, plain_lines
from partners.choices import PartnerKind, Stage

DIMENSIONS = tuple(f"D{number}" for number in range(1, 11))
PILLAR_COUNT = 4
# A NUL, and halves of a sign: JSON can write both.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country of the file; `rate` is local units for one reporting unit."""

    code: str
    currency: str
    time_zone: str
    language: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One completed review: ratings by side, None where a side was silent."""

    on: date
    foundation: tuple[int, ...] | None
    partner: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One function of a sustainability plan with its four pillars (0-4 or None)."""

    name: str
    importance: int
    pillars: tuple[int | None, ...]
    owner_accepted: bool


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One partnership of the file."""

    code: str
    name: str
    country: str
    kind: str
    stage: str
    start: date
    agreement_end: date | None
    versions: int
    amount: Decimal
    reporting_amount: Decimal
    currency: str
    note: str
    reviews: tuple[ReviewRow, ...]
    functions: tuple[FunctionRow, ...]


@dataclass(slots=True)
class Portfolio:
    """A whole file: its rows, or the problems that stop it."""

    countries: list[CountryRow] = field(default_factory=list)
    partnerships: list[PartnershipRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _Reader:
    """Takes values out of one object of the file and notes what is wrong with them."""

    def __init__(self, row: Any, place: str, problems: list[str]) -> None:
        self.row: Mapping[str, Any] = row if isinstance(row, dict) else {}
        self.place = place
        self.problems = problems
        if not isinstance(row, dict):
            self.wrong("", "expected an object")

    def wrong(self, key: str, why: str) -> None:
        """Note a problem with its place."""
        place = f"{self.place} > {key}" if key else self.place
        self.problems.append(f"{place}: {why}")

    def text(self, key: str) -> str:
        """Return a text of one line that is not empty, without signs nobody sees."""
        return self._written(key, plain_line)

    def note(self, key: str) -> str:
        """Return a text of several lines, or ""; without signs that nobody sees."""
        is_empty = self.row.get(key) in (None, "")
        return "" if is_empty else self._written(key, plain_lines)

    def _written(self, key: str, read: Callable[[str], str]) -> str:
        value = self.row.get(key)
        text = read(value).strip() if isinstance(value, str) else ""
        if not text:
            self.wrong(key, "expected a text")
        elif _NO_TEXT.search(text):
            self.wrong(key, f"{text!r} holds a sign that no text has")
        return text

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """Return a text that must be among `known`."""
        value = self.text(key)
        if value and value not in known:
            self.wrong(key, f"{value!r} is not known")
        return value

    def day(self, key: str) -> date:
        """Return a date written YYYY-MM-DD."""
        value = self.row.get(key)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(key, f"{value!r} is not a date (YYYY-MM-DD)")
            return date.min

    def optional_day(self, key: str) -> date | None:
        """Return a date or None."""
        return None if self.row.get(key) is None else self.day(key)

    def amount(self, key: str) -> Decimal:
        """Return a number that is not negative."""
        value = self.row.get(key)
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount < 0:
            self.wrong(key, f"{value!r} is not an amount")
            return Decimal(0)
        return amount

    def whole(self, key: str, *, low: int, high: int) -> int:
        """Return a whole number between two ends, both allowed."""
        value = self.row.get(key)
        if type(value) is int and low <= value <= high:
            return value
        self.wrong(key, f"{value!r} is not a whole number from {low} to {high}")
        return low

    def levels(
        self, key: str, *, count: int, low: int, high: int
    ) -> tuple[int | None, ...]:
        """Return a fixed number of levels; None stands for not known."""
        value = self.row.get(key)
        if not isinstance(value, list) or len(value) != count:
            self.wrong(key, f"expected a list of {count} levels")
            return ()
        for position, level in enumerate(value):
            if level is not None and (
                type(level) is not int or not low <= level <= high
            ):
                self.wrong(f"{key}[{position}]", f"{level!r} is not {low} to {high}")
        return tuple(value)

    def children(self, key: str) -> Iterator["_Reader"]:
        """Return a reader for each object in a list."""
        value = self.row.get(key)
        if not isinstance(value, list):
            self.wrong(key, "expected a list")
            return
        for position, child in enumerate(value):
            yield _Reader(child, f"{self.place} > {key}[{position}]", self.problems)


def read_portfolio(content: Any) -> Portfolio:
    """Turn the parsed JSON of a portfolio file into rows.

    Args:
        content: what `json.load` returned.

    Returns:
        The rows and every problem found, each with its place. Rows are only to be
        used when there are no problems.
    """
    portfolio = Portfolio()
    top = _Reader(content, "file", portfolio.problems)
    portfolio.countries = [_country(child) for child in top.children("countries")]
    known = [row.code for row in portfolio.countries]
    portfolio.partnerships = [
        _partnership(child, known) for child in top.children("partnerships")
    ]
    _no_doubles("country", known, portfolio.problems)
    _no_doubles("code", [p.code for p in portfolio.partnerships], portfolio.problems)
    return portfolio


def _no_doubles(what: str, values: Sequence[str], problems: list[str]) -> None:
    doubles = sorted({value for value in values if values.count(value) > 1})
    problems.extend(
        f"file: the {what} {value!r} stands there twice" for value in doubles
    )


def _country(row: _Reader) -> CountryRow:
    zone = row.text("timezone")
    if zone and zone not in available_timezones():
        row.wrong("timezone", f"{zone!r} is not a time zone")
    rate = row.amount("demo_rate_per_usd")
    if rate == 0:
        row.wrong("demo_rate_per_usd", "must be more than 0")
    return CountryRow(
        code=row.text("iso2"),
        currency=row.text("currency"),
        time_zone=zone,
        language=row.text("ui_language"),
        rate=rate,
    )


def _partnership(row: _Reader, countries: Sequence[str]) -> PartnershipRow:
    start, end = row.day("relationship_start"), row.optional_day("agreement_end")
    if end is not None and end <= start:
        row.wrong("agreement_end", "must be after relationship_start")
    code = row.text("code")
    row.place = f"{row.place} {code}".strip()
    return PartnershipRow(
        code=code,
        name=row.text("name"),
        country=row.one_of("country", countries),
        kind=row.one_of("type", PartnerKind.values),
        stage=row.one_of("stage", Stage.values),
        start=start,
        agreement_end=end,
        versions=row.whole("agreement_versions", low=0, high=99),
        amount=row.amount("budget_local"),
        reporting_amount=row.amount("budget_usd"),
        currency=row.text("currency"),
        note=row.note("note"),
        reviews=_reviews(row, start),
        functions=_functions(row),
    )


def _reviews(row: _Reader, start: date) -> tuple[ReviewRow, ...]:
    reviews = [_review(child, start) for child in row.children("reviews")]
    days = [review.on for review in reviews]
    if days != sorted(set(days)):
        row.wrong("reviews", "dates must rise, each one once")
    return tuple(reviews)


def _review(row: _Reader, start: date) -> ReviewRow:
    on = row.day("date")
    if date.min < on < start:
        row.wrong("date", "is before relationship_start")
    sides = [_ratings(row, side) for side in ("foundation", "partner")]
    if sides == [None, None]:
        row.wrong("", "nobody answered this review")
    return ReviewRow(on=on, foundation=sides[0], partner=sides[1])


def _ratings(row: _Reader, side: str) -> tuple[int, ...] | None:
    if row.row.get(side) is None:
        return None
    levels = row.levels(side, count=len(DIMENSIONS), low=1, high=5)
    if None in levels:
        row.wrong(side, "every dimension needs a rating from 1 to 5")
    return tuple(level for level in levels if level is not None)


def _functions(row: _Reader) -> tuple[FunctionRow, ...]:
    if row.row.get("handover") is None:
        return ()
    plan = _Reader(row.row["handover"], f"{row.place} > handover", row.problems)
    return tuple(
        FunctionRow(
            name=child.text("name"),
            importance=child.whole("weight", low=1, high=3),
            pillars=child.levels("pillars_RCML", count=PILLAR_COUNT, low=0, high=4),
            owner_accepted=child.row.get("owner_accepted") is True,
        )
        for child in plan.children("functions")
    )
