"""Templates compile, state their context, and carry no script or style."""

import re

from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tests.architecture.source import ROOT, templates

FOLDER = ROOT / "templates"
TEXTS = {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in templates()}
# Drawings say all they have to say; the libraries name their templates' context.
PLAIN = (
    "components/icons/",
    "bootstrap5/",
    "account/email/",
    "account/messages/",
    "mfa/messages/",
)
INLINE = r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)"


def _compiles(name: str) -> bool:
    try:
        get_template(name)
    except TemplateSyntaxError:
        return False
    return True


def test_there_are_templates_to_look_at() -> None:
    assert len(TEXTS) > 50


def test_every_template_compiles() -> None:
    assert [name for name in TEXTS if not _compiles(name)] == []


def test_no_page_has_an_inline_script_or_style() -> None:
    found = [
        name
        for name, text in TEXTS.items()
        if not name.startswith("mail/") and re.search(INLINE, text)
    ]
    assert found == []


def test_no_page_trusts_text_as_markup() -> None:
    found = [
        name
        for name, text in TEXTS.items()
        if name.endswith(".html")
        and not name.startswith(PLAIN)
        and re.search(r"\|\s*safe\b|autoescape off", text)
    ]
    assert found == []


def test_no_label_has_a_colon_that_french_cannot_set_apart() -> None:
    """ "with_colon" or a translated text writes it, as the language wants it."""
    translated = r"{% blocktranslate.*?{% endblocktranslate %}"
    found = [
        name
        for name, text in TEXTS.items()
        if re.search(
            r"(}}|translate \"[^\"]+\" %}):(\s|<|$)",
            re.sub(translated, "", text, flags=re.DOTALL),
        )
    ]
    assert found == []


def test_every_template_states_its_context() -> None:
    silent = [
        name
        for name, text in TEXTS.items()
        if not name.startswith(PLAIN) and not re.search(r"{% comment|{#", text[:600])
    ]
    assert silent == []
