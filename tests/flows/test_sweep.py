"""Does the sweep see what it looks for? Else an empty list of findings says nothing."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.flows.contrast import ASK_AXE
from tests.flows.sweep import REMEMBER_COLOURS, RULES, SCRIPTS

pytestmark = pytest.mark.flow

ASK_CONTRASTS = """async () => {
  const { passes, violations } = await axe.run({ runOnly: ["color-contrast"] });
  return [...passes, ...violations].flatMap(rule => rule.nodes.map(
    node => [rule.id, node.target, node.any.map(check => check.data)]));
}"""
COLOURS = ("#000", "#777", "rgb(255, 0, 0)", "hsl(200 80% 40%)", "rgba(0, 0, 0, 0.4)")
LAYERS = ("#fff", "rgba(0, 0, 0, 0.3)", "#036", "#fff")
PALE = '<p id="pale" style="color: #aaa; background: #fff">Hard to read</p>'
PLAIN = '<p style="color: #111; font-size: 16px">Easy to read</p>'
CHANGES = (
    "color: #222",
    "color: #bbb",
    "color: #111; background: #eee",
    "color: #111; background: rgba(0, 0, 0, 0.3)",
    "color: #111; font-weight: 700",
)


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


def _asked(browser: Browser, text: str, known: list[str]) -> dict[str, list[str]]:
    """What axe says of a page, and which pairs of colours it found readable."""
    page = _page(browser, SCRIPTS, text)
    answer = page.evaluate(ASK_AXE, [RULES, known])
    page.close()
    return answer


def test_text_that_is_hard_to_read_is_found(browser: Browser) -> None:
    assert _asked(browser, PALE, [])["problems"] == ["color-contrast: #pale"]


def test_text_that_is_hard_to_read_is_found_again(browser: Browser) -> None:
    first = _asked(browser, PALE + PLAIN, [])
    again = _asked(browser, PLAIN + PALE, first["learnt"])
    assert again["problems"] == first["problems"] == ["color-contrast: #pale"]


def test_a_pair_of_colours_is_measured_once(browser: Browser) -> None:
    learnt = _asked(browser, PLAIN, [])["learnt"]
    assert learnt
    assert _asked(browser, PLAIN, learnt)["learnt"] == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_in_anything_is_measured(browser: Browser, change: str) -> None:
    learnt = _asked(browser, PLAIN, [])["learnt"]
    changed = _asked(browser, PLAIN.replace("color: #111", change), learnt)
    assert changed["learnt"] or changed["problems"]


def test_what_lies_over_a_picture_is_measured_each_time(browser: Browser) -> None:
    text = f'<div style="background: linear-gradient(#fff, #fff)">{PLAIN}</div>'
    assert _asked(browser, text, [])["learnt"] == _asked(browser, "", [])["learnt"]


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
