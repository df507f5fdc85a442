"""A line of a gate blocks or warns, as long as something is missing."""

from partners.rules.gates import GateLine, blocking, warning

MET = GateLine[str]("B1")
BLOCKS = GateLine("B10", ("a signature",))
WARNS = GateLine("W1", ("a plan",))
LINES = (MET, BLOCKS, GateLine[str]("W2"), WARNS)


def test_a_line_is_met_when_nothing_is_missing() -> None:
    assert [line.ok for line in LINES] == [True, False, True, False]


def test_only_b_lines_that_miss_something_block() -> None:
    assert blocking(LINES) == (BLOCKS,)


def test_only_w_lines_that_miss_something_warn() -> None:
    assert warning(LINES) == (WARNS,)
