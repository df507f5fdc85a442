"""Do the rules still answer as the worked cases say?

The pure part of the command `evaluate`: an analyst can check the method without the
web. Cases have the shape of the golden file of the tests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eclt_partners.common.errors import InvalidInput
from eclt_partners.demo.case_values import CaseError, as_list, as_object, one_of
from eclt_partners.demo.golden import ANSWERS

_SETS = frozenset({"red", "amber", "info"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One result that is not as the case expects.

    Attributes:
        case: the id of the case.
        field: which result, for example "lesson.2".
        expected: what the case says.
        computed: what the rules say.
    """

    case: str
    field: str
    expected: str
    computed: str

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.case} {self.field}: expected {self.expected}, got {self.computed}"
        )


def evaluate(cases: object) -> list[Difference]:
    """Recompute worked cases and list what differs.

    Args:
        cases: a list of cases as read from JSON; every result named under "expect"
            is compared.

    Returns:
        The differences in the order of the cases; empty when all agree.

    Raises:
        InvalidInput: some cases cannot be read; all of them are listed, place ->
            reason, and nothing is compared.
    """
    problems: dict[str, str] = {}
    differences: list[Difference] = []
    try:
        listed = as_list(cases, "")
    except CaseError as bad:
        raise InvalidInput({"file": bad.reason}) from bad
    for at, case in enumerate(listed, start=1):
        try:
            differences += _differences(case)
        except CaseError as bad:
            problems[_place(at, case, bad.place)] = bad.reason
    if problems:
        raise InvalidInput(problems)
    return differences


def _place(at: int, case: object, inside: str) -> str:
    name = case.get("id") if isinstance(case, dict) else None
    where = f"case {at} ({name})" if name else f"case {at}"
    return f"{where}, {inside}" if inside else where


def _differences(given: object) -> list[Difference]:
    case = as_object(given, "")
    name = case.get("id")
    if not isinstance(name, str) or not name:
        raise CaseError("id", "expected a text")
    answer = ANSWERS[one_of(case.get("kind"), "kind", ANSWERS)](case)
    expected = as_object(case.get("expect"), "expect")
    for field in expected:
        one_of(field, f"expect.{field}", answer)
    return [
        Difference(name, field, _shown(wanted), _shown(computed))
        for field, wanted, computed in _pairs(expected, answer)
        if wanted != computed
    ]


def _pairs(
    expected: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    for field, wanted in expected.items():
        computed = answer[field]
        if isinstance(computed, dict) and isinstance(wanted, dict):
            for key in {**wanted, **computed}:
                yield f"{field}.{key}", _plain(wanted.get(key)), computed.get(key)
        elif field in _SETS:
            rules = as_list(wanted, f"expect.{field}")
            yield field, {str(rule) for rule in rules}, computed
        else:
            yield field, _plain(wanted), computed


def _plain(value: object) -> object:
    """Read numbers as they are written, so that they compare exactly."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, set | list):
        items = sorted(map(_shown, value)) if isinstance(value, set) else value
        return f"[{', '.join(map(_shown, items))}]"
    return str(value)
