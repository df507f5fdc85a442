"""Where is the product's own source, for tests that read it?"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("eclt_partners", "partners", "agreements", "reviews")


def modules() -> Iterator[Path]:
    """Every Python file of the product except migrations."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def parsed() -> Iterator[tuple[str, ast.Module]]:
    """Every module's path from the root, with its syntax tree."""
    for path in modules():
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def templates() -> Iterator[Path]:
    """Every template of the product."""
    yield from sorted((ROOT / "templates").rglob("*.html"))
    yield from sorted((ROOT / "templates").rglob("*.txt"))
