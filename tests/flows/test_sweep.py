"""Does the sweep see what it looks for? Else an empty list of findings says nothing."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.flows.sweep import ASK_AXE, REMEMBER_COLOURS, RULES

pytestmark = pytest.mark.flow

ASK_CONTRASTS = """async () => {
  const { passes, violations } = await axe.run({ runOnly: ["color-contrast"] });
  return [...passes, ...violations].flatMap(rule => rule.nodes.map(
    node => [rule.id, node.target, node.any.map(check => check.data)]));
}"""
COLOURS = ("#000", "#777", "rgb(255, 0, 0)", "hsl(200 80% 40%)", "rgba(0, 0, 0, 0.4)")
LAYERS = ("#fff", "rgba(0, 0, 0, 0.3)", "#036", "#fff")
PALE = '<p style="color: #aaa; background: #fff">Hard to read</p>'


def _page(browser: Browser, script: str, text: str) -> Page:
    page = browser.new_page()
    page.set_content(f'<html lang="en"><title>T</title><main><h1>T</h1>{text}</main>')
    page.evaluate(f"{script};0")
    return page


def _many_colours() -> str:
    lines = [f'<p style="color: {colour}">{colour}</p>' for colour in COLOURS]
    text = "".join(lines)
    for layer in LAYERS:
        text += f'<div style="background: {layer}">{"".join(lines)}</div>'
    return text


def test_text_that_is_hard_to_read_is_found(browser: Browser) -> None:
    page = _page(browser, f"{AXE_SCRIPT};{REMEMBER_COLOURS}", PALE)
    assert page.evaluate(ASK_AXE, RULES) == ["color-contrast: p"]
    page.close()


def test_colours_that_are_remembered_give_the_contrasts_of_axe(
    browser: Browser,
) -> None:
    found = []
    for script in (AXE_SCRIPT, f"{AXE_SCRIPT};{REMEMBER_COLOURS}"):
        page = _page(browser, script, _many_colours())
        found.append(page.evaluate(ASK_CONTRASTS))
        page.close()
    assert found[0] == found[1]
    assert len(found[0]) > len(COLOURS) * len(LAYERS)
