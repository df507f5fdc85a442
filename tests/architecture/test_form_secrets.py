"""A form of an included template gets the secret without which no browser can send it.

`{% include ... only %}` hides everything that is not named, the secret of forms as well;
the page looks whole, and each press on its button is refused.
"""

import re
from collections.abc import Iterator, Mapping

from django.template.base import FilterExpression
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

from tests.architecture.source import ROOT, templates

FOLDER = ROOT / "templates"
TEXTS = {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in templates()}
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
# A press of a mail program changes how often we write: it knows no secret (RFC 8058).
OPEN_TO_ALL = {"notifications/leave.html"}
# Names of templates that an including template hands over, by the name of the variable.
Given = Mapping[str, str]


def _text(said: FilterExpression, given: Given) -> str | None:
    """Return the text that is written there, or known of its variable."""
    if isinstance(said.var, str):
        return str(said.var)
    return given.get(said.var.var)


def _includes(name: str, given: Given) -> Iterator[tuple[IncludeNode, str, Given]]:
    """Yield each include of a template: what it includes, and the names it hands over."""
    for node in get_template(name).template.nodelist.get_nodes_by_type(IncludeNode):
        target = _text(node.template, given)
        if not target:
            continue
        said = {
            key: text
            for key, value in node.extra_context.items()
            if (text := _text(value, given)) is not None
        }
        yield node, target, said if node.isolated_context else {**given, **said}


def _needs_secret(name: str, given: Given) -> bool:
    nodes = get_template(name).template.nodelist.get_nodes_by_type(CsrfTokenNode)
    return bool(nodes) or any(
        _needs_secret(target, handed)
        for _node, target, handed in _includes(name, given)
    )


def _faults(name: str, given: Given) -> Iterator[str]:
    for node, target, handed in _includes(name, given):
        is_hidden = node.isolated_context and "csrf_token" not in node.extra_context
        if is_hidden and _needs_secret(target, handed):
            yield f"{name} includes {target} without csrf_token"
        yield from _faults(target, handed)


def test_no_included_form_lacks_the_secret_that_lets_it_be_sent() -> None:
    assert sorted({fault for name in TEXTS for fault in _faults(name, {})}) == []


def test_every_form_that_changes_something_has_its_secret() -> None:
    found = [
        name
        for name, text in TEXTS.items()
        for form in FORM.findall(text)
        if "{% csrf_token %}" not in form and name not in OPEN_TO_ALL
    ]
    assert found == []
