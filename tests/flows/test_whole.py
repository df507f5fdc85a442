"""Do codes and dates stay on one line? Some browsers break codes behind the hyphen."""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

from tests.flows.sweep import BROKEN, FALLEN

pytestmark = pytest.mark.flow

TEXT = "A word or two before GT-01/2017 and GT-02, on 1er févr 2026 after 23 Nov 2026, 14:05, e-mail"
PAGE = f"""<html lang="en"><title>T</title><style>.nowrap {{ white-space: nowrap }}
p {{ display: inline-block; vertical-align: top }} .row {{ display: flex }}</style>
{"".join(f'<p style="width: {width}px">{TEXT}</p>' for width in range(90, 300, 5))}
<div class="row" style="width: 150px"><b>1</b>{TEXT}</div>
<textarea>GT-03</textarea>"""

TURNED = """<html lang="en"><title>T</title><style>@media (max-width: 500px) {
td { display: grid; grid-template-columns: 5rem 1fr } } .nowrap { white-space: nowrap }</style>
<table class="table-stack"><tr><td data-label="Due">23 Nov 2026, 14:05</td></tr></table>"""


def test_no_code_and_no_date_is_broken_and_no_word_is_changed(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    assert page.evaluate(BROKEN)
    words = page.locator("body").inner_text().split()

    page.add_script_tag(path=finders.find("js/whole.js"))

    assert page.evaluate(BROKEN) == []
    assert page.locator("body").inner_text().split() == words
    assert page.locator(".row > *").count() == 2
    assert page.locator("textarea").input_value() == "GT-03"
    page.close()


def test_a_date_stays_beside_its_label_when_the_device_is_turned(
    browser: Browser,
) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 400})
    page.set_content(TURNED)
    page.add_script_tag(path=finders.find("js/whole.js"))

    page.set_viewport_size({"width": 390, "height": 800})

    assert page.evaluate(FALLEN) == []
    assert page.locator("td").inner_text() == "23 Nov 2026, 14:05"
    page.close()
