"""Templates compile, state their context, and carry no script or style."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.source import ROOT, templates

FOLDER = ROOT / "templates"
NAMES = [str(path.relative_to(FOLDER)) for path in templates()]
PAGES = [name for name in NAMES if not name.startswith("mail/")]


@pytest.mark.parametrize("name", NAMES)
def test_the_template_compiles(name: str) -> None:
    assert get_template(name) is not None


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_no_inline_script_or_style(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_template_trusts_no_text(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape off", text) or name.endswith(".txt")


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".html")])
def test_the_template_states_its_context(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert re.search(r"{% comment|{#", text[:600])
