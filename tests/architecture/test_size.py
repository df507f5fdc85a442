"""Files and functions stay small enough to read."""

import ast

from tests.architecture.source import ROOT, functions, modules, parsed, templates

LONGEST_FILE = 300
LONGEST_RULE = 150
LONGEST_TEST = 400
LONGEST_TEMPLATE = 150
LONGEST_FUNCTION = 50


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
    """Lines of a function without its docstring, which may say what it needs to."""
    first = node.body[0]
    is_docstring = ast.get_docstring(node) is not None
    spoken = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return node.end_lineno - node.lineno + 1 - spoken


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        (path, node.name, _length(node))
        for path, tree in parsed()
        for node in functions(tree)
        if _length(node) > LONGEST_FUNCTION
    ]
    assert too_long == []
