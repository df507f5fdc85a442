"""What a template reads that is included alone (`only`), its head comment names.

A name that nobody hands over is empty, and a condition on it is dead without a word:
the head comment is where whoever includes the template sees what to give.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TokenType,
    Variable,
    VariableNode,
)
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

from tests.architecture.source import ROOT, templates

FOLDER = ROOT / "templates"
TEXTS = {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in templates()}
HEAD = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
# What a tag calls the place where it puts a value.
PLACES = ("asvar", "target_var", "countervar", "variable_name", "var_name")
BUILT_IN = {"True", "False", "None", "forloop", "_", "block"}


def _roots(value: Any) -> Iterator[str]:
    """Yield the names that a part of a tag reads, without those of inner tags."""
    if isinstance(value, Variable):
        yield from (value.lookups or ())[:1]
    elif getattr(value, "token_type", None) == TokenType.VAR:  # of a translated text
        yield from re.findall(r"^\w+", value.contents)
    for part in _parts(value):
        yield from _roots(part)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, FilterExpression):
        given = [each for _filter, args in value.filters for each in args]
        return [value.var, *(each for is_read, each in given if is_read)]
    if hasattr(value, "lbp"):  # a part of a condition
        return [value.value, value.first, value.second]
    if isinstance(value, dict):
        return list(value.values())
    is_plain = isinstance(value, list | tuple) and not isinstance(value, NodeList)
    return list(value) if is_plain else []


def _read(node: Node) -> Iterator[str]:
    if isinstance(node, VariableNode):
        yield from _roots(node.filter_expression)
    for name, value in vars(node).items():
        if name not in {"token", "origin"}:
            yield from _roots(value)


def _bound(node: Node) -> set[str]:
    found = {getattr(node, place, None) for place in PLACES}
    if not isinstance(node, IncludeNode):
        found |= set(getattr(node, "extra_context", {}))
    return {name for name in [*found, *getattr(node, "loopvars", [])] if name}


@cache
def _needs(name: str) -> frozenset[str]:
    """Return the names that a template, with what it includes, takes from outside."""
    nodes = get_template(name).template.nodelist.get_nodes_by_type(Node)
    wanted, bound = set(), set(BUILT_IN)
    for node in nodes:
        wanted |= set(_read(node))
        bound |= _bound(node)
        if isinstance(node, IncludeNode) and not node.isolated_context:
            target = node.template.var
            inner = _needs(target) if isinstance(target, str) else frozenset()
            wanted |= inner - set(node.extra_context)
    return frozenset(wanted - bound)


def _included_alone() -> set[str]:
    return {
        node.template.var
        for name in TEXTS
        for node in get_template(name).template.nodelist.get_nodes_by_type(IncludeNode)
        if node.isolated_context and isinstance(node.template.var, str)
    }


def _said(name: str) -> set[str]:
    head = HEAD.search(TEXTS[name])
    return set(re.findall(r"\w+", head[0])) if head else set()


def test_there_are_templates_that_are_included_alone() -> None:
    assert len(_included_alone()) > 100
    assert "plan" in _needs("dashboards/partnership/plan.html")


def test_what_an_included_template_reads_stands_in_its_head() -> None:
    found = {
        name: sorted(missing)
        for name in sorted(_included_alone())
        if (missing := _needs(name) - _said(name))
    }
    assert found == {}
