"""Files and functions stay small enough to read."""

import ast

from tests.architecture.source import ROOT, functions, modules, parsed, templates

LONGEST_FILE = 300
LONGEST_RULE = 150
LONGEST_TEST = 400
LONGEST_TEMPLATE = 150
LONGEST_FUNCTION = 50
NEARLY_ALL = 30


def _lines(path) -> int:
    return path.read_text("utf-8").count("\n")


def test_no_module_is_longer_than_a_few_screens() -> None:
    too_long = [
        (str(path.relative_to(ROOT)), _lines(path))
        for path in modules()
        if _lines(path) > (LONGEST_RULE if "rules" in path.parts else LONGEST_FILE)
    ]
    assert too_long == []


def test_no_test_module_is_too_long() -> None:
    too_long = [
        (str(path.relative_to(ROOT)), _lines(path))
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if _lines(path) > LONGEST_TEST
    ]
    assert too_long == []


def test_no_template_is_too_long() -> None:
    too_long = [
        (str(path.relative_to(ROOT)), _lines(path))
        for path in templates()
        if _lines(path) > LONGEST_TEMPLATE
    ]
    assert too_long == []


def _length(node: ast.FunctionDef) -> int:
    """Lines of a function with its docstring."""
    return node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        (path, node.name, _length(node))
        for path, tree in parsed()
        for node in functions(tree)
        if _length(node) > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_nearly_all_functions_fit_half_a_screen() -> None:
    lengths = sorted(_length(node) for _, tree in parsed() for node in functions(tree))
    assert lengths[len(lengths) * 95 // 100] <= NEARLY_ALL
